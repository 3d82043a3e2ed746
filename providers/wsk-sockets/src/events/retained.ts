/** The lists that an application keeps from its event handlers until it releases them. */
export class Retained {
  /** Hardly any socket ever has one. */
  #bytesOf: Map<readonly object[], number> | undefined;
  #bytes = 0;

  /** In all lists. */
  get bytes(): number {
    return this.#bytes;
  }

  retain(list: readonly object[], bytes: number): void {
    this.#bytesOf ??= new Map();
    this.#bytesOf.set(list, bytes);
    this.#bytes += bytes;
  }

  /** Takes a list back. False if it is not retained. */
  release(list: readonly object[]): boolean {
    const bytes = this.#bytesOf?.get(list);
    if (bytes === undefined) return false;
    this.#bytesOf?.delete(list);
    this.#bytes -= bytes;
    return true;
  }
}

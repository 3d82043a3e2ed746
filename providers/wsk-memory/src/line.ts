/** So many empty places may be kept. */
const FEW = 1024;

/** What waits, first come, first served. An array alone takes the longer to give its first away the more is behind it. */
export class Line<Item> {
  #items: (Item | undefined)[] = [];
  /** So many places at the beginning are empty. */
  #left = 0;

  get first(): Item | undefined {
    return this.#items[this.#left];
  }

  push(item: Item): void {
    this.#items.push(item);
  }

  shift(): void {
    if (this.#left === this.#items.length) return;
    this.#items[this.#left] = undefined;
    this.#left += 1;
    if (this.#left < FEW || this.#left * 2 < this.#items.length) return;
    this.#items = this.#items.slice(this.#left);
    this.#left = 0;
  }

  /** All of them, which have left then. */
  empty(): readonly Item[] {
    const rest = this.#items.filter((item) => item !== undefined);
    this.#items = [];
    this.#left = 0;
    return rest;
  }
}

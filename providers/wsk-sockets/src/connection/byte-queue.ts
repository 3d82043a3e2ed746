/** Received bytes that nobody has taken yet, in chunks as they came. */
export class ByteQueue {
  #chunks: Uint8Array[] = [];
  /** The chunks before this one are used up. */
  #head = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What there is, in order, without taking it. */
  chunks(): readonly Uint8Array[] {
    return this.#chunks.slice(this.#head);
  }

  push(chunk: Uint8Array): void {
    if (chunk.byteLength === 0) return;
    this.#chunks.push(chunk);
    this.#length += chunk.byteLength;
  }

  /** Copies what is left of the chunk that was pushed last, which is somebody else's. */
  own(): void {
    const last = this.#chunks.length - 1;
    const chunk = this.#chunks[last];
    // A chunk that is used up, and only still there, is nobody's concern.
    if (chunk !== undefined && last >= this.#head) {
      this.#chunks[last] = new Uint8Array(chunk);
    }
  }

  /** Puts bytes back in front of all others. */
  unshift(chunk: Uint8Array): void {
    if (chunk.byteLength === 0) return;
    this.#chunks.splice(0, this.#head, chunk);
    this.#head = 0;
    this.#length += chunk.byteLength;
  }

  /** Moves bytes into the target and tells how many; fewer than fit if there are no more. */
  take(target: Uint8Array): number {
    let filled = 0;
    while (filled < target.byteLength) {
      const chunk = this.#chunks[this.#head];
      if (chunk === undefined) break;
      const room = target.byteLength - filled;
      const part = chunk.byteLength <= room ? chunk : chunk.subarray(0, room);
      target.set(part, filled);
      filled += part.byteLength;
      this.#use(chunk, part.byteLength);
    }
    this.#length -= filled;
    return filled;
  }

  /** Drops bytes from the front. */
  drop(count: number): void {
    if (count >= this.#length) {
      this.clear();
      return;
    }
    this.#length -= count;
    for (let rest = count; rest > 0;) {
      const chunk = this.#chunks[this.#head];
      if (chunk === undefined) break;
      const part = Math.min(rest, chunk.byteLength);
      rest -= part;
      this.#use(chunk, part);
    }
  }

  clear(): void {
    if (this.#chunks.length > 0) this.#chunks = [];
    this.#head = 0;
    this.#length = 0;
  }

  #use(chunk: Uint8Array, length: number): void {
    if (length < chunk.byteLength) {
      this.#chunks[this.#head] = chunk.subarray(length);
      return;
    }
    this.#head += 1;
    // Keeps the used up part from growing, at a cost that is constant per chunk.
    if (this.#head * 2 < this.#chunks.length) return;
    if (this.#head === this.#chunks.length) this.#chunks.length = 0;
    else this.#chunks.splice(0, this.#head);
    this.#head = 0;
  }
}

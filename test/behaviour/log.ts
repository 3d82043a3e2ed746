/** What has been told, in order. */
export class Log<Item> {
  readonly items: Item[] = [];
  #read = 0;
  #wake: (() => void) | undefined;

  add(item: Item): void {
    this.items.push(item);
    this.#wake?.();
  }

  /** The next item that has not been read, once there is one. */
  async next(): Promise<Item> {
    while (this.#read >= this.items.length) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    const item = this.items[this.#read];
    this.#read += 1;
    return item as Item;
  }
}

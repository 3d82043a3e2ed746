import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Chance, from a seed. What is done in parallel has dice of its own, so that its course does not depend on the others'. */
export class Dice {
  readonly #source: ReturnType<typeof xoroshiro128plus>;

  constructor(seed: number) {
    this.#source = xoroshiro128plus(seed);
  }

  /** An integer, both ends included. */
  int(from: number, to: number): number {
    return uniformInt(this.#source, from, to);
  }

  /** An integer from 1 to the most; small ones are as likely as large ones. */
  size(most: number): number {
    return Math.round(most ** uniformFloat64(this.#source));
  }

  chance(probability: number): boolean {
    return uniformFloat64(this.#source) < probability;
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.int(0, items.length - 1)] ?? items[0];
  }

  fork(): Dice {
    return new Dice(this.int(-0x80000000, 0x7fffffff));
  }
}

/**
 * How much a table may be. A table may come from a stranger: none may take the memory or the time of whoever reads it.
 * Every limit is far above what a person writes.
 *
 * @module
 */

/** The most that the files of a table may be together. */
export interface Limits {
  readonly characters: number;
  /** Words, signs, blanks and line ends; of what the quick reader reads, keys and values alone. */
  readonly tokens: number;
  readonly files: number;
}

/** Of a table of which nobody has said anything. */
export const MOST: Limits = {
  characters: 4 * 2 ** 20,
  tokens: 400_000,
  files: 1000,
};

/** Of a table that is said to be large: one that a program has written, say. */
export const MOST_OF_LARGE: Limits = {
  characters: 256 * 2 ** 20,
  tokens: 40_000_000,
  files: 100_000,
};

/** How deep lists and mappings may stand in each other. */
export const DEEPEST_NESTING = 100;

/** How deep types may stand in each other, be it in one expression or by their names. */
export const DEEPEST_TYPE = 32;

/** The parts of which the smallest value of a type may consist. */
export const MOST_PARTS = 10_000;

/** How many ancestors may stand above each other. */
export const DEEPEST_ANCESTRY = 64;

/** What a table has used of what it may be. */
export class Budget {
  /** What it may be. */
  readonly most: Limits;
  readonly #left: { characters: number; tokens: number };

  constructor(most: Limits) {
    const { characters, tokens } = most;
    this.most = most;
    this.#left = { characters, tokens };
  }

  left(what: "characters" | "tokens"): number {
    return this.#left[what];
  }

  /** Takes of what is left. False if that is too little. */
  take(what: "characters" | "tokens", amount: number): boolean {
    this.#left[what] -= amount;
    return this.#left[what] >= 0;
  }
}

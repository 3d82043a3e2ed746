/** One seed for a run, one made of it for every test. @module */

/** Seeds are whole numbers below this. */
export const SEEDS: number = 2 ** 32;

/** The seed of a test: the same whichever other tests are run. FNV-1a over the run's seed and the id. */
export function seedOf(runSeed: number, id: string): number {
  let hash = 0x811c9dc5;
  for (const char of `${runSeed}:${id}`) {
    hash ^= char.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";

/** From the least to the most, both included. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** One stream of chances. */
export class Chance {
  readonly #generator: RandomGenerator;

  constructor(generator: RandomGenerator) {
    this.#generator = generator;
  }

  happens(probability: number): boolean {
    if (probability <= 0) return false;
    return uniformFloat64(this.#generator) < probability;
  }

  between({ min, max }: Range): number {
    if (min === max) return min;
    return min + uniformFloat64(this.#generator) * (max - min);
  }
}

/** What is left to chance: a stream for every matter, so that one fault more leaves the others as they are. */
export interface Chances {
  readonly latency: Chance;
  readonly loss: Chance;
  readonly duplication: Chance;
  readonly reordering: Chance;
  readonly segments: Chance;
  readonly segmentLoss: Chance;
  readonly resets: Chance;
  readonly allocation: Chance;
}

export function chances(seed: number): Chances {
  const generator = xoroshiro128plus(seed);
  const next = (): Chance => {
    generator.jump();
    return new Chance(generator.clone());
  };
  return {
    latency: next(),
    loss: next(),
    duplication: next(),
    reordering: next(),
    segments: next(),
    segmentLoss: next(),
    resets: next(),
    allocation: next(),
  };
}

/** What many runs say. @module */

/** The middle of values, and how far the middle half of them spreads. */
export interface Summary {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Summarizes values; there must be one. */
export function summarize(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    low: quantile(sorted, 0.25),
    high: quantile(sorted, 0.75),
  };
}

function quantile(sorted: readonly number[], part: number): number {
  const at = (sorted.length - 1) * part;
  const below = sorted[Math.floor(at)];
  const above = sorted[Math.ceil(at)];
  if (below === undefined || above === undefined)
    throw new Error("there is nothing to summarize");
  return below + (above - below) * (at - Math.floor(at));
}

/** By which power of the size a cost grows: 1 is in proportion. */
export function slope(
  [size, cost]: readonly [number, number],
  [larger, higher]: readonly [number, number],
): number {
  return Math.log(higher / cost) / Math.log(larger / size);
}

/** What a process holds while nothing is under way. */
export interface Sample {
  /** In bytes, after a garbage collection. */
  readonly heap: number;
  /** In bytes: what buffers hold outside the heap. */
  readonly buffers: number;
  readonly resident: number;
  /** Undefined where the system does not tell. */
  readonly descriptors: number | undefined;
}

/** How much more than at first something may be at last. */
interface Tolerance {
  readonly share: number;
  readonly least: number;
}

const MIB = 1024 * 1024;

/** Caches of the engine come and go; what has been freed stays resident for long. */
const tolerances: Readonly<Record<keyof Sample, Tolerance>> = {
  heap: { share: 0.05, least: MIB },
  buffers: { share: 0.05, least: MIB },
  resident: { share: 0.15, least: 64 * MIB },
  descriptors: { share: 0, least: 0 },
};

const kinds = ["heap", "buffers", "resident", "descriptors"] as const;

/** As few say nothing. */
const FEWEST = 9;

/** How something went from the first third of the samples to the last. */
export interface Course {
  readonly what: keyof Sample;
  readonly first: number;
  readonly last: number;
  readonly flat: boolean;
}

/** Compares the medians of the first and the last third of the samples. Throws if there are too few. */
export function coursesOf(samples: readonly Sample[]): readonly Course[] {
  if (samples.length < FEWEST) {
    throw new RangeError(`${samples.length} samples do not tell a course`);
  }
  const third = Math.floor(samples.length / 3);
  return kinds.map((what) => {
    const values = samples.map((sample) => sample[what] ?? 0);
    const first = median(values.slice(0, third));
    const last = median(values.slice(-third));
    const { share, least } = tolerances[what];
    const flat = last - first <= Math.max(least, first * share);
    return { what, first, last, flat };
  });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** In words. */
export function describeCourse({ what, first, last, flat }: Course): string {
  const unit = (value: number): string =>
    what === "descriptors" ? String(value) : `${(value / MIB).toFixed(1)} MiB`;
  const word = flat ? "" : " (not flat)";
  return `${what} ${unit(first)} → ${unit(last)}${word}`;
}

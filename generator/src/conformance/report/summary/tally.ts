/** Verdicts, counted as every report counts them. @module */
import { GOOD, type Verdict, type VerdictKind } from "../../run/verdict.ts";

/** What came of some tests. */
export interface Tally {
  readonly total: number;
  readonly passed: number;
  readonly negative: number;
  readonly expected: number;
  readonly untestable: number;
  /** Whatever fails a run: crashes, time-outs and wrong accounts too. */
  readonly failed: number;
}

/** What verdicts are counted as. */
export type Count = Exclude<keyof Tally, "total">;

/** The counts in the order in which reports name them. */
export const COUNTS: readonly Count[] = [
  "passed",
  "negative",
  "expected",
  "untestable",
  "failed",
];

/** What a verdict counts as. */
export function countedAs(kind: VerdictKind): Count {
  if (!GOOD.has(kind)) return "failed";
  if (kind === "negative" || kind === "expected" || kind === "untestable") {
    return kind;
  }
  return "passed";
}

export function tallyOf(verdicts: readonly Verdict[]): Tally {
  const of = (count: Count): number =>
    verdicts.filter(({ kind }) => countedAs(kind) === count).length;
  return {
    total: verdicts.length,
    passed: of("passed"),
    negative: of("negative"),
    expected: of("expected"),
    untestable: of("untestable"),
    failed: of("failed"),
  };
}

/** Groups by a key, in the order in which the keys come up. What has no key is left out. */
export function grouped<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key | undefined,
): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

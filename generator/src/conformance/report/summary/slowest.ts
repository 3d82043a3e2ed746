/** Which tests take longest. @module */
import type { Verdict } from "../../run/verdict.ts";

const SHOWN = 10;

/** About ten, the slowest first; those that take the same time in the order of the plan. */
export function slowestOf(verdicts: readonly Verdict[]): readonly Verdict[] {
  return [...verdicts]
    .filter(({ time, cpu }) => time > 0 || cpu > 0)
    .sort((a, b) => b.time - a.time)
    .slice(0, SHOWN);
}

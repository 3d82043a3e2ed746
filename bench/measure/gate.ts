/** Judges whether a change has made a program slower than is allowed. @module */
import { type Measure, ratioOf, type Runs } from "./interleave.ts";
import type { Summary } from "./statistics.ts";

export interface Verdict {
  /** What was compared. */
  readonly by: Measure;
  /** How much of it the program takes, times what it took before. */
  readonly ratio: Summary;
  readonly passed: boolean;
}

/**
 * Compares round by round, and judges by the median: instructions where both were counted, for nothing else on the
 * machine changes them, or else processor time.
 */
export function judge(now: Runs, before: Runs, limit: number): Verdict {
  const by: Measure = counted(now) && counted(before) ? "instructions" : "cpu";
  const ratio = ratioOf(now, before, by);
  // What cannot be compared has not passed.
  return { by, ratio, passed: ratio.median <= limit };
}

/** Whether every round has its count. */
function counted({ cpu, instructions = [] }: Runs): boolean {
  return instructions.length > 0 && instructions.length === cpu.length;
}

/** A verdict together with what the plan says of its test. @module */
import type { PlannedTest } from "../../plan/planned.ts";
import type { RunResult, Verdict } from "../../run/verdict.ts";

export interface Outcome {
  readonly verdict: Verdict;
  /** Absent if the plan knows no such test. */
  readonly test: PlannedTest | undefined;
}

/** The outcomes of a run, in the order of its verdicts. */
export function outcomesOf(result: RunResult): readonly Outcome[] {
  const tests = new Map(result.plan.map((test) => [test.id, test]));
  return result.verdicts.map((verdict) => ({
    verdict,
    test: tests.get(verdict.id),
  }));
}

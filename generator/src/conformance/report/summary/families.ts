/** What came of each family of tests. @module */
import { FAMILIES, type FamilyName } from "../../plan/planned.ts";
import type { Outcome } from "./outcome.ts";
import { grouped, tallyOf, type Tally } from "./tally.ts";

/** `accounts`: verdicts of which the plan knows no test. */
export type ReportedFamily = FamilyName | "accounts";

export interface FamilyTally {
  readonly family: ReportedFamily;
  readonly tally: Tally;
  /** In milliseconds. */
  readonly time: number;
  readonly cpu: number;
}

/** The families that have a verdict, in their order. */
export function familiesOf(
  outcomes: readonly Outcome[],
): readonly FamilyTally[] {
  const groups = grouped(outcomes, familyOf);
  return [...FAMILIES, "accounts" as const].flatMap((family) => {
    const verdicts = groups.get(family)?.map(({ verdict }) => verdict);
    if (verdicts === undefined) return [];
    return {
      family,
      tally: tallyOf(verdicts),
      time: verdicts.reduce((sum, { time }) => sum + time, 0),
      cpu: verdicts.reduce((sum, { cpu }) => sum + cpu, 0),
    };
  });
}

/** The family that an outcome is reported in. */
export function familyOf({ test }: Outcome): ReportedFamily {
  return test?.family ?? "accounts";
}

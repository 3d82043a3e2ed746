/** All that reports say of a run, computed once, so that they agree. @module */
import type { RunResult, Verdict } from "../../run/verdict.ts";
import { line } from "../text.ts";
import {
  clausesOf,
  untestableOf,
  type ClauseTally,
  type Untestable,
} from "./coverage.ts";
import { failuresOf, type FailedTest } from "./failures.ts";
import { familiesOf, type FamilyTally } from "./families.ts";
import { knownFailuresOf, type KnownFailure } from "./known.ts";
import { outcomesOf, type Outcome } from "./outcome.ts";
import { slowestOf } from "./slowest.ts";
import {
  claimTotal,
  stanceDetail,
  stanceOf,
  type ClaimTotal,
  type Stance,
} from "./stance.ts";
import { tallyOf, type Tally } from "./tally.ts";

export interface RunSummary {
  readonly result: RunResult;
  /** The provider and the mode, in one line: `memory (raw)`. */
  readonly label: string;
  readonly outcomes: readonly Outcome[];
  readonly tally: Tally;
  readonly claims: ClaimTotal;
  readonly stance: Stance;
  /** What the stance comes from, in words. */
  readonly detail: string;
  readonly families: readonly FamilyTally[];
  readonly clauses: readonly ClauseTally[];
  readonly untestable: readonly Untestable[];
  readonly failures: readonly FailedTest[];
  readonly known: readonly KnownFailure[];
  readonly slowest: readonly Verdict[];
}

export function summarize(result: RunResult): RunSummary {
  const outcomes = outcomesOf(result);
  const tally = tallyOf(result.verdicts);
  const claims = claimTotal(result.claimable);
  const stance = stanceOf(result, tally);
  return {
    result,
    label: `${line(result.provider)} (${result.mode})`,
    outcomes,
    tally,
    claims,
    stance,
    detail: stanceDetail(stance, tally, claims),
    families: familiesOf(outcomes),
    clauses: clausesOf(outcomes),
    untestable: untestableOf(outcomes),
    failures: failuresOf(result, outcomes),
    known: knownFailuresOf(result),
    slowest: slowestOf(result.verdicts),
  };
}

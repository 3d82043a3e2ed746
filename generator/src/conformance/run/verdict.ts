/** What comes of a test, and of a run. @module */
import type { Claims } from "../claims/claims.ts";
import type { ClaimCount } from "../claims/counts.ts";
import type { PlannedTest, TimeLimits } from "../plan/planned.ts";
import type { ExpectedFailure } from "./expected-failures.ts";

/**
 * `negative`: something is not claimed, and the test of its absence has passed in place of the test.
 * `expected`: failed as an expected failure says. `stale`: an expected failure that is not, or not that one, any more.
 * `crash`: the process ended, or an error was thrown past all promises, while the test ran. `untestable`: the table says why.
 * `missing`, `unknown`, `duplicate`: the accounts are wrong.
 */
export type VerdictKind =
  | "pass"
  | "negative"
  | "expected"
  | "untestable"
  | "fail"
  | "stale"
  | "crash"
  | "timeout"
  | "missing"
  | "unknown"
  | "duplicate";

/** The verdicts that do not fail a run. */
export const GOOD: ReadonlySet<VerdictKind> = new Set<VerdictKind>([
  "pass",
  "negative",
  "expected",
  "untestable",
]);

export interface Verdict {
  readonly id: string;
  readonly kind: VerdictKind;
  /** Why it is not a pass; names the clause. */
  readonly message?: string;
  readonly stack?: string;
  /** What was not claimed, for a negative: "property SO_SNDBUF of listening". */
  readonly unclaimed?: string;
  /** The seed of the run, with which it can be had again. */
  readonly seed?: number;
  /** In milliseconds, wall and CPU of the process. */
  readonly time: number;
  readonly cpu: number;
}

/** A whole run, as every report reads it. */
export interface RunResult {
  readonly table: { readonly name: string; readonly title: string };
  readonly provider: string;
  /** `checked`: through the wrapper that holds a provider to the table. */
  readonly mode: "raw" | "checked";
  readonly isolation: "process" | "none";
  readonly claims: Claims;
  /** How much of what the table offers is claimed, by kind: {@link claimCounts}. */
  readonly claimable: readonly ClaimCount[];
  /** All that the subject names, whatever came of them. */
  readonly expectedFailures: readonly ExpectedFailure[];
  /** The command line of the run, to which `--id` can be added; absent if the kit was called from code. */
  readonly command?: string;
  /** Without the tests that were not asked for. */
  readonly plan: readonly PlannedTest[];
  /** Not all tests were asked for: such a run proves nothing of the rest. */
  readonly partial?: true;
  /** One for each test of the plan, in its order; then what is wrong with the accounts. */
  readonly verdicts: readonly Verdict[];
  readonly versions: Readonly<Record<string, string>>;
  readonly limits: TimeLimits;
  readonly seed: number;
  /** In milliseconds. */
  readonly time: number;
  readonly cpu: number;
  readonly ok: boolean;
}

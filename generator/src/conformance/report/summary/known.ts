/** Failures that are known, and what has become of them. @module */
import type { ExpectedFailure } from "../../run/expected-failures.ts";
import type { RunResult } from "../../run/verdict.ts";

export interface KnownFailure extends ExpectedFailure {
  /** `not run`: the run was of other tests. */
  readonly state: "as expected" | "stale" | "not run";
}

export function knownFailuresOf(result: RunResult): readonly KnownFailure[] {
  const ids = (kind: "expected" | "stale"): ReadonlySet<string> =>
    new Set(
      result.verdicts
        .filter((verdict) => verdict.kind === kind)
        .map(({ id }) => id),
    );
  const expected = ids("expected");
  const stale = ids("stale");
  return result.expectedFailures.map((failure) => ({
    ...failure,
    state: stale.has(failure.id)
      ? "stale"
      : expected.has(failure.id)
        ? "as expected"
        : "not run",
  }));
}

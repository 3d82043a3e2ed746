/** One JSON document. The names of its fields are stable; docs/conformance-reports.md lists them. @module */
import type { RunResult } from "../run/verdict.ts";
import type { FailedTest } from "./summary/failures.ts";
import { matrixOf } from "./summary/matrix.ts";
import type { Outcome } from "./summary/outcome.ts";
import { summarize, type RunSummary } from "./summary/summary.ts";
import { countedAs } from "./summary/tally.ts";

/** Counts up when a field changes its meaning or goes; new ones may come without. */
export const JSON_VERSION = 1;

export function renderJson(result: RunResult): string {
  return `${JSON.stringify(report(summarize(result)), undefined, 2)}\n`;
}

function report(run: RunSummary): object {
  const { result, stance, tally } = run;
  const { table, provider, mode, isolation, seed, versions, limits } = result;
  return {
    version: JSON_VERSION,
    ok: result.ok,
    stance,
    ...{ table, provider, mode, isolation, seed },
    ...(result.command !== undefined && { command: result.command }),
    partial: result.partial ?? false,
    ...{ versions, limits },
    time: result.time,
    cpu: result.cpu,
    counts: tally,
    claimed: { ...run.claims, kinds: result.claimable },
    claims: result.claims,
    families: run.families.map(({ tally: counts, ...family }) => ({
      ...family,
      counts,
    })),
    matrix: matrixOf([run.outcomes]).map(({ cells, ...row }) => ({
      ...row,
      counts: cells[0],
    })),
    clauses: run.clauses.map(({ clause, tally: counts }) => ({
      clause,
      counts,
    })),
    expectedFailures: run.known,
    tests: testsOf(run),
  };
}

function testsOf({ outcomes, failures }: RunSummary): readonly object[] {
  const failed = new Map(failures.map((it) => [it.verdict, it]));
  return outcomes.map((outcome) =>
    testOf(outcome, failed.get(outcome.verdict)),
  );
}

function testOf(
  { verdict, test }: Outcome,
  failure: FailedTest | undefined,
): object {
  const { kind, id, ...rest } = verdict;
  return {
    ...test,
    id,
    verdict: kind,
    countedAs: countedAs(kind),
    ...rest,
    ...(failure && { seed: failure.seed, again: failure.again }),
  };
}

/** The support matrix, computed from verdicts and never typed by hand. @module */
import type { Verdict } from "../../run/verdict.ts";
import type { Outcome } from "./outcome.ts";
import { tallyOf, type Tally } from "./tally.ts";

/** A function of a category or service, with what came of its tests in each run. */
export interface MatrixRow {
  readonly category: string;
  readonly function: string;
  /** One for each run; absent if no test of the run was about it. */
  readonly cells: readonly (Tally | undefined)[];
}

/** Rows by category, then by function, each in the order in which the plans name them. */
export function matrixOf(
  runs: readonly (readonly Outcome[])[],
): readonly MatrixRow[] {
  const categories = new Map<string, Map<string, Verdict[][]>>();
  for (const [run, outcomes] of runs.entries()) {
    for (const { test, verdict } of outcomes) {
      if (test?.category === undefined || test.function === undefined) continue;
      const functions = entry(categories, test.category, () => new Map());
      const byRun = entry(functions, functionOf(test.function), () =>
        runs.map(() => []),
      );
      byRun[run]?.push(verdict);
    }
  }
  return [...categories].flatMap(([category, functions]) =>
    [...functions].map(([name, byRun]) => ({
      category,
      function: name,
      cells: byRun.map((verdicts) =>
        verdicts.length === 0 ? undefined : tallyOf(verdicts),
      ),
    })),
  );
}

/** The function of a call: `disconnect` of `disconnect.abortive`. */
function functionOf(call: string): string {
  return call.replace(/\..*$/s, "");
}

function entry<Key, Value>(
  map: Map<Key, Value>,
  key: Key,
  make: () => Value,
): Value {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

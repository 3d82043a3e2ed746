/** Which clauses of the source are tested, and what no test can show. @module */
import type { Outcome } from "./outcome.ts";
import { grouped, tallyOf, type Tally } from "./tally.ts";

export interface ClauseTally {
  /** The id of the clause. */
  readonly clause: string;
  readonly tally: Tally;
}

/** Every clause of the plan, in its order. */
export function clausesOf(
  outcomes: readonly Outcome[],
): readonly ClauseTally[] {
  const groups = grouped(outcomes, ({ test }) => test?.clause);
  return [...groups].map(([clause, group]) => ({
    clause,
    tally: tallyOf(group.map(({ verdict }) => verdict)),
  }));
}

export interface Untestable {
  readonly id: string;
  readonly clause: string | undefined;
  readonly reason: string;
}

/** What the table says no test can show, in the order of the plan. */
export function untestableOf(
  outcomes: readonly Outcome[],
): readonly Untestable[] {
  return outcomes
    .filter(({ verdict }) => verdict.kind === "untestable")
    .map(({ verdict, test }) => ({
      id: verdict.id,
      clause: test?.clause,
      reason: test?.untestable ?? verdict.message ?? "",
    }));
}

/** Scenarios that begin where others have ended. @module */
import type { Entry, ScenarioSyntax } from "../syntax/tree.ts";

/** A scenario with all that comes before: what it begins with stands first. */
export interface WholeScenario extends ScenarioSyntax {
  readonly parties: NonNullable<ScenarioSyntax["parties"]>;
}

/**
 * The scenarios whole, in the order of the table. One can only begin where an earlier one has ended; where what it
 * names is none, it stands alone.
 */
export function wholeScenarios(
  scenarios: readonly Entry<ScenarioSyntax>[],
): readonly Entry<WholeScenario>[] {
  const earlier = new Map<string, WholeScenario>();
  return scenarios.map((entry) => {
    const { after } = entry.row;
    const beginning = after && earlier.get(after.value);
    const row = beginning
      ? continued(beginning, entry.row)
      : { ...entry.row, parties: entry.row.parties ?? [] };
    earlier.set(entry.name, row);
    return { ...entry, row };
  });
}

function continued(
  beginning: WholeScenario,
  own: ScenarioSyntax,
): WholeScenario {
  const parties = own.parties ?? [];
  const replaced = new Set(parties.map(({ name }) => name));
  const each = own.each ?? beginning.each;
  const needs = [...(beginning.needs ?? []), ...(own.needs ?? [])];
  return {
    ...own,
    parties: [
      ...beginning.parties.filter(({ name }) => !replaced.has(name)),
      ...parties,
    ],
    ...(each && { each }),
    needs: needs.filter(
      ({ value }, index) =>
        needs.findIndex((other) => other.value === value) === index,
    ),
    steps: [...beginning.steps, ...own.steps],
  };
}

/** Scenarios and observers, resolved. @module */
import type { Entry, PartySyntax } from "../syntax/tree.ts";
import { wholeScenarios } from "./beginnings.ts";
import type { Observer, PartyRole, Scenario } from "./model.ts";
import { resolveRow, siblingsOf } from "./resolve-row.ts";
import { resolveStep, toObject } from "./resolve-steps.ts";
import type { Scope } from "./scope.ts";

/** The scenarios of a table; whether what they name exists is checked apart. */
export function resolveScenarios(scope: Scope): readonly Scenario[] {
  const { scenarios } = scope.table.sections;
  const siblings = siblingsOf("scenario", scenarios);
  return wholeScenarios(scenarios).map(({ name, row }) => ({
    ...resolveRow(scope, name, row, siblings),
    family: row.family ?? "scenario",
    parties: new Map(row.parties.map(resolveParty)),
    each: new Map(row.each?.map((set) => [set.name, toObject(set.row)])),
    needs: scope.unique(row.needs).map(({ value }) => value),
    steps: row.steps.map(resolveStep),
  }));
}

function resolveParty({ name, row }: Entry<PartySyntax>): [string, PartyRole] {
  const { plays, exact = false, args } = row;
  return [name, { plays: plays.value, exact, args: toObject(args) }];
}

/** The observers of a table. */
export function resolveObservers(scope: Scope): readonly Observer[] {
  return [...scope.observers.all()].map(({ name, row }) =>
    resolveRow(scope, name, row, scope.observers),
  );
}

/** Malformed arguments are refused before anything happens, and limits hold at both ends. @module */
import type {
  Category,
  Field,
  FunctionRow,
  Table,
} from "../../../../model/model.ts";
import { lookupOf } from "../../../lookup.ts";
import { keysOf } from "../../../session/forms.ts";
import type { Family, Need, PlannedTest, Test } from "../../planned.ts";
import {
  clauseOf,
  firstLegal,
  madeOf,
  needsOfFunction,
  needsOfWay,
  unique,
} from "../support/kinds.ts";
import { test } from "../support/test.ts";
import { hasWrongValues } from "../support/wrong.ts";
import { entryTests } from "./entry.ts";
import { conditionTest, nameOf } from "./condition.ts";
import { parameter } from "./parameter.ts";
import type { Place } from "./scene.ts";

export const argument: Family = {
  name: "argument",
  *plan(table) {
    yield* entryTests(table);
    for (const owner of lookupOf(table).kinds.values()) {
      const kind = madeOf(table, owner);
      if (kind === undefined) continue;
      for (const row of lookupOf(table).functionsOf(owner).values()) {
        const own = owner.ownFunctions.has(row.id);
        if (!own || row.accesses.length > 0) continue;
        const place = placeOf(table, owner, kind, row);
        if (place !== undefined) yield* rowTests(place);
      }
    }
  },
};

function placeOf(
  table: Table,
  owner: Category,
  kind: Category,
  row: FunctionRow,
): Place | undefined {
  for (const key of keysOf(row)) {
    const legal = firstLegal(table, kind, key);
    if (legal === undefined) continue;
    const needs = (): readonly Need[] =>
      unique([...needsOfWay(table, kind, legal.way), ...needsOfFunction(row)]);
    return { table, owner, kind, row, state: legal.state.name, needs };
  }
  return undefined;
}

function* rowTests(place: Place): Iterable<Test> {
  const { table, row, needs } = place;
  const lookup = lookupOf(table);
  for (const param of row.params) {
    if (!hasWrongValues(param.type, lookup) && param.limit === undefined)
      continue;
    yield test(entryOf(place, param.name, param), needs, (context) =>
      parameter(context, place, param),
    );
  }
  for (const condition of row.conditions) {
    const run = conditionTest(place, condition);
    if (run === undefined) continue;
    yield test(entryOf(place, nameOf(condition)), needs, run);
  }
}

function entryOf(place: Place, name: string, param?: Field): PlannedTest {
  const { owner, row } = place;
  return {
    id: `argument/${owner.name}.${row.id}/${name}`,
    family: "argument",
    category: owner.name,
    function: row.id,
    ...clauseOf(param, row, owner),
  };
}

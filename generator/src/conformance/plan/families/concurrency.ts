/** Calls of a function that is served in order complete in order, each once. @module */
import type { Category, FunctionRow, Table } from "../../../model/model.ts";
import { lookupOf } from "../../lookup.ts";
import { nextTurn } from "../../session/turns.ts";
import type { Context, Family } from "../planned.ts";
import { beginHeld } from "./support/calls.ts";
import { expectSame, expectValue } from "./support/expect.ts";
import {
  clauseOf,
  firstLegal,
  kindsOf,
  needsOfFunction,
  needsOfWay,
  unique,
  untestable,
} from "./support/kinds.ts";
import { test } from "./support/test.ts";

/** How many calls wait for each other. */
const CALLS = 3;

export const concurrency: Family = {
  name: "concurrency",
  *plan(table) {
    for (const kind of kindsOf(table)) {
      for (const row of lookupOf(table).functionsOf(kind).values()) {
        if (!row.traits.has("fifo") || row.sync) continue;
        const legal = placeOf(table, kind, row);
        if (legal === undefined) continue;
        const entry = {
          id: `concurrency/${kind.name}.${row.id}/fifo`,
          family: "concurrency",
          category: kind.name,
          function: row.id,
          ...clauseOf(row, kind),
          ...untestable(row),
        } as const;
        const needs = unique([
          ...needsOfWay(table, kind, legal.way),
          ...needsOfFunction(row),
        ]);
        yield test(entry, needs, (context) =>
          inOrder(context, kind, row, legal.state.name),
        );
      }
    }
  },
};

/** A state in which several calls can be under way, none of which changes it. */
function placeOf(
  table: Table,
  kind: Category,
  { id }: FunctionRow,
): ReturnType<typeof firstLegal> {
  const legal = firstLegal(table, kind, id);
  const move = legal?.state.calls.get(id);
  return move?.to === undefined ? legal : undefined;
}

async function inOrder(
  context: Context,
  kind: Category,
  row: FunctionRow,
  state: string,
): Promise<void> {
  const session = await context.open();
  const situation = await session.reach(kind.name, state);
  const { self } = situation;
  const { puppet } = session.opened;
  const calls = Array.from({ length: CALLS }, () =>
    beginHeld(session, situation, row.id),
  );
  for (const [at, call] of calls.entries()) {
    const what = `call ${at + 1} of ${CALLS} of ${row.id}`;
    if (puppet !== undefined) {
      puppet.fulfil(self.instance, row.id);
      await nextTurn();
    } else if (row.fulfil.length > 0 && call.outcome === undefined) {
      await session.perform(situation, row.fulfil);
    }
    expectValue(await call.completed(), what);
    if (puppet === undefined) continue;
    const left = calls.filter((one) => one.outcome === undefined).length;
    expectSame(left, CALLS - at - 1, `how many calls wait after ${what}`);
  }
  const order = calls.map((one) => one.completedAt ?? -1);
  const sorted = [...order].sort((a, b) => a - b);
  expectSame(order.join(", "), sorted.join(", "), `the order of ${row.id}`);
}

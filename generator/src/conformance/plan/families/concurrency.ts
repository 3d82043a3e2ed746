/** Calls that are under way together: in order, each once; and those that exclude each other. @module */
import type {
  Category,
  FunctionRow,
  State,
  Table,
} from "../../../model/model.ts";
import { lookupOf, stateOf } from "../../lookup.ts";
import type { CallForm } from "../../session/forms.ts";
import { nextTurn } from "../../session/turns.ts";
import { type Way, waysOf } from "../../session/ways.ts";
import type { Context, Family, Need, Test } from "../planned.ts";
import { beginHeld, expectIllegal } from "./support/calls.ts";
import { cellOf, formsOf } from "./support/cells.ts";
import { expectSame, expectValue } from "./support/expect.ts";
import {
  clauseOf,
  firstLegal,
  kindsOf,
  needsOfCall,
  needsOfFunction,
  needsOfWay,
  unique,
  untestable,
} from "./support/kinds.ts";
import { openPuppet } from "./support/puppets.ts";
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
        const needs = (): readonly Need[] =>
          unique([
            ...needsOfWay(table, kind, legal.way),
            ...needsOfCall(table, kind, row),
          ]);
        yield test(entry, needs, (context) =>
          inOrder(context, kind, row, legal.state.name),
        );
      }
      yield* rivalTests(table, kind);
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

/** In each state that has them, two calls that lead elsewhere: while one is pending the other is refused. */
function* rivalTests(table: Table, kind: Category): Iterable<Test> {
  const forms = formsOf(table, kind);
  for (const [name, way] of waysOf(table, kind)) {
    const state = stateOf(kind, name);
    if (state === undefined || way.unfinished) continue;
    const [first, second] = forms.filter((form) => isRival(state, form));
    if (first === undefined || second === undefined) continue;
    const entry = {
      id: `concurrency/${kind.name}.${name}/rivals`,
      family: "concurrency",
      category: kind.name,
      function: second.key,
      state: name,
      ...clauseOf(state, kind),
      ...untestable(state),
    } as const;
    const needs = (): readonly Need[] =>
      unique([
        ...needsOfWay(table, kind, way),
        ...needsOfFunction(first.row),
        ...needsOfFunction(second.row),
      ]);
    yield test(entry, needs, (context) =>
      rivals(context, { kind, state, way, first, second }),
    );
  }
}

/** Whether the call leads elsewhere once it has succeeded, and the state stays until then. */
function isRival({ calls, name, fails }: State, form: CallForm): boolean {
  const { key, row, command } = form;
  const move = calls.get(key);
  return (
    command === undefined &&
    !row.sync &&
    row.untestable === undefined &&
    !fails.has(key) &&
    move?.to !== undefined &&
    move.to !== name &&
    move.at === "success" &&
    move.via === undefined
  );
}

interface Rivals {
  readonly kind: Category;
  readonly state: State;
  readonly way: Way;
  readonly first: CallForm;
  readonly second: CallForm;
}

/** What the class does while a call is pending: only a puppet keeps it so. */
async function rivals(
  context: Context,
  { kind, state, way, first, second }: Rivals,
): Promise<void> {
  const { table } = context;
  const { session, puppet } = await openPuppet(context);
  const situation = await session.reach(kind.name, state.name);
  const { self } = situation;
  puppet.hold(self.instance, first.row.id);
  const call = self.begin(first.key);
  await nextTurn();
  const pending = {
    ...(way.role !== undefined && { role: way.role }),
    unfinished: true,
  };
  const cell = cellOf(table, kind, state, pending, second);
  if (!cell.legal) {
    await expectIllegal(context, session, situation, second, cell.status);
  }
  puppet.fulfil(self.instance, first.row.id);
  expectValue(await call.completed(), first.key);
  const to = state.calls.get(first.key)?.to ?? "";
  expectSame(self.state, to, `the state after ${first.key}`);
}

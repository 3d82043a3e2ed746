/** The matrix of states and calls: what is legal succeeds and leads on, what is not is refused and changes nothing. @module */
import type {
  Category,
  FunctionRow,
  Move,
  Report,
  State,
  Table,
} from "../../../model/model.ts";
import { lookupOf } from "../../lookup.ts";
import type { CallForm } from "../../session/forms.ts";
import { type Way, waysOf } from "../../session/ways.ts";
import {
  type Context,
  Failure,
  type Family,
  type Need,
  type PlannedTest,
  type Test,
} from "../planned.ts";
import { accessCell } from "./support/accesses.ts";
import { expectIllegal, expectLegal, expectUnmoved } from "./support/calls.ts";
import { cellOf, formsOf, provenCall } from "./support/cells.ts";
import { expectSame } from "./support/expect.ts";
import {
  clauseOf,
  kindsOf,
  needsOfCall,
  needsOfFunction,
  needsOfWay,
  unique,
  untestable,
} from "./support/kinds.ts";
import { openModel, openPuppet } from "./support/puppets.ts";
import { expectRoles } from "./support/roles.ts";
import { once } from "./support/once.ts";
import { test } from "./support/test.ts";

/** One state of one kind, and the way there. */
interface Place {
  readonly table: Table;
  readonly kind: Category;
  readonly state: State;
  readonly way: Way;
  readonly needs: () => readonly Need[];
}

export const state: Family = {
  name: "state",
  *plan(table) {
    for (const kind of kindsOf(table)) {
      const ways = waysOf(table, kind);
      for (const one of kind.lifecycle.states) {
        const way = ways.get(one.name);
        if (way === undefined) {
          yield unreached(kind, one);
          continue;
        }
        const needs = once(() => needsOfWay(table, kind, way));
        yield* cells({ table, kind, state: one, way, needs });
      }
    }
  },
};

function entryOf(kind: Category, one: State, id: string): PlannedTest {
  return {
    id: `state/${kind.name}.${one.name}${id}`,
    family: "state",
    category: kind.name,
    state: one.name,
  };
}

function unreached(kind: Category, one: State): Test {
  return {
    ...entryOf(kind, one, ""),
    ...clauseOf(one, kind),
    untestable: one.untestable ?? "No call and no report leads there.",
    run: () => Promise.reject(new Failure(`nothing leads to ${one.name}`)),
  };
}

function* cells(place: Place): Iterable<Test> {
  const { table, kind, state: one, needs } = place;
  const entry = {
    ...entryOf(kind, one, ""),
    ...clauseOf(one, kind),
    ...untestable(one),
  };
  yield test(entry, needs, (context) => reached(context, place));
  for (const form of formsOf(table, kind)) yield callTest(place, form);
  for (const row of lookupOf(table).functionsOf(kind).values()) {
    if (row.accesses.length > 0) yield accessTest(place, row);
  }
  for (const report of kind.lifecycle.reports) {
    const to = report.moves.get(one.name);
    if (to === undefined) continue;
    const id = `/report:${report.name}`;
    const told = { ...entryOf(kind, one, id), ...clauseOf(report, one, kind) };
    yield test(told, needs, (context) => reported(context, place, report, to));
  }
}

/** What the class does when its provider reports: only a puppet does on demand. */
async function reported(
  context: Context,
  { kind, state: one, way }: Place,
  { name }: Report,
  to: string,
): Promise<void> {
  const { session, puppet } = await openPuppet(context);
  const { self } = await session.reach(kind.name, one.name);
  const what = `${name} in state ${one.name}`;
  const heeded = puppet.report(self.instance, name);
  expectSame(heeded, true, `whether ${what} is heeded`);
  expectSame(self.state, to, `the state after ${what}`);
  expectRoles(context, self, way.role);
}

async function reached(context: Context, place: Place): Promise<void> {
  const session = await context.open();
  const { self } = await session.reach(place.kind.name, place.state.name);
  expectSame(self.state, place.state.name, "the state that was reached");
  expectRoles(context, self, place.way.role);
}

function callTest(place: Place, form: CallForm): Test {
  const { table, kind, state: one, way, needs } = place;
  const cell = cellOf(table, kind, one, way, form);
  const { row, command, key } = form;
  const entry = {
    ...entryOf(kind, one, `/${key}`),
    function: key,
    ...clauseOf(command?.property, form.variant, row, one, kind),
    ...untestable(one, ...(cell.legal ? [command?.property, row] : [])),
  };
  if (!cell.legal) {
    return test(entry, needs, (context) =>
      illegal(context, place, form, cell.status),
    );
  }
  const all = (): readonly Need[] =>
    unique([...needs(), ...claimed(place, form)]);
  return test(entry, all, async (context) => {
    const session = await context.open();
    const situation = await session.reach(kind.name, one.name);
    await expectLegal(context, session, situation, form, cell.move);
    if (session.opened.puppet === undefined && cell.move.to !== undefined) {
      await takenBack(context, place, form, cell.move);
    }
  });
}

/** What a legal call needs besides the way to its state. */
function claimed(
  { table, kind }: Place,
  { row, command }: CallForm,
): readonly Need[] {
  if (command === undefined) return needsOfCall(table, kind, row);
  const { name } = command.property;
  return [{ kind: "property", name, category: kind.name }];
}

/** What the class does when the call fails: only a puppet fails on demand. */
async function takenBack(
  context: Context,
  { kind, state: one }: Place,
  form: CallForm,
  move: Move,
): Promise<void> {
  const { session } = await openModel(context);
  const situation = await session.reach(kind.name, one.name);
  await expectUnmoved(context, session, situation, form, move);
}

async function illegal(
  context: Context,
  place: Place,
  form: CallForm,
  status: string,
): Promise<void> {
  const { table, kind, state: one, way } = place;
  const session = await context.open();
  const situation = await session.reach(kind.name, one.name);
  await expectIllegal(context, session, situation, form, status);
  const proven = provenCall(table, kind, one, way);
  if (proven === undefined) return;
  const cell = cellOf(table, kind, one, way, proven);
  if (!cell.legal) return;
  await expectLegal(context, session, situation, proven, cell.move);
}

function accessTest(place: Place, row: FunctionRow): Test {
  const { kind, state: one, needs } = place;
  const entry = {
    ...entryOf(kind, one, `/${row.id}`),
    function: row.id,
    ...clauseOf(row, one, kind),
    ...untestable(one, row),
  };
  const all = (): readonly Need[] =>
    unique([...needs(), ...needsOfFunction(row)]);
  return test(entry, all, (context) => accessCell(context, kind, one, row));
}

/** Roles are taken by success alone, and for good. @module */
import type {
  Category,
  FunctionRow,
  Role,
  State,
  Table,
} from "../../../model/model.ts";
import { lookupOf, stateOf } from "../../lookup.ts";
import { keysOf } from "../../session/forms.ts";
import type { Session, Situation } from "../../session/session.ts";
import { waysOf } from "../../session/ways.ts";
import type { Context, Family, Need, Test } from "../planned.ts";
import { prototypeOf } from "./support/classes.ts";
import { expectIllegal } from "./support/calls.ts";
import { cellOf, formsOf } from "./support/cells.ts";
import { expectSame, expectThat, expectValue } from "./support/expect.ts";
import {
  clauseOf,
  firstLegal,
  kindsOf,
  needsOfFunction,
  needsOfWay,
  unique,
  untestable,
} from "./support/kinds.ts";
import { openModel } from "./support/puppets.ts";
import { expectRoles } from "./support/roles.ts";
import { test } from "./support/test.ts";

export const role: Family = {
  name: "role",
  *plan(table) {
    for (const kind of kindsOf(table)) {
      for (const one of kind.roles) {
        yield* roleTests(table, kind, one);
        yield* keptTests(table, kind, one);
      }
    }
  },
};

interface Commit {
  readonly table: Table;
  readonly kind: Category;
  readonly role: Role;
  readonly row: FunctionRow;
  readonly key: string;
  readonly from: string;
}

function* roleTests(table: Table, kind: Category, one: Role): Iterable<Test> {
  for (const id of one.commit) {
    const row = lookupOf(table).functionsOf(kind).get(id);
    const found = row && commitOf(table, kind, one, row);
    if (found === undefined) continue;
    const { commit, needs } = found;
    const aspects = {
      committed: takes,
      "failed-commit": failing,
      irrevocable: keeps,
    } as const;
    for (const [aspect, run] of Object.entries(aspects)) {
      const entry = {
        id: `role/${kind.name}/${one.name}/${id}/${aspect}`,
        family: "role",
        category: kind.name,
        function: id,
        ...clauseOf(commit.row, one, kind),
        ...untestable(one, commit.row),
      } as const;
      yield test(entry, needs, (context) => run(context, commit));
    }
  }
}

/** A role is kept for good: in every state that those in it come to. */
function* keptTests(table: Table, kind: Category, one: Role): Iterable<Test> {
  for (const [state, way] of waysOf(table, kind)) {
    if (way.role !== one.name) continue;
    const row = stateOf(kind, state);
    const entry = {
      id: `role/${kind.name}/${one.name}/kept:${state}`,
      family: "role",
      category: kind.name,
      state,
      ...clauseOf(one, row, kind),
      ...untestable(one, row),
    } as const;
    yield test(
      entry,
      () => needsOfWay(table, kind, way),
      async (context) => {
        const session = await context.open();
        const { self } = await session.reach(kind.name, state);
        expectSame(self.state, state, "the state that was reached");
        expectRoles(context, self, one.name);
      },
    );
  }
}

function commitOf(
  table: Table,
  kind: Category,
  one: Role,
  row: FunctionRow,
):
  | { readonly commit: Commit; readonly needs: () => readonly Need[] }
  | undefined {
  for (const key of keysOf(row)) {
    const legal = firstLegal(table, kind, key);
    const move = legal?.state.calls.get(key);
    if (legal === undefined || move?.to === undefined) continue;
    if (legal.way.role !== undefined) continue;
    const from = legal.state.name;
    return {
      commit: { table, kind, role: one, row, key, from },
      needs: () =>
        unique([
          ...needsOfWay(table, kind, legal.way),
          ...needsOfFunction(row),
        ]),
    };
  }
  return undefined;
}

async function commits(
  context: Context,
  session: Session,
  { kind, key, from }: Commit,
): Promise<Situation> {
  const situation = await session.reach(kind.name, from);
  expectRoles(context, situation.self, undefined);
  const call = situation.self.begin(key);
  expectValue(await session.complete(situation, call), key);
  return situation;
}

/** Success takes the role, and changes nothing else of what the instance is. */
async function takes(context: Context, commit: Commit): Promise<void> {
  const session = await context.open();
  const fresh = await session.create(commit.kind.name);
  const { self } = await commits(context, session, commit);
  expectRoles(context, self, commit.role.name);
  expectSame(
    prototypeOf(self.instance),
    prototypeOf(fresh.instance),
    "the prototype of an instance that has taken a role",
  );
}

/** A call that fails takes nothing, and another may follow: with the provider itself, and with one that fails on demand. */
async function failing(context: Context, commit: Commit): Promise<void> {
  const session = await context.open();
  await failsWith(context, session, commit);
  if (session.opened.puppet !== undefined) return;
  const { session: own } = await openModel(context);
  await failsWith(context, own, commit);
}

async function failsWith(
  context: Context,
  session: Session,
  commit: Commit,
): Promise<void> {
  const { kind, key, row, from } = commit;
  const situation = await session.reach(kind.name, from);
  const { self } = situation;
  const { puppet } = session.opened;
  const { cancelled } = commit.table.violations;
  const status = row.errors[0]?.status ?? cancelled;
  puppet?.failNext(self.instance, row.id, status);
  const cancels = row.traits.has("cancellable") && puppet === undefined;
  const args = cancels ? { signal: AbortSignal.abort() } : {};
  if (puppet !== undefined || cancels) {
    const outcome = await self.begin(key, args).completed();
    expectThat(
      outcome.kind === "error",
      `${key}: expected that it fails, but found success`,
    );
  } else await refused(context, session, commit);
  expectSame(self.state, from, `the state after a ${key} that has failed`);
  expectRoles(context, self, undefined);
  const call = self.begin(key);
  expectValue(await session.complete(situation, call), `${key} after that`);
  expectRoles(context, self, commit.role.name);
}

/** Where nothing else makes the call fail: it is refused in a state in which it is not legal. */
async function refused(
  context: Context,
  session: Session,
  { table, kind, key }: Commit,
): Promise<void> {
  const form = formsOf(table, kind).find((one) => one.key === key);
  const state = stateOf(kind, kind.lifecycle.initial);
  if (form === undefined || state === undefined) return;
  const cell = cellOf(table, kind, state, { unfinished: false }, form);
  if (cell.legal) return;
  const situation = await session.reach(kind.name, state.name);
  await expectIllegal(context, session, situation, form, cell.status);
  expectRoles(context, situation.self, undefined);
}

/** In every state after that, what belongs to other roles is refused, and the role stays. */
async function keeps(context: Context, commit: Commit): Promise<void> {
  const { table, kind, role: own } = commit;
  const session = await context.open();
  const situation = await commits(context, session, commit);
  const { self } = situation;
  const state = stateOf(kind, self.state);
  if (state === undefined) return;
  const way = { role: own.name, unfinished: false };
  for (const form of formsOf(table, kind)) {
    const cell = cellOf(table, kind, state, way, form);
    if (cell.legal) continue;
    await expectIllegal(context, session, situation, form, cell.status);
    expectRoles(context, self, own.name);
  }
  await keepsWhenMoving(context, commit, state);
}

/** A call that leads on, if it succeeds, leaves the role as it is. */
async function keepsWhenMoving(
  context: Context,
  commit: Commit,
  { calls }: State,
): Promise<void> {
  const { table, kind, role: own } = commit;
  for (const { key, row, command } of formsOf(table, kind)) {
    if (calls.get(key)?.to === undefined || command !== undefined) continue;
    if (row.untestable !== undefined) continue;
    const session = await context.open();
    const situation = await commits(context, session, commit);
    const call = situation.self.begin(key);
    const outcome = await session.complete(situation, call);
    if (outcome.kind === "value") {
      expectRoles(context, situation.self, own.name);
    }
  }
}

/** Properties: what is set is read, a bad value leaves the old one, and what is not supported does nothing. @module */
import type {
  Category,
  PropertyAccess,
  PropertyRow,
  State,
  Table,
} from "../../../model/model.ts";
import { complaint } from "../../checked/conforms.ts";
import { isCommand, lookupOf } from "../../lookup.ts";
import { accessTo } from "../../session/forms.ts";
import type { Party, PendingCall } from "../../session/session.ts";
import { nextTurn } from "../../session/turns.ts";
import { waysOf } from "../../session/ways.ts";
import type { Context, Family, Need } from "../planned.ts";
import { Failure } from "../planned.ts";
import { accessOutcome } from "./support/accesses.ts";
import {
  expectSame,
  expectStatus,
  expectThat,
  expectValue,
} from "./support/expect.ts";
import {
  clauseOf,
  kindsOf,
  lengthOf,
  needsOfWay,
  unique,
  untestable,
} from "./support/kinds.ts";
import { isAlike } from "./support/alike.ts";
import { test } from "./support/test.ts";
import { wrongValues } from "./support/wrong.ts";

type AccessName = "get" | "set" | "run";

export const property: Family = {
  name: "property",
  *plan(table) {
    for (const kind of kindsOf(table)) {
      for (const row of kind.properties) {
        const places = placesOf(table, kind, row);
        if (places.size === 0) continue;
        const entry = {
          id: `property/${kind.name}/${row.name}`,
          family: "property",
          category: kind.name,
          property: row.name,
          ...clauseOf(row, kind),
          ...untestable(row),
        } as const;
        yield test(
          entry,
          () => needsFor(table, kind, row, places),
          (context) => roundTrip(context, kind, row, places),
        );
      }
    }
  },
};

/** The first state in which each access is legal; the same for reading and setting, if there is one. */
function placesOf(
  table: Table,
  kind: Category,
  row: PropertyRow,
): ReadonlyMap<AccessName, string> {
  const legal = (access: AccessName): readonly string[] =>
    legalStates(table, kind, row, access);
  const set = legal("set");
  const get = legal("get");
  const both = set.find((state) => get.includes(state));
  const found: readonly (readonly [AccessName, string | undefined])[] = [
    ["set", both ?? set[0]],
    ["get", both ?? get[0]],
    ["run", legal("run")[0]],
  ];
  return new Map(
    found.flatMap(([access, state]) =>
      state === undefined ? [] : [[access, state] as const],
    ),
  );
}

function legalStates(
  table: Table,
  kind: Category,
  row: PropertyRow,
  access: AccessName,
): readonly string[] {
  const to = accessTo(kind, row, access, lookupOf(table));
  if (to === undefined) return [];
  const ways = waysOf(table, kind);
  const isLegal = (state: State): boolean =>
    ways.get(state.name)?.unfinished === false &&
    accessOutcome(table, kind, state, to.row, to.access, row).status ===
      undefined;
  return kind.lifecycle.states
    .filter(isLegal)
    .map((state) => state.name)
    .sort((a, b) => lengthOf(ways, a) - lengthOf(ways, b));
}

function needsFor(
  table: Table,
  kind: Category,
  { name }: PropertyRow,
  places: ReadonlyMap<AccessName, string>,
): readonly Need[] {
  const ways = waysOf(table, kind);
  const needs = [...places.values()].flatMap((state) => {
    const way = ways.get(state);
    return way === undefined ? [] : needsOfWay(table, kind, way);
  });
  return unique([...needs, { kind: "property", name, category: kind.name }]);
}

async function roundTrip(
  context: Context,
  kind: Category,
  row: PropertyRow,
  places: ReadonlyMap<AccessName, string>,
): Promise<void> {
  const session = await context.open();
  const set = places.get("set");
  const get = places.get("get");
  const run = places.get("run");
  if (set !== undefined) {
    const { self } = await session.reach(kind.name, set);
    if (set === get) await expectDefault(context, self, row);
    if (row.fails.length > 0) await expectFailing(context, self, row, "set");
    else await setAndGet(context, self, row, set === get);
    await expectBadRefused(context, self, row, "set", set === get);
  } else if (get !== undefined) {
    const { self } = await session.reach(kind.name, get);
    await expectDefault(context, self, row);
    await read(context, self, row);
  }
  if (run === undefined) return;
  const { self } = await session.reach(kind.name, run);
  await expectBadRefused(context, self, row, "run", false);
  // Where a command leads is the lifecycle's to say.
  if (isCommand(kind, row)) return;
  if (row.fails.length > 0) {
    await expectFailing(context, self, row, "run");
    return;
  }
  const call = begin(context, self, row, "run");
  await nextTurn();
  const { puppet } = session.opened;
  const waits = row.run?.traits.has("pends") === true && puppet === undefined;
  if (waits && call.outcome === undefined) {
    // It waits for others, as the table says: it can be ended.
    call.abort();
    const { cancelled } = context.table.violations;
    expectStatus(await call.completed(), [cancelled], `to run ${row.name}`);
    return;
  }
  const value = expectValue(await call.completed(), `to run ${row.name}`);
  expectOfType(context, row.run, value);
}

/** What is read before anything has been set; a default that is only a word about it is not compared. */
async function expectDefault(
  context: Context,
  self: Party,
  row: PropertyRow,
): Promise<void> {
  const { default: usual, get } = row;
  if (usual === undefined || get?.result?.kind !== "primitive") return;
  if (get.result.name === "unknown") return;
  const world = {
    lookup: lookupOf(context.table),
    exports: context.kit.exports,
  };
  if (complaint(get.result, usual, world) !== undefined) return;
  const value = await read(context, self, row);
  expectThat(
    isAlike(value, usual),
    `${row.name} of ${self.kind.name} is not its default, ${String(usual)}, before it is set`,
  );
}

/** Where nothing else has been done, it fails as the table says; a provider without a will has no reason to. */
async function expectFailing(
  context: Context,
  self: Party,
  row: PropertyRow,
  name: "set" | "run",
): Promise<void> {
  const { state } = self;
  const outcome = await begin(context, self, row, name).completed();
  const what = `to ${name} ${row.name}`;
  if (context.claims.behaviour === "full") {
    expectStatus(outcome, row.fails, what);
  } else expectValue(outcome, what);
  expectSame(self.state, state, `the state after an attempt ${what}`);
}

async function setAndGet(
  context: Context,
  self: Party,
  row: PropertyRow,
  readable: boolean,
): Promise<void> {
  const to = accessTo(self.kind, row, "set", lookupOf(context.table));
  if (to === undefined) return;
  const args = { request: to.access.name, name: row.name };
  const [, , value] = self.arguments(to.row.id, args);
  expectValue(
    await self.begin(to.row.id, { ...args, value }).completed(),
    `to set ${row.name}`,
  );
  if (!readable) return;
  const found = await read(context, self, row);
  const same =
    JSON.stringify(row.get?.result) === JSON.stringify(row.set?.input?.type);
  if (!same) return;
  expectThat(
    isAlike(found, value),
    `${row.name} of ${self.kind.name} is not what it was set to`,
  );
}

async function read(
  context: Context,
  self: Party,
  row: PropertyRow,
): Promise<unknown> {
  const outcome = await begin(context, self, row, "get").completed();
  const value = expectValue(outcome, `to get ${row.name}`);
  expectOfType(context, row.get, value);
  return value;
}

function begin(
  { table }: Context,
  self: Party,
  row: PropertyRow,
  name: AccessName,
): PendingCall {
  const to = accessTo(self.kind, row, name, lookupOf(table));
  if (to === undefined) throw new Failure(`nothing can ${name} ${row.name}`);
  const args = { request: to.access.name, name: row.name };
  return self.begin(to.row.id, args);
}

function expectOfType(
  { table, kit }: Context,
  rights: PropertyAccess | undefined,
  value: unknown,
): void {
  if (rights?.result === undefined) return;
  const world = { lookup: lookupOf(table), exports: kit.exports };
  const found = complaint(rights.result, value, world);
  expectThat(found === undefined, `the value that was read: ${found ?? ""}`);
}

/** A value of another type is refused, and the old one stays. */
async function expectBadRefused(
  context: Context,
  self: Party,
  row: PropertyRow,
  name: "set" | "run",
  readable: boolean,
): Promise<void> {
  const { table } = context;
  const to = accessTo(self.kind, row, name, lookupOf(table));
  const input = row[name]?.input;
  if (to === undefined || input === undefined) return;
  const before = readable ? await read(context, self, row) : undefined;
  const { state } = self;
  const bad = wrongValues(input.type, lookupOf(table), input.optional);
  for (const { value, why } of bad) {
    const call = self.invoke(to.row.name, [to.access.name, row.name, value]);
    const what = `to ${name} ${row.name} to ${why}`;
    const { argument } = table.violations;
    expectStatus(await call.completed(), [argument], what);
    expectSame(self.state, state, `the state after an attempt ${what}`);
    if (!readable) continue;
    const after = await read(context, self, row);
    expectThat(
      isAlike(after, before),
      `${row.name} has changed, although the attempt ${what} was refused`,
    );
  }
}

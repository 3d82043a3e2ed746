/** Events come when they are enabled and where they are legal, and what handlers answer is passed on. @module */
import type { Category, EventRow, State, Table } from "../../../model/model.ts";
import { lookupOf, stateOf } from "../../lookup.ts";
import { plainReply } from "../../session/recorder.ts";
import type { Party } from "../../session/session.ts";
import { type ValueSource } from "../../session/values/values.ts";
import type { Puppet } from "../../subject.ts";
import { routeTo } from "../../session/route.ts";
import { waysOf } from "../../session/ways.ts";
import type { Context, Family, Need, Test } from "../planned.ts";
import { disposerOf } from "./leak.ts";
import { enable, firstFor, switchOf } from "./support/events.ts";
import { attempt, expectSame, expectThat } from "./support/expect.ts";
import {
  clauseOf,
  kindsOf,
  needsOfWay,
  unique,
  untestable,
} from "./support/kinds.ts";
import { openModel, openPuppet } from "./support/puppets.ts";
import { test } from "./support/test.ts";

interface Place {
  readonly table: Table;
  readonly kind: Category;
  readonly event: EventRow;
  readonly state: string;
}

type Aspect = (context: Context, place: Place) => Promise<void>;

export const event: Family = {
  name: "event",
  *plan(table) {
    for (const kind of kindsOf(table)) {
      if (kind.events.length === 0) continue;
      for (const row of kind.events) yield* eventTests(table, kind, row);
      for (const [name, way] of waysOf(table, kind)) {
        const state = stateOf(kind, name);
        if (state === undefined) continue;
        const entry = {
          id: `event/${kind.name}.${name}`,
          family: "event",
          category: kind.name,
          state: name,
          ...clauseOf(state, kind),
          ...untestable(state),
        } as const;
        yield test(
          entry,
          () => needsOfWay(table, kind, way),
          (context) => delivery(context, kind, state),
        );
      }
    }
  },
};

function* eventTests(
  table: Table,
  kind: Category,
  row: EventRow,
): Iterable<Test> {
  const state = firstFor(table, kind, row.name);
  const way = waysOf(table, kind).get(state ?? "");
  if (state === undefined || way === undefined) return;
  const place = { table, kind, event: row, state };
  const needs = (): readonly Need[] =>
    unique([
      ...needsOfWay(table, kind, way),
      { kind: "event", name: row.name },
    ]);
  for (const [aspect, run] of aspectsOf(place)) {
    const entry = {
      id: `event/${kind.name}/${row.name}/${aspect}`,
      family: "event",
      category: kind.name,
      event: row.name,
      state,
      ...clauseOf(row, kind),
      ...untestable(row),
    } as const;
    yield test(entry, needs, (context) => run(context, place));
  }
}

function aspectsOf(place: Place): readonly (readonly [string, Aspect])[] {
  const { table, kind, event: row } = place;
  const needsSwitch = row.enabledBy.length > 0;
  const own = canSwitch(place);
  const withDisposer = disposerOf(table, kind) !== undefined;
  const silent = needsSwitch ? [["off-by-default", offByDefault] as const] : [];
  // What nobody can switch here comes all the same where it is on.
  const switched =
    needsSwitch && own === undefined ? [] : [["enabled", enabled] as const];
  return [
    ...silent,
    ...switched,
    ...(own === "property" ? [["disabled-again", disabled] as const] : []),
    ["replies", replies],
    ["handler-throws", throwing],
    ...(withDisposer ? [["never-after-close", afterClose] as const] : []),
  ];
}

function canSwitch({
  table,
  kind,
  event: row,
  state,
}: Place): ReturnType<typeof switchOf> {
  return switchOf(table, kind, row, state);
}

/** Nothing has been enabled: nothing comes. */
async function offByDefault(context: Context, place: Place): Promise<void> {
  const session = await context.open();
  const { self } = await session.reach(place.kind.name, place.state);
  session.opened.puppet?.deliver(self.instance, place.event.name);
  await session.settle();
  expectCount(place, self, 0, "although nothing has enabled it");
}

async function ready(
  context: Context,
  place: Place,
  open: typeof openPuppet = openPuppet,
): Promise<{
  readonly self: Party;
  readonly deliver: () => unknown;
  readonly close: () => Promise<void>;
}> {
  const { kind, event: row, state } = place;
  const { session, puppet } = await open(context);
  const { self } = await session.reach(kind.name, state);
  giveHandlers(context, puppet, self);
  const forced = row.enabledBy.length > 0 && canSwitch(place) === undefined;
  if (row.enabledBy.length > 0 && !forced) {
    const done = await enable(context, self, row.name, true);
    expectThat(done, `${row.name} of ${kind.name} cannot be enabled`);
  }
  return {
    self,
    deliver: () =>
      puppet.deliver(self.instance, row.name, forced ? "force" : undefined),
    close: () => session.close(),
  };
}

/** An application has no other way to give handlers to what it does not create itself. */
function giveHandlers(
  { table }: Context,
  puppet: Puppet,
  { kind, instance, handlers }: Party,
): void {
  const last = routeTo(table, kind.name)?.steps.at(-1)?.row;
  const takes =
    last === undefined ||
    last.creates !== undefined ||
    last.params.some((param) => param.type.kind === "handlers");
  if (!takes) puppet.attach(instance, handlers);
}

async function enabled(context: Context, place: Place): Promise<void> {
  const { self, deliver } = await ready(context, place);
  expectCount(place, self, 0, "before it is delivered");
  deliver();
  expectCount(place, self, 1, "when it was delivered once");
}

async function disabled(context: Context, place: Place): Promise<void> {
  const { self, deliver } = await ready(context, place);
  const { name } = place.event;
  expectThat(
    await enable(context, self, name, false),
    `${name} cannot be disabled again`,
  );
  deliver();
  expectCount(place, self, 0, "although it was disabled again");
}

/** Every reply of the table reaches the provider as it was given. */
async function replies(context: Context, place: Place): Promise<void> {
  const { self, deliver } = await ready(context, place);
  const { event: row, table } = place;
  const source: ValueSource = {
    lookup: lookupOf(table),
    values: new Map(),
    instance: () => self.instance,
  };
  for (const reply of row.replies) {
    const only = { ...row, replies: [reply] };
    const given = plainReply(only, source);
    self.answer(row.name, given);
    expectSame(deliver(), given, `what comes of the reply ${reply.name}`);
  }
}

/** A handler that throws counts as the reply that the table names; its error is reported as uncaught. */
async function throwing(context: Context, place: Place): Promise<void> {
  const { self, deliver } = await ready(context, place);
  const { event: row } = place;
  for (const bad of [
    () => {
      throw EXPECTED;
    },
    () => "no such reply",
  ]) {
    self.answer(row.name, bad);
    const reply = await withoutUncaught(deliver);
    expectSame(reply, row.onThrow, `what counts as the reply to ${row.name}`);
  }
}

const EXPECTED: Error = new Error("a handler that throws, as the test wants");

/** Errors that the package reports as uncaught are expected meanwhile: they come in a microtask. */
async function withoutUncaught(act: () => unknown): Promise<unknown> {
  const queue = globalThis.queueMicrotask;
  const reported: (() => void)[] = [];
  globalThis.queueMicrotask = (callback) => {
    reported.push(callback);
  };
  try {
    const result = act();
    expectSame(reported.length, 1, "how many errors are reported as uncaught");
    for (const report of reported)
      expectThat(attempt(report).threw, "an error of a handler is swallowed");
    return result;
  } finally {
    globalThis.queueMicrotask = queue;
  }
}

async function afterClose(context: Context, place: Place): Promise<void> {
  const { self, deliver, close } = await ready(context, place, openModel);
  await close();
  expectSame(deliver(), undefined, "what comes of an event after the end");
  expectCount(place, self, 0, "after the end");
}

function expectCount(
  { event: row, kind }: Place,
  { events }: Party,
  expected: number,
  when: string,
): void {
  const found = events.filter((one) => one.event === row.name).length;
  const what = `how often ${row.name} of ${kind.name} came ${when}`;
  expectSame(found, expected, what);
}

/** In one state: exactly the events that are legal there. */
async function delivery(
  context: Context,
  kind: Category,
  state: State,
): Promise<void> {
  const { session, puppet } = await openModel(context);
  for (const row of kind.events) {
    const { self } = await session.reach(kind.name, state.name);
    giveHandlers(context, puppet, self);
    const legal = state.events.has(row.name);
    const place = { table: context.table, kind, event: row, state: state.name };
    puppet.deliver(self.instance, row.name, "force");
    expectCount(place, self, legal ? 1 : 0, `in state ${state.name}`);
  }
}

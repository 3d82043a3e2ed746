/** Calls that can be cancelled are, in time; and none is left when an instance ends. @module */
import type {
  Category,
  FunctionRow,
  State,
  Table,
} from "../../../model/model.ts";
import { isCancellable } from "../../../emit/print/signatures.ts";
import { lookupOf, stateOf } from "../../lookup.ts";
import { nextTurn } from "../../session/turns.ts";
import type {
  Outcome,
  PendingCall,
  Session,
  Situation,
} from "../../session/session.ts";
import type { Context, Family, Need, Test } from "../planned.ts";
import { disposerOf } from "./leak.ts";
import { beginHeld } from "./support/calls.ts";
import { cellOf } from "./support/cells.ts";
import {
  expectSame,
  expectStatus,
  expectThat,
  expectValue,
} from "./support/expect.ts";
import {
  clauseOf,
  firstLegal,
  kindsOf,
  needsOfCall,
  needsOfWay,
  unique,
  untestable,
} from "./support/kinds.ts";
import { test } from "./support/test.ts";

interface Place {
  readonly table: Table;
  readonly kind: Category;
  readonly row: FunctionRow;
  readonly state: State;
}

type Aspect = (context: Context, place: Place) => Promise<void>;

export const cancellation: Family = {
  name: "cancellation",
  *plan(table) {
    for (const kind of kindsOf(table)) {
      for (const row of lookupOf(table).functionsOf(kind).values()) {
        if (row.accesses.length === 0) yield* rowTests(table, kind, row);
      }
    }
  },
};

function* rowTests(
  table: Table,
  kind: Category,
  row: FunctionRow,
): Iterable<Test> {
  const legal = firstLegal(table, kind, row.id);
  if (legal === undefined || row.sync) return;
  const place = { table, kind, row, state: legal.state };
  const needs = (): readonly Need[] =>
    unique([
      ...needsOfWay(table, kind, legal.way),
      ...needsOfCall(table, kind, row),
    ]);
  for (const [aspect, run] of aspectsOf(place)) {
    const entry = {
      id: `cancellation/${kind.name}.${row.id}/${aspect}`,
      family: "cancellation",
      category: kind.name,
      function: row.id,
      ...clauseOf(row, kind),
      ...untestable(row),
    } as const;
    yield test(entry, needs, (context) => run(context, place));
  }
}

function aspectsOf(place: Place): readonly (readonly [string, Aspect])[] {
  const { row } = place;
  const pends = row.traits.has("pends") && isCancellable(row);
  const ends = pends || row.traits.has("completes-on-close");
  return [
    ...(isCancellable(row) ? [["aborted-before", abortedBefore] as const] : []),
    ...(pends ? [["pending", abortedPending] as const] : []),
    ...(pends ? [["completed", abortedAfter] as const] : []),
    ...(ends && closerOf(place) !== undefined
      ? [["closed", closed] as const]
      : []),
  ];
}

/** A signal that is aborted already: the provider is not reached, and nothing changes. */
async function abortedBefore(context: Context, place: Place): Promise<void> {
  const { session, situation } = await arrive(context, place);
  const { self } = situation;
  const { puppet } = session.opened;
  const before = puppet?.calls(self.instance).length;
  const reason = new Error("changed its mind");
  const signal = AbortSignal.abort(reason);
  const outcome = await self.begin(place.row.id, { signal }).completed();
  expectCancelled(place, outcome, reason);
  const after = puppet?.calls(self.instance).length;
  expectSame(after, before, "how many calls had reached the provider");
  expectSame(self.state, place.state.name, "the state after that");
}

async function abortedPending(context: Context, place: Place): Promise<void> {
  const { row, state } = place;
  const { session, situation } = await arrive(context, place);
  const { self } = situation;
  const call = beginHeld(session, situation, row.id);
  await expectUnderWay(session, place, call);
  const reason = new Error("changed its mind");
  call.abort(reason);
  await nextTurn();
  const { puppet } = session.opened;
  if (puppet !== undefined) {
    const ended = call.outcome !== undefined;
    expectThat(ended, `${row.id} goes on when its signal is aborted`);
  }
  const outcome = await call.completed();
  if (mayHaveSucceeded(session, row) && outcome.kind === "value") return;
  expectCancelled(place, outcome, reason);
  const move = state.calls.get(row.id);
  const left = move?.at === "call" ? (move.to ?? state.name) : state.name;
  expectSame(self.state, left, `the state after a cancelled ${row.id}`);
  if (left !== state.name) return;
  const again = await complete(session, situation, place);
  expectExpected(place, again, `${row.id} after a cancelled one`);
}

/** After completion, the signal does nothing. */
async function abortedAfter(context: Context, place: Place): Promise<void> {
  const { row } = place;
  const { session, situation } = await arrive(context, place);
  const { self } = situation;
  const call = beginExpected(session, situation, place);
  const outcome = await session.complete(situation, call);
  expectExpected(place, outcome, row.id);
  const { state } = self;
  call.abort(new Error("too late"));
  await nextTurn();
  expectSame(call.outcome, outcome, "what has come of the call");
  expectSame(self.state, state, "the state after a signal that came too late");
}

/** The end of the instance completes what is under way, once and as cancelled. */
async function closed(context: Context, place: Place): Promise<void> {
  const { row } = place;
  const { session, situation } = await arrive(context, place);
  const call = beginHeld(session, situation, row.id);
  await expectUnderWay(session, place, call);
  await nextTurn();
  // What is done already is not under way, and what it has yielded may stand in the way of the end.
  if (mayHaveSucceeded(session, row) && call.outcome?.kind === "value") return;
  const closer = closerOf(place);
  if (closer === undefined) return;
  const end = situation.self.begin(closer);
  expectValue(await session.complete(situation, end), closer);
  await nextTurn();
  if (session.opened.puppet !== undefined) {
    const ended = call.outcome !== undefined;
    expectThat(ended, `${row.id} is still under way after ${closer}`);
  }
  const outcome = await call.completed();
  if (mayHaveSucceeded(session, row) && outcome.kind === "value") return;
  const { cancelled } = place.table.violations;
  expectStatus(outcome, [cancelled], `${row.id}, after ${closer}`);
}

async function arrive(
  context: Context,
  { kind, state }: Place,
): Promise<{ readonly session: Session; readonly situation: Situation }> {
  const session = await context.open();
  const situation = await session.reach(kind.name, state.name);
  return { session, situation };
}

/** What cannot complete without help is under way. */
async function expectUnderWay(
  session: Session,
  { row }: Place,
  call: PendingCall,
): Promise<void> {
  if (session.opened.puppet === undefined && row.fulfil.length === 0) return;
  await session.settle();
  const pending = call.outcome === undefined;
  expectThat(pending, `${row.id} was to wait, but has completed`);
}

/** A call that needs no help may be done before anybody can stop it. */
function mayHaveSucceeded(session: Session, row: FunctionRow): boolean {
  return session.opened.puppet === undefined && row.fulfil.length === 0;
}

function expectCancelled(
  { table, row }: Place,
  outcome: Outcome,
  reason: unknown,
): void {
  const { cancelled } = table.violations;
  const what = `${row.id} whose signal was aborted`;
  const error = expectStatus(outcome, [cancelled], what);
  const cause: unknown = Reflect.get(Object(error), "cause");
  expectSame(cause, reason, `the cause of the error of ${what}`);
}

/** Makes the call; a provider without a will is told what the table says of it. */
function beginExpected(
  session: Session,
  { self }: Situation,
  { row, state }: Place,
): PendingCall {
  const [status] = state.fails.get(row.id) ?? [];
  if (status !== undefined) {
    session.opened.puppet?.failNext(self.instance, row.id, status);
  }
  return self.begin(row.id);
}

function complete(
  session: Session,
  situation: Situation,
  place: Place,
): Promise<Outcome> {
  return session.complete(situation, beginExpected(session, situation, place));
}

/** Success, or what the table says comes of the call in the state. */
function expectExpected(
  { row, state }: Place,
  outcome: Outcome,
  what: string,
): void {
  const fails = state.fails.get(row.id);
  if (fails === undefined) expectValue(outcome, what);
  else expectStatus(outcome, fails, what);
}

/** The call that ends an instance while the function is under way. */
function closerOf({ table, kind, row, state }: Place): string | undefined {
  const id = disposerOf(table, kind);
  const disposer =
    id === undefined ? undefined : lookupOf(table).functionsOf(kind).get(id);
  if (disposer === undefined || disposer.id === row.id) return undefined;
  const move = state.calls.get(row.id);
  const during = stateOf(kind, move?.via ?? state.name) ?? state;
  const way = { unfinished: move?.to !== undefined && move.at === "success" };
  const form = { key: disposer.id, row: disposer };
  const cell = cellOf(table, kind, during, way, form);
  const to = cell.legal ? stateOf(kind, cell.move.to ?? "") : undefined;
  return to?.terminal ? disposer.id : undefined;
}

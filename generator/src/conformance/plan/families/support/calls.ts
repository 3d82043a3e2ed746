/** Makes calls that must be legal, or must not be, and looks at what they leave behind. @module */
import type { Move, State, Table } from "../../../../model/model.ts";
import { complaint, type TypeWorld } from "../../../checked/conforms.ts";
import { lookupOf } from "../../../lookup.ts";
import type { CallForm } from "../../../session/forms.ts";
import type {
  PendingCall,
  Session,
  Situation,
} from "../../../session/session.ts";
import type { Context } from "../../planned.ts";
import { expectSame, expectStatus, expectThat, expectValue } from "./expect.ts";

/** A legal call: it gives a promise, and succeeds and leads where the table says, or fails as the table says. */
export async function expectLegal(
  context: Context,
  session: Session,
  situation: Situation,
  form: CallForm,
  move: Move,
): Promise<void> {
  const { self } = situation;
  const { key, row } = form;
  const from = lookupState(context.table, self.kind.name, self.state);
  const fails = from?.fails.get(key);
  const { puppet } = session.opened;
  const [status] = fails ?? [];
  if (status !== undefined) puppet?.failNext(self.instance, row.id, status);
  if (fails === undefined)
    await expectUnmoved(context, session, situation, form, move);
  const before = puppet?.calls(self.instance).length ?? 0;
  const { state } = self;
  const call = self.begin(key);
  const what = `${key} of ${self.kind.name} in state ${state}`;
  if (!row.sync && call.outcome?.kind === "value") {
    expectThat(call.promised, `${what} gives no promise`);
  }
  if (call.outcome === undefined && !row.sync) {
    const atOnce = move.at === "call" ? move.to : undefined;
    const now = move.via ?? atOnce ?? state;
    expectSame(self.state, now, `the state while ${key} is under way`);
  }
  const outcome = await session.complete(situation, call);
  if (fails === undefined) {
    const value = expectValue(outcome, what);
    expectResult(context, form, value, what);
    expectState(situation, move.to ?? state, `the state after ${what}`);
  } else {
    expectStatus(outcome, fails, what);
    const left = move.at === "call" ? (move.to ?? state) : state;
    expectState(situation, left, `the state after ${what} has failed`);
  }
  if (puppet === undefined) return;
  const reached = puppet.calls(self.instance).slice(before);
  const [only] = reached;
  expectSame(reached.length, 1, `how often ${what} reaches the provider`);
  expectSame(only, row.id, `what ${what} reaches of the provider`);
  if (fails !== undefined && self.state === state) {
    await expectOtherwise(session, situation, form, move);
  }
}

/** Where something else has been done, the call that fails otherwise may succeed. */
async function expectOtherwise(
  session: Session,
  situation: Situation,
  { key }: CallForm,
  { to }: Move,
): Promise<void> {
  const { self } = situation;
  const { state } = self;
  const what = `${key} of ${self.kind.name} in state ${state}, made to succeed`;
  const call = self.begin(key);
  expectValue(await session.complete(situation, call), what);
  expectState(situation, to ?? state, `the state after ${what}`);
}

/** A call that fails leaves the state as it was. Only who has no will of his own fails when he is told to. */
export async function expectUnmoved(
  { table }: Context,
  session: Session,
  { self, pending }: Situation,
  { key, row }: CallForm,
  { to, at }: Move,
): Promise<void> {
  const { puppet } = session.opened;
  if (puppet === undefined || pending.size > 0) return;
  if (to === undefined || at === "call" || row.accesses.length > 0) return;
  const { state } = self;
  const status = row.errors[0]?.status ?? table.violations.cancelled;
  puppet.failNext(self.instance, row.id, status);
  const what = `${key} of ${self.kind.name} in state ${state}`;
  const outcome = await self.begin(key).completed();
  expectStatus(outcome, [status], `${what}, made to fail`);
  expectSame(self.state, state, `the state after ${what} has failed`);
}

/** What a call yields is of the declared type, and in the declared state. */
function expectResult(
  { table, kit }: Context,
  { row, command }: CallForm,
  value: unknown,
  what: string,
): void {
  const world: TypeWorld = { lookup: lookupOf(table), exports: kit.exports };
  const type =
    row.creates === undefined
      ? command === undefined
        ? row.result?.type
        : command.property.run?.result
      : ({ kind: "instance", of: row.creates.category } as const);
  const found = type && complaint(type, value, world, "the result");
  expectThat(found === undefined, `${what}: ${found ?? ""}`);
  const { produces } = row;
  if (produces === undefined || value === undefined || value === null) return;
  const state: unknown = Reflect.get(Object(value), "state");
  expectSame(state, produces.state, `the state of what ${what} yields`);
}

/** An illegal call: exactly this status, and nothing has changed. */
export async function expectIllegal(
  { table, kit }: Context,
  session: Session,
  situation: Situation,
  form: CallForm,
  status: string,
): Promise<void> {
  const { self } = situation;
  const { state, role } = self;
  const { puppet } = session.opened;
  const before = puppet?.calls(self.instance).length;
  const what = `${form.key} of ${self.kind.name} in state ${state}`;
  const call = self.begin(form.key);
  const outcome = await call.completed();
  const error = expectStatus(outcome, [status], what);
  if (outcome.kind === "error") {
    expectSame(outcome.thrown, form.row.sync, `whether ${what} throws at once`);
  }
  const made = kit.exports[table.errorClass];
  expectThat(
    typeof made === "function" && error instanceof made,
    `${what}: expected a ${table.errorClass}`,
  );
  const detail = (name: string): unknown => Reflect.get(Object(error), name);
  expectSame(detail("functionName"), form.row.name, `the function in ${what}`);
  expectSame(detail("category"), self.kind.name, `the category in ${what}`);
  expectSame(detail("state"), state, `the state in the error of ${what}`);
  expectSame(
    puppet?.calls(self.instance).length,
    before,
    `how many calls had reached the provider after ${what}`,
  );
  expectState(situation, state, `the state after ${what}`);
  if (self.state === state) {
    expectSame(self.role, role, `the role after ${what}`);
  }
}

/** The state; or, if a call that was under way has come to its end meanwhile, the one where that leads. */
function expectState(
  { self, pending }: Situation,
  expected: string,
  what: string,
): void {
  const ended = [...pending.values()].some(({ function: id, outcome }) => {
    return self.kind.lifecycle.states.some(({ name, calls }) =>
      [...calls].some(([key, { via, to }]) => {
        const own = key.split(".")[0] === id && via === expected;
        // The class has moved on before the caller hears of it.
        return own && self.state === (outcome?.kind === "error" ? name : to);
      }),
    );
  });
  if (!ended) expectSame(self.state, expected, what);
}

export function lookupState(
  table: Table,
  kind: string,
  state: string,
): State | undefined {
  return lookupOf(table)
    .kind(kind)
    .lifecycle.states.find((one) => one.name === state);
}

/** Lets the next call stay under way, if nobody has a will of his own; a provider that has one keeps it under way itself. */
export function beginHeld(
  session: Session,
  situation: Situation,
  key: string,
  args: Readonly<Record<string, unknown>> = {},
): PendingCall {
  const { self } = situation;
  const [id = key] = key.split(".");
  session.opened.puppet?.hold(self.instance, id);
  return self.begin(key, args);
}

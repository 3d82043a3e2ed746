/** A fake of what an emitted package makes: instances that hold calls to their lifecycle, and calls to them. @module */
import type { Category, FunctionRow } from "../../../src/model/model.ts";
import { lookupOf } from "../../../src/conformance/lookup.ts";
import type {
  Outcome,
  Party,
  PendingCall,
  ReceivedEvent,
} from "../../../src/conformance/session/session.ts";
import {
  argumentOf,
  functionOf,
} from "../../../src/conformance/session/steps-calls.ts";
import { typed } from "../../../src/conformance/session/steps-values.ts";
import { nextTurn, within } from "../../../src/conformance/session/turns.ts";
import type { FakeSession } from "./fake-session.ts";

type Args = Readonly<Record<string, unknown>>;

/** The error class of the fake package. */
export class TestError extends Error {
  override readonly name = "TestError";
  readonly status: string;
  readonly functionName: string;
  readonly category: string;

  constructor(
    status: string,
    functionName: string,
    category: string,
    options: ErrorOptions = {},
  ) {
    super(`${functionName}: ${status}`, options);
    this.status = status;
    this.functionName = functionName;
    this.category = category;
  }
}

/** A provider's functions for one instance, by id. */
export type FakeDispatch = Readonly<
  Record<string, (args: Args, signal: AbortSignal) => unknown>
>;

/** An instance. */
export class FakeInstance {
  readonly kind: Category;
  readonly dispatch: FakeDispatch;
  state: string;
  role: string | undefined;
  /** The application's handlers. */
  handlers: Readonly<Record<string, (payload: unknown) => unknown>> = {};

  constructor(
    kind: Category,
    state: string,
    open: (instance: FakeInstance) => FakeDispatch,
  ) {
    this.kind = kind;
    this.state = state;
    this.dispatch = open(this);
  }

  report(name: string): boolean {
    const report = this.kind.lifecycle.reports.find((one) => one.name === name);
    const to = report?.moves.get(this.state);
    this.state = to ?? this.state;
    return to !== undefined;
  }

  deliver(event: string, payload: object): unknown {
    const state = this.kind.lifecycle.states.find(
      ({ name }) => name === this.state,
    );
    return state?.events.has(event) === true
      ? this.handlers[event]?.(payload)
      : undefined;
  }

  fail(functionName: string, status: string, cause?: unknown): TestError {
    const options = cause === undefined ? {} : { cause };
    return new TestError(status, functionName, this.kind.name, options);
  }

  /** Makes a call as the class of an emitted package does. */
  async invoke(
    row: FunctionRow,
    key: string,
    args: Args,
    signal: AbortSignal,
  ): Promise<unknown> {
    const state = this.kind.lifecycle.states.find(
      ({ name }) => name === this.state,
    );
    const move = state?.calls.get(key);
    if (state === undefined || move === undefined) {
      throw this.fail(row.name, state?.illegal ?? "WRONG");
    }
    if (signal.aborted) throw this.fail(row.name, "CUT", signal.reason);
    const make = this.dispatch[row.id];
    if (make === undefined) throw this.fail(row.name, "CANNOT");
    if (move.at === "call" && move.to !== undefined) this.state = move.to;
    const result: unknown = await make(args, signal);
    if (move.at === "success" && move.to !== undefined) {
      this.state = move.to;
      const taken = this.kind.roles.find(({ commit }) =>
        commit.includes(row.id),
      );
      this.role ??= taken?.name;
    }
    return result;
  }
}

/** An instance as a party of a test. */
export class FakeParty implements Party {
  readonly kind: Category;
  readonly instance: FakeInstance;
  readonly events: ReceivedEvent[] = [];
  readonly handlers: Readonly<Record<string, (payload: unknown) => unknown>>;
  readonly #session: FakeSession;
  readonly #replies: Map<string, unknown> = new Map();
  readonly #taken: Map<string, number> = new Map();
  #listeners: (() => void)[] = [];

  constructor(session: FakeSession, instance: FakeInstance) {
    this.#session = session;
    this.kind = instance.kind;
    this.instance = instance;
    this.handlers = Object.fromEntries(
      this.kind.events.map(({ name }) => [
        name,
        (payload: unknown) => this.#receive(name, payload),
      ]),
    );
    instance.handlers = this.handlers;
  }

  get state(): string {
    return this.instance.state;
  }

  get role(): string | undefined {
    return this.instance.role;
  }

  begin(key: string, given: Args = {}): PendingCall {
    const lookup = lookupOf(this.#session.table);
    const row = functionOf(this.kind, key, lookup);
    if (row === undefined) throw new TypeError(`no call ${key}`);
    const samples = row.params
      .filter(({ optional }) => !optional)
      .map(({ name, type, samples: [one] }) => [
        name,
        given[name] ?? typed(type, lookup, one),
      ]);
    const args: Args = { ...given, ...Object.fromEntries(samples) };
    return new FakeCall(this.#session, this.instance, row, key, args);
  }

  arguments(): unknown[] {
    throw new Error("no test needs it");
  }

  invoke(): PendingCall {
    throw new Error("no test needs it");
  }

  answer(event: string, reply: unknown): void {
    this.#replies.set(event, reply);
  }

  async next(event: string): Promise<ReceivedEvent> {
    const index = this.#taken.get(event) ?? 0;
    this.#taken.set(event, index + 1);
    const find = (): ReceivedEvent | undefined =>
      this.events.filter((one) => one.event === event)[index];
    const wait = async (): Promise<ReceivedEvent> => {
      for (;;) {
        const found = find();
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => this.#listeners.push(resolve));
      }
    };
    const what = (): string => `${event} has not come`;
    return within(this.#session.limits.must, what, wait());
  }

  unmet(event: string): number {
    const come = this.events.filter((one) => one.event === event).length;
    return come - (this.#taken.get(event) ?? 0);
  }

  #receive(event: string, payload: unknown): unknown {
    this.events.push({ event, payload, state: this.state });
    for (const listener of this.#listeners.splice(0)) listener();
    const reply = this.#replies.get(event);
    return typeof reply === "function" ? reply(payload) : reply;
  }
}

/** A call of a party. */
class FakeCall implements PendingCall {
  readonly function: string;
  readonly args: readonly unknown[];
  readonly promised = true;
  readonly completedAt = undefined;
  outcome: Outcome | undefined;
  readonly #session: FakeSession;
  readonly #instance: FakeInstance;
  readonly #controller = new AbortController();
  readonly #done: Promise<Outcome>;

  constructor(
    session: FakeSession,
    instance: FakeInstance,
    row: FunctionRow,
    key: string,
    args: Args,
  ) {
    this.#session = session;
    this.#instance = instance;
    this.function = row.id;
    const required = row.params.filter(({ optional }) => !optional);
    this.args = [...required.map(({ name }) => args[name]), args];
    this.#done = instance
      .invoke(row, key, args, this.signal)
      .then(
        (value): Outcome => ({ kind: "value", value }),
        (error: unknown): Outcome => {
          const status = error instanceof TestError ? error.status : undefined;
          session.note(row.id, status);
          return { kind: "error", error, status, thrown: false };
        },
      )
      .then((outcome) => (this.outcome = outcome));
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  abort(reason?: unknown): void {
    this.#controller.abort(reason);
  }

  async completed(): Promise<Outcome> {
    const { puppet } = this.#session.opened;
    const what = (): string => `${this.function} has not completed`;
    if (puppet !== undefined) {
      await nextTurn();
      while (
        this.outcome === undefined &&
        puppet.fulfil(this.#instance, this.function)
      ) {
        await nextTurn();
      }
    }
    return within(this.#session.limits.must, what, this.#done);
  }
}

/** What a call was made with, for tests of arguments. */
export function madeWith(
  party: Party,
  call: PendingCall,
  name: string,
): unknown {
  const row = party.kind.functions.find(({ id }) => id === call.function);
  return row && argumentOf(row, call.args, name);
}

/** Makes instances: by the package's own function, or by the shortest chain of calls. @module */
import type { Category, FunctionRow } from "../../model/model.ts";
import { stateOf } from "../lookup.ts";
import { Failure } from "../plan/planned.ts";
import { argumentsOf } from "./arguments.ts";
import { isThenable } from "./call.ts";
import { neededBy } from "./cast.ts";
import type { LiveSession } from "./open-session.ts";
import type { LiveParty } from "./party.ts";
import { routeTo } from "./route.ts";
import type { CreateOptions } from "./session.ts";
import { LiveSituation } from "./situation.ts";
import { within } from "./turns.ts";
import { wayBetween } from "./ways.ts";

export class Maker {
  readonly #session: LiveSession;
  /** Whoever other instances are made through. */
  readonly #owners = new Map<string, LiveParty>();
  /** Through whom each instance was made. */
  readonly #makers = new WeakMap<object, LiveParty>();
  /** Instances that samples need. */
  readonly #extras = new Map<string, object>();
  readonly #making = new Set<string>();

  constructor(session: LiveSession) {
    this.#session = session;
  }

  /** An instance that a sample needs; it has been made beforehand. */
  extra(kind: string): object {
    const { name } = this.#session.lookup.concrete(kind);
    const found = this.#extras.get(name);
    if (found !== undefined) return found;
    throw new Failure(`no instance of ${kind} can be made for a sample`);
  }

  async make(
    kind: string,
    options: CreateOptions,
    values: ReadonlyMap<string, unknown>,
  ): Promise<LiveParty> {
    const row = this.#session.lookup.kind(kind);
    await this.#prepare(row);
    const instance = await this.#instance(row, options, values);
    const party = this.#session.adopt(instance, values);
    if (party.kind !== row) {
      throw new Failure(
        `expected an instance of ${kind}, but found one of ${party.kind.name}`,
      );
    }
    return party;
  }

  /** The services that a party comes from, nearest first. */
  behind({ instance }: LiveParty): readonly LiveParty[] {
    const owner = this.#makers.get(instance);
    return owner === undefined ? [] : [owner, ...this.behind(owner)];
  }

  async #prepare(asking: Category | FunctionRow): Promise<void> {
    for (const name of neededBy(asking, this.#session.lookup)) {
      if (this.#extras.has(name) || this.#making.has(name)) continue;
      if (routeTo(this.#session.table, name) === undefined) continue;
      this.#making.add(name);
      const kind = this.#session.lookup.kind(name);
      this.#extras.set(name, await this.#instance(kind, {}, new Map()));
      this.#making.delete(name);
    }
  }

  async #instance(
    kind: Category,
    options: CreateOptions,
    values: ReadonlyMap<string, unknown>,
  ): Promise<object> {
    const route = routeTo(this.#session.table, kind.name);
    const step = route?.steps.at(-1);
    if (route?.creator !== undefined && step === undefined) {
      return this.#byCreator(route.creator, kind, options, values);
    }
    if (step === undefined) throw new Failure(`nothing yields ${kind.name}`);
    await this.#prepare(step.row);
    if (step.on === undefined) {
      return this.#byEntry(step.row, kind, options, values);
    }
    // A service is made with all that it comes from; what comes from a service may share it.
    const owner = await this.#owner(step.on, kind.kind === "service");
    return this.#byCall(owner, step.row, kind, options);
  }

  #byCreator(
    creator: string,
    kind: Category,
    options: CreateOptions,
    values: ReadonlyMap<string, unknown>,
  ): object {
    const session = this.#session;
    const recorder = session.recorder();
    const make = functionOf(session.kit.exports, creator);
    const handlers = options.handlers ?? recorder.handlers;
    const made = make(session.opened.provider, kind.name, handlers);
    const instance = this.#expectObject(made, creator);
    session.puppet?.made(instance);
    return session.adopt(instance, values, recorder).instance;
  }

  async #byEntry(
    row: FunctionRow,
    kind: Category,
    options: CreateOptions,
    values: ReadonlyMap<string, unknown>,
  ): Promise<object> {
    const session = this.#session;
    const recorder = session.recorder();
    const enter = functionOf(session.kit.exports, row.name);
    const { signal } = new AbortController();
    const given = { ...options.args, ...handlersIn(options) };
    const args = argumentsOf({ key: row.id, row }, given, {
      ...session.source,
      kind,
      signal,
      values,
      handlers: () => recorder.handlers,
    });
    const made = enter(session.opened.provider, ...args);
    const what = (): string => `${row.name} has not completed`;
    const value = isThenable(made)
      ? await within(session.limits.must, what, Promise.resolve(made))
      : made;
    const instance = this.#expectObject(value, row.name);
    return session.adopt(instance, values, recorder).instance;
  }

  async #byCall(
    owner: LiveParty,
    row: FunctionRow,
    kind: Category,
    options: CreateOptions,
  ): Promise<object> {
    await makeLegal(this.#session, owner, row.id);
    const given = { ...options.args, ...handlersIn(options) };
    const call = owner.begin(row.id, { ...given, category: kind.name });
    const situation = new LiveSituation(owner, new Map());
    const outcome = await this.#session.complete(situation, call);
    if (outcome.kind === "value") {
      const instance = this.#expectObject(outcome.value, row.name);
      this.#makers.set(instance, owner);
      return instance;
    }
    const why = outcome.status ?? String(outcome.error);
    const { error: cause } = outcome;
    throw new Failure(`${row.name} of ${kind.name} failed with ${why}`, {
      cause,
    });
  }

  /** Whoever has the function that yields others, in a state in which it is legal. */
  async #owner(kind: string, fresh: boolean): Promise<LiveParty> {
    const known = this.#owners.get(kind);
    const state = known && stateOf(known.kind, known.state);
    if (!fresh && known !== undefined && state?.terminal === false) {
      return known;
    }
    const owner = await this.make(kind, {}, new Map());
    if (!fresh) this.#owners.set(kind, owner);
    return owner;
  }

  #expectObject(value: unknown, from: string): object {
    if (typeof value === "object" && value !== null) return value;
    throw new Failure(`expected an instance from ${from}, not ${typeof value}`);
  }
}

function handlersIn({ handlers }: CreateOptions): { handlers?: object } {
  return handlers === undefined ? {} : { handlers };
}

/** A function that the package exports. */
export function functionOf(
  exports: Readonly<Record<string, unknown>>,
  name: string,
): (...args: readonly unknown[]) => unknown {
  const found = exports[name];
  if (typeof found !== "function") {
    throw new Failure(`the package exports no function ${name}`);
  }
  return (...args) => Reflect.apply(found, undefined, args);
}

/** Brings whoever yields others into the nearest state in which the call is legal. */
export async function makeLegal(
  session: LiveSession,
  party: LiveParty,
  call: string,
): Promise<void> {
  const { kind } = party;
  if (stateOf(kind, party.state)?.calls.has(call)) return;
  const ways = kind.lifecycle.states
    .filter((state) => state.calls.has(call))
    .map((state) => ({
      state: state.name,
      way: wayBetween(session.table, kind, party.state, state.name),
    }))
    .filter(({ way }) => way !== undefined && !way.unfinished)
    .sort((a, b) => (a.way?.steps.length ?? 0) - (b.way?.steps.length ?? 0));
  const [nearest] = ways;
  if (nearest === undefined) return;
  const situation = new LiveSituation(party, new Map());
  await session.bring(situation, party, nearest.state);
}

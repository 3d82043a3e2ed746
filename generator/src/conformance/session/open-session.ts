/** A session: a provider at work, the instances that tests have made through it, and how all of it ends. @module */
import type { Category, Step, Table } from "../../model/model.ts";
import type { Kit } from "../kit.ts";
import { type Lookup, lookupOf, stateOf } from "../lookup.ts";
import { Failure, type TimeLimits } from "../plan/planned.ts";
import type { Opened, Puppet } from "../subject.ts";
import type { Call } from "./call.ts";
import { endParties, type Debt } from "./closing.ts";
import { bringAbout, expectState, follow } from "./following.ts";
import { Maker } from "./maker.ts";
import { LiveParty, type PartyWorld } from "./party.ts";
import { Recorder } from "./recorder.ts";
import type {
  CreateOptions,
  Outcome,
  Party,
  PendingCall,
  ReceivedEvent,
  Situation,
} from "./session.ts";
import { live, LiveSituation } from "./situation.ts";
import type { Stage } from "./stage.ts";
import { performSteps } from "./steps.ts";
import { pause } from "./turns.ts";
import type { ValueSource } from "./values/values.ts";
import { wayBetween, waysOf } from "./ways.ts";

/** Opens a session with a provider that has been opened for it. */
export async function openSession(
  table: Table,
  kit: Kit,
  opened: Opened,
  limits: TimeLimits,
): Promise<LiveSession> {
  return new LiveSession(table, kit, opened, limits);
}

export class LiveSession implements Stage, PartyWorld {
  readonly table: Table;
  readonly lookup: Lookup;
  readonly kit: Kit;
  readonly opened: Opened;
  readonly limits: TimeLimits;
  readonly observed: Map<string, Set<string>> = new Map();
  readonly source: ValueSource;
  /** In the order in which they were made. */
  readonly parties: LiveParty[] = [];
  readonly #calls: Call[] = [];
  readonly #byInstance = new WeakMap<object, LiveParty>();
  readonly #recorders = new WeakMap<Call, Recorder>();
  readonly #callers = new WeakMap<Call, LiveParty>();
  readonly #debts: Debt[] = [];
  readonly #faults: string[] = [];
  readonly #maker: Maker;
  #completed = 0;
  #closed = false;

  constructor(table: Table, kit: Kit, opened: Opened, limits: TimeLimits) {
    this.table = table;
    this.kit = kit;
    this.opened = opened;
    this.limits = limits;
    this.lookup = lookupOf(table);
    this.#maker = new Maker(this);
    this.source = {
      lookup: this.lookup,
      values: new Map(),
      instance: (kind) => this.#maker.extra(kind),
    };
  }

  get must(): number {
    return this.limits.must;
  }

  get puppet(): Puppet | undefined {
    return this.opened.puppet;
  }

  // ── Instances ────────────────────────────────────────────────────────────────────────────────

  create(kind: string, options: CreateOptions = {}): Promise<LiveParty> {
    return this.createIn(new Map(), kind, options);
  }

  /** The same, for a situation whose values its calls may refer to. */
  createIn(
    values: ReadonlyMap<string, unknown>,
    kind: string,
    options: CreateOptions = {},
  ): Promise<LiveParty> {
    return this.#maker.make(kind, options, values);
  }

  adopt(
    instance: object,
    values?: ReadonlyMap<string, unknown>,
    recorder: Recorder = this.recorder(),
  ): LiveParty {
    const known = this.#byInstance.get(instance);
    if (known !== undefined) {
      known.values = values ?? known.values;
      return known;
    }
    const kind = this.kindOf(instance);
    if (kind === undefined) {
      throw new Failure("expected an instance of the package");
    }
    const own = values ?? new Map<string, unknown>();
    const party = new LiveParty(this, kind, instance, recorder, own);
    this.#byInstance.set(instance, party);
    this.parties.push(party);
    return party;
  }

  /** The kind whose class the value is an instance of. */
  kindOf(value: unknown): Category | undefined {
    if (typeof value !== "object" || value === null) return undefined;
    for (const kind of this.lookup.kinds.values()) {
      const made: unknown = this.kit.exports[kind.className];
      if (typeof made === "function" && value.constructor === made) return kind;
    }
    return undefined;
  }

  recorder(): Recorder {
    const kinds = [...this.lookup.kinds.values()];
    return new Recorder(kinds, this.source, (recorder, event) =>
      this.#received(recorder, event),
    );
  }

  // ── States ───────────────────────────────────────────────────────────────────────────────────

  async reach(
    kind: string,
    state: string,
    options: CreateOptions = {},
  ): Promise<LiveSituation> {
    const row = this.lookup.kind(kind);
    const way = waysOf(this.table, row).get(state);
    if (way === undefined) throw new Failure(`nothing leads to ${state}`);
    const values = new Map<string, unknown>();
    const self = await this.createIn(values, kind, options);
    const situation = new LiveSituation(self, values);
    for (const owner of this.#maker.behind(self)) {
      situation.parties.set(owner.kind.name, owner);
    }
    if (way.base !== undefined) {
      await performSteps(this, situation, way.base.reach);
      await expectState(this, self, way.base.name);
    }
    await follow(this, situation, self, way, options.args);
    if (self.state !== state) {
      throw new Failure(`expected to reach ${state}, but found ${self.state}`);
    }
    return situation;
  }

  /** Brings a party into a state, from where it is. */
  async bring(
    situation: LiveSituation,
    party: Party,
    state: string,
    args: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    if (party.state === state) return;
    const way = wayBetween(this.table, party.kind, party.state, state);
    if (way === undefined) {
      throw new Failure(`nothing leads from ${party.state} to ${state}`);
    }
    await follow(this, situation, party, way, args);
  }

  perform(situation: Situation, steps: readonly Step[]): Promise<void> {
    return performSteps(this, live(situation), steps);
  }

  async complete(situation: Situation, call: PendingCall): Promise<Outcome> {
    if (this.puppet !== undefined) return call.completed();
    const rows = this.lookup.functionsOf(situation.self.kind);
    const fulfil = rows.get(call.function)?.fulfil ?? [];
    if (fulfil.length > 0) {
      await this.settle();
      if (call.outcome === undefined) await this.perform(situation, fulfil);
    }
    return call.completed();
  }

  /** Brings about what the provider of a party reports. */
  report(situation: LiveSituation, party: Party, name: string): Promise<void> {
    return bringAbout(this, situation, party, name);
  }

  // ── The world of its parties ─────────────────────────────────────────────────────────────────

  statusOf(error: unknown): string | undefined {
    const made: unknown = this.kit.exports[this.table.errorClass];
    if (typeof made !== "function" || !(error instanceof made)) {
      return undefined;
    }
    const status: unknown = Reflect.get(Object(error), "status");
    return typeof status === "string" ? status : undefined;
  }

  made(party: LiveParty, call: Call, recorder: Recorder | undefined): void {
    this.#calls.push(call);
    this.#callers.set(call, party);
    if (recorder !== undefined) this.#recorders.set(call, recorder);
  }

  completed(call: Call): number {
    const { outcome } = call;
    if (outcome?.kind === "error") this.#note(call.function, outcome.status);
    if (outcome?.kind === "value") {
      this.#owe(call, outcome.value);
      this.#yielded(outcome.value, this.#recorders.get(call));
    }
    return this.#completed++;
  }

  fault(message: string): void {
    this.#faults.push(message);
  }

  #note(id: string, status: string | undefined): void {
    if (status === undefined) return;
    const known = this.observed.get(id) ?? new Set();
    this.observed.set(id, known.add(status));
  }

  /** What a call yields must be given back, if the table says how. */
  #owe(call: Call, value: unknown): void {
    const party = this.#callers.get(call);
    if (party === undefined) return;
    const rows = this.lookup.functionsOf(party.kind);
    const undo = rows.get(rows.get(call.function)?.undo ?? "");
    if (undo !== undefined) this.#debts.push({ party, undo, value });
  }

  /** Whatever a call or an event yields takes part from now on, so that it is closed in the end. */
  #yielded(value: unknown, recorder?: Recorder): void {
    if (this.kindOf(value) === undefined) return;
    this.adopt(Object(value), undefined, recorder);
  }

  #received(
    recorder: Recorder,
    { event, payload, state }: ReceivedEvent,
  ): void {
    if (typeof payload === "object" && payload !== null) {
      for (const value of Object.values(payload)) this.#yielded(value);
    }
    const kind = this.kindOf(recorder.instance);
    const legal = kind && stateOf(kind, state)?.events.has(event);
    if (kind !== undefined && !legal) {
      this.fault(`${kind.name} was given ${event} in state ${state}`);
    }
  }

  // ── The end ──────────────────────────────────────────────────────────────────────────────────

  async settle(): Promise<void> {
    if (this.opened.settle !== undefined) await this.opened.settle();
    else await pause(this.limits.mustNot);
  }

  underWay(): readonly PendingCall[] {
    return this.#calls.filter((call) => call.outcome === undefined);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await endParties(this, this.#debts);
    await this.opened.close?.();
    if (this.#faults.length > 0) throw new Failure(this.#faults.join("; "));
  }
}

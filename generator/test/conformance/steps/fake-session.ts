/** A fake session over a fake provider: just what acting out steps needs. @module */
import type { Category, Step, Table } from "../../../src/model/model.ts";
import { lookupOf } from "../../../src/conformance/lookup.ts";
import type { Claims } from "../../../src/conformance/claims/claims.ts";
import {
  type Context,
  Failure,
  type TimeLimits,
} from "../../../src/conformance/plan/planned.ts";
import type {
  CreateOptions,
  Outcome,
  Party,
  PendingCall,
  Situation,
} from "../../../src/conformance/session/session.ts";
import {
  live,
  LiveSituation,
} from "../../../src/conformance/session/situation.ts";
import type { Stage } from "../../../src/conformance/session/stage.ts";
import { performSteps } from "../../../src/conformance/session/steps.ts";
import { nextTurn } from "../../../src/conformance/session/turns.ts";
import type { Opened } from "../../../src/conformance/subject.ts";
import {
  type FakeDispatch,
  FakeInstance,
  FakeParty,
  TestError,
} from "./fake-instance.ts";

/** What a provider of fakes is. */
export interface FakeProvider {
  /** Its functions for a new instance; a status if it makes none of the kind. */
  open(instance: FakeInstance, make: Make): FakeDispatch | string;
  readonly reports?: Opened["reports"];
  readonly observers?: Opened["observers"];
  readonly puppet?: Opened["puppet"];
}

/** Makes an instance that a call yields. */
export type Make = (kind: string, state: string) => FakeInstance;

type Args = Readonly<Record<string, unknown>>;

export class FakeSession implements Stage {
  readonly table: Table;
  readonly opened: Opened;
  readonly limits: TimeLimits = { must: 300, mustNot: 50 };
  readonly observed: Map<string, Set<string>> = new Map();
  /** What parties were created with, in order. */
  readonly created: (readonly [string, CreateOptions])[] = [];
  readonly #provider: FakeProvider;
  readonly #parties: Map<object, FakeParty> = new Map();

  constructor(table: Table, provider: FakeProvider) {
    this.table = table;
    this.#provider = provider;
    this.opened = {
      provider,
      ...(provider.reports && { reports: provider.reports }),
      ...(provider.observers && { observers: provider.observers }),
      ...(provider.puppet && { puppet: provider.puppet }),
    };
  }

  note(id: string, status: string | undefined): void {
    const known = this.observed.get(id) ?? new Set();
    if (status !== undefined) this.observed.set(id, known.add(status));
  }

  async create(kind: string, options: CreateOptions = {}): Promise<FakeParty> {
    this.created.push([kind, options]);
    const row = lookupOf(this.table).kind(kind);
    return this.adopt(this.#make(row, row.lifecycle.initial));
  }

  #make(kind: Category, state: string): FakeInstance {
    const lookup = lookupOf(this.table);
    return new FakeInstance(kind, state, (instance) => {
      const make: Make = (other, at) => this.#make(lookup.kind(other), at);
      const dispatch = this.#provider.open(instance, make);
      if (typeof dispatch !== "string") return dispatch;
      throw new TestError(dispatch, "create", kind.name);
    });
  }

  adopt(instance: object): FakeParty {
    const known = this.#parties.get(instance);
    if (known !== undefined) return known;
    if (!(instance instanceof FakeInstance)) throw new Failure("no instance");
    const party = new FakeParty(this, instance);
    this.#parties.set(instance, party);
    return party;
  }

  async reach(
    kind: string,
    state: string,
    { args = {} }: CreateOptions = {},
  ): Promise<Situation> {
    const situation = new LiveSituation(await this.create(kind));
    const { self } = situation;
    const row = self.kind.lifecycle.states.find(({ name }) => name === state);
    await this.perform(situation, row?.reach ?? []);
    await this.bring(situation, self, state, args);
    return situation;
  }

  async bring(
    situation: LiveSituation,
    party: Party,
    state: string,
    args: Args = {},
  ): Promise<void> {
    for (const key of callsBetween(party.kind, party.state, state)) {
      const row = party.kind.functions.find(({ id }) => id === key);
      const names = new Set(row?.params.map(({ name }) => name));
      const own = Object.entries(args).filter(([name]) => names.has(name));
      const outcome = await party
        .begin(key, Object.fromEntries(own))
        .completed();
      if (outcome.kind === "error") {
        throw new Failure(`${key} failed`, { cause: outcome.error });
      }
    }
    void situation;
  }

  perform(situation: Situation, steps: readonly Step[]): Promise<void> {
    return performSteps(this, live(situation), steps);
  }

  complete(_situation: Situation, call: PendingCall): Promise<Outcome> {
    return call.completed();
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < 4; turn++) await nextTurn();
  }

  underWay(): readonly PendingCall[] {
    return [];
  }

  async close(): Promise<void> {}
}

/** The calls of the shortest way between states. */
function callsBetween(
  { lifecycle }: Category,
  from: string,
  to: string,
): readonly string[] {
  const ways = new Map<string, readonly string[]>([[from, []]]);
  for (const [name, way] of ways) {
    const state = lifecycle.states.find((one) => one.name === name);
    for (const [key, move] of state?.calls ?? []) {
      if (move.to === undefined || ways.has(move.to)) continue;
      ways.set(move.to, [...way, key]);
    }
  }
  const way = ways.get(to);
  if (way === undefined) throw new Failure(`nothing leads to ${to}`);
  return way;
}

/** A context in which each session has a provider of its own. */
export function contextOf(
  table: Table,
  provide: () => FakeProvider,
  claims: Partial<Claims> = {},
): Context & { readonly sessions: FakeSession[] } {
  const sessions: FakeSession[] = [];
  return {
    sessions,
    table,
    kit: {
      exports: {
        TestError,
        Status: Object.fromEntries(
          table.errors.map(({ name, code }) => [name, code]),
        ),
        supports: (instance: FakeInstance, name: string) =>
          Object.hasOwn(instance.dispatch, name),
      },
      secondCopy: () => Promise.reject(new Error("there is none")),
      otherRealm: () => undefined,
      typeComplaints: () => Promise.reject(new Error("there are none")),
    },
    claims: {
      table: table.name,
      categories: table.categories.map(({ name }) => name),
      functions: [],
      properties: {},
      observers: [],
      limits: {},
      behaviour: "full",
      deviations: [],
      ...claims,
    },
    open: async () => {
      const session = new FakeSession(table, provide());
      sessions.push(session);
      return session;
    },
    limits: { must: 300, mustNot: 50 },
    seed: 1,
  };
}

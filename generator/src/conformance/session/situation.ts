/** Who is there, and what is known, as it grows while steps are acted out. @module */
import { Failure } from "../plan/planned.ts";
import type { Outcome, Party, PendingCall, Situation } from "./session.ts";

/** The call that was awaited last, and what came of it. */
export interface LastCall {
  readonly party: Party;
  readonly call: PendingCall;
  readonly outcome: Outcome;
}

/** Who acts in steps that name no party. */
export const SELF = "self";

export class LiveSituation implements Situation {
  readonly parties: Map<string, Party> = new Map();
  readonly values: Map<string, unknown>;
  readonly pending: Map<string, PendingCall> = new Map();
  /** Calls that were begun and have been awaited, by name: their signals can still be aborted. */
  readonly ended: Map<string, PendingCall> = new Map();
  last: LastCall | undefined;
  readonly #callers: WeakMap<PendingCall, Party> = new WeakMap();
  #self: Party | undefined;

  /** With nobody there, or with the instance that the test is about. */
  constructor(self?: Party, values: Map<string, unknown> = new Map()) {
    this.#self = self;
    this.values = values;
  }

  get self(): Party {
    if (this.#self !== undefined) return this.#self;
    throw new Failure("nobody is there yet: the step must name a party");
  }

  get hasSelf(): boolean {
    return this.#self !== undefined;
  }

  /** The party of that name; without a name, the instance that the test is about. */
  party(name: string = SELF): Party {
    const party = this.parties.get(name);
    if (party !== undefined) return party;
    if (name === SELF) return this.self;
    const known = [...this.parties.keys()].join(", ") || "nobody";
    throw new Failure(`there is no party ${name}; there is ${known}`);
  }

  /** Adds a party, or puts it in the place of the one of that name. The first one is also who the test is about. */
  enlist(name: string, party: Party): void {
    if (name === SELF) this.#self = party;
    else this.parties.set(name, party);
    this.#self ??= party;
  }

  /** Remembers who has made a call. */
  made(party: Party, call: PendingCall): void {
    this.#callers.set(call, party);
  }

  /** A call that was begun has been awaited. */
  end(name: string): void {
    const call = this.pending.get(name);
    if (call !== undefined) this.ended.set(name, call);
    this.pending.delete(name);
  }

  callerOf(call: PendingCall): Party | undefined {
    return this.#callers.get(call);
  }

  /** Whether a call of the party has been begun and not awaited. */
  hasPending(party: Party): boolean {
    return [...this.pending.values()].some(
      (call) => this.#callers.get(call) === party,
    );
  }

  /** The same parties and values for steps about one of the parties. */
  about(party: Party): LiveSituation {
    const copy = new LiveSituation(party, new Map(this.values));
    for (const [name, one] of this.parties) copy.parties.set(name, one);
    for (const [name, call] of this.pending) copy.pending.set(name, call);
    return copy;
  }
}

/** The situation as something that can grow; one that was not made by the kit is copied. */
export function live(situation: Situation): LiveSituation {
  if (situation instanceof LiveSituation) return situation;
  const { self, parties, values, pending } = situation;
  const copy = new LiveSituation(self, new Map(values));
  for (const [name, party] of parties) copy.parties.set(name, party);
  for (const [name, call] of pending) copy.pending.set(name, call);
  return copy;
}

/** Scenario data: what the conformance kit needs beyond the table itself. @module */
import type { Row } from "./row.ts";

/** What a scenario is about; it is reported among the tests of that family. */
export type ScenarioFamily =
  | "scenario"
  | "concurrency"
  | "cancellation"
  | "event"
  | "error"
  | "leak"
  | "observer";

export interface Scenario extends Row {
  readonly family: ScenarioFamily;
  readonly parties: ReadonlyMap<string, PartyRole>;
  /** Sets of values by name: the scenario is run once with each. Empty: once. */
  readonly each: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** Properties and events that a provider must claim for it. */
  readonly needs: readonly string[];
  readonly steps: readonly Step[];
}

/** Who plays a party: every category that is what it plays, or can take that role. */
export interface PartyRole {
  /** A category or a service. */
  readonly plays: string;
  /** Only the category itself, and nobody in its role. */
  readonly exact: boolean;
  /** What it is created with. */
  readonly args: Readonly<Record<string, unknown>>;
}

/** A way to look at an instance from outside, which providers offer. */
export type Observer = Row;

/** One thing that happens in a test. At most one of the verbs is set; without any, the step is an expectation alone. */
export interface Step {
  /** Who acts; absent outside scenarios: the instance that the steps are about. */
  readonly party?: string;
  /** A new party of this category or service. */
  readonly create?: string;
  /** Brings the party into a state, by the shortest way through its lifecycle. */
  readonly reach?: string;
  /** Makes a call: a function's id, `id.variant`. */
  readonly call?: string;
  /** Waits for a transition that the party's provider reports. */
  readonly report?: string;
  /** Waits for an event that the party's handler gets. */
  readonly event?: string;
  /** Waits for a call that was begun. */
  readonly await?: string;
  /** Aborts the signal of a call that was begun. */
  readonly abort?: string;
  /** Looks at the party from outside. */
  readonly observe?: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** The name of the result. */
  readonly as?: string;
  /** With `call`: does not wait; the name of the call that is under way. */
  readonly begin?: string;
  /** With `begin`: the party's handler makes the call when this event comes next, before it answers. */
  readonly during?: string;
  /** What the party's handler answers to the event: a reply's name, or an object with fields. */
  readonly reply?: unknown;
  readonly expect?: Expectation;
  readonly doc: string;
}

export interface Expectation {
  readonly result?: unknown;
  readonly error?: string;
  readonly state?: string;
  readonly role?: string;
  /** The call is still under way, or the event has not come, after everything has been let happen. */
  readonly pending?: true;
  /** What a buffer argument begins with afterwards, by parameter. */
  readonly filled?: Readonly<Record<string, unknown>>;
  /** What an event brings: a part of its payload. */
  readonly payload?: Readonly<Record<string, unknown>>;
}

/** Categories and services, their roles and their lifecycles. @module */
import type { FunctionRow } from "./function-row.ts";
import type { EventRow, PropertyRow } from "./model.ts";
import type { Row } from "./row.ts";
import type { Step } from "./scenario.ts";

export interface FunctionSet extends Row {
  readonly functions: readonly string[];
  readonly events: readonly string[];
  readonly properties: readonly string[];
}

export interface Category extends Row {
  readonly kind: "category" | "service";
  readonly className: string;
  readonly abstract: boolean;
  /** Direct parents, in the order of the table; the class extends the first. */
  readonly parents: readonly string[];
  /** Itself first, then every ancestor once, nearest first. */
  readonly ancestors: readonly string[];
  /** Itself first, then every category that includes it, in the order of the table. */
  readonly descendants: readonly string[];
  readonly includes: readonly string[];
  /** All functions, reserved ones too: inherited first, then its own in native dispatch order. Refinements applied. */
  readonly functions: readonly FunctionRow[];
  /** Ids of the functions that its class does not get from the class it extends (its own, its sets', other parents'). */
  readonly ownFunctions: ReadonlySet<string>;
  /** Ids of inherited functions that it refines. */
  readonly refined: ReadonlySet<string>;
  readonly events: readonly EventRow[];
  readonly properties: readonly PropertyRow[];
  readonly roles: readonly Role[];
  readonly lifecycle: Lifecycle;
}

export interface Role extends Row {
  /** Functions whose success commits the instance to the role. */
  readonly commit: readonly string[];
  /** Functions that are legal only in the role. */
  readonly functions: readonly string[];
  readonly events: readonly string[];
}

export interface Lifecycle {
  readonly initial: string;
  readonly states: readonly State[];
  readonly reports: readonly Report[];
}

export interface State extends Row {
  readonly terminal: boolean;
  /**
   * The legal calls, by call key: a function's id, `id.variant`, or the name of a property whose `run` moves.
   * Functions only by plain id cover every variant that has no entry of its own in the whole lifecycle.
   */
  readonly calls: ReadonlyMap<string, Move>;
  /** The status of an illegal call, by call key. */
  readonly refuse: ReadonlyMap<string, string>;
  /** The status of every other illegal call. */
  readonly illegal: string;
  /** The events of the category that may be delivered, in the category's order. */
  readonly events: ReadonlySet<string>;
  readonly reach: readonly Step[];
  /** Legal calls that fail here all the same, by call key, each with one of these statuses; with sample arguments. */
  readonly fails: ReadonlyMap<string, readonly string[]>;
}

/** What a legal call does to the state; without `to` it stays. */
export interface Move {
  readonly to?: string;
  /** The state while the call is pending. */
  readonly via?: string;
  /** When the state becomes `to`: as soon as the call is made, or when it has succeeded. */
  readonly at: "call" | "success";
}

/** A transition that the provider reports by itself. */
export interface Report extends Row {
  /** From state to state. */
  readonly moves: ReadonlyMap<string, string>;
  /** Steps that bring it about. */
  readonly provoke: readonly Step[];
}

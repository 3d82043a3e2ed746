/** The functions of a table. @module */
import type { Field, Limit } from "./declared-types.ts";
import type { Row } from "./row.ts";
import type { Step } from "./scenario.ts";
import type { Type } from "./types.ts";

export type Support = "mandatory" | "optional" | "reserved";

export type Trait =
  | "pends"
  | "cancellable"
  | "idempotent"
  | "completes-on-close"
  | "fifo"
  | "unbuffered"
  | "disposes";

export interface FunctionRow extends Row {
  /** Unique in the table; {@link Row.name} is the member's name and may be shared by several ids. */
  readonly id: string;
  readonly params: readonly Field[];
  readonly result?: Result;
  readonly sync: boolean;
  readonly support: Support;
  readonly errors: readonly FunctionError[];
  readonly traits: ReadonlySet<Trait>;
  readonly produces?: { readonly category: string; readonly state: string };
  /** Set on the function that creates instances: the category that it creates if none is named. */
  readonly creates?: { readonly category: string };
  readonly entry: boolean;
  /** The function that gives back what this one yields. */
  readonly undo?: string;
  /** Steps that let a pending call complete. */
  readonly fulfil: readonly Step[];
  readonly variants: readonly Variant[];
  readonly conditions: readonly Condition[];
  /** Set on a function that reads and writes properties by name. */
  readonly accesses: readonly Access[];
}

export interface Result {
  readonly type: Type;
  readonly doc: string;
  readonly unit?: string;
  readonly native?: string;
}

export interface FunctionError {
  readonly status: string;
  /** When it comes up; empty: as the status itself says. */
  readonly when: string;
  readonly provoke: readonly Step[];
}

/** A form of call told apart by its arguments. */
export interface Variant extends Row {
  /** A path into the parameters, such as `["flags", "abortive"]`; the call is of this form if the value is truthy. */
  readonly when: readonly string[];
}

export type Condition = ConflictCondition | LimitCondition | RequiredCondition;
export interface ConflictCondition {
  readonly kind: "conflict";
  readonly paths: readonly (readonly string[])[];
  readonly error: string;
  readonly doc: string;
}
export interface LimitCondition {
  readonly kind: "limit";
  readonly when: readonly string[];
  readonly param: string;
  readonly limit: Limit;
  readonly doc: string;
}
export interface RequiredCondition {
  readonly kind: "required";
  readonly param: string;
  /** The parameter is required unless one of these parameters is given … */
  readonly unlessParams: readonly string[];
  /** … or one of these properties has been set, which only the provider can tell. */
  readonly unlessProperties: readonly string[];
  readonly error: string;
  readonly doc: string;
}

/** One request by which a function reaches the properties of one kind. */
export interface Access extends Row {
  readonly kind: string;
  readonly access: "get" | "set" | "run";
}

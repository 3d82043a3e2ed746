/**
 * The resolved model of a capability table: what every emitter reads.
 *
 * It is immutable and complete: names are resolved, inheritance is flattened where an emitter would otherwise
 * have to walk it, defaults are filled in, and the order is the order of the table. It carries no positions;
 * whatever can be wrong with a table has been reported before a model exists.
 *
 * @module
 */
import type { Type } from "./types.ts";

/** What any row of a table may say about itself. */
export interface Row {
  readonly name: string;
  /** Prose, without indentation, paragraphs separated by an empty line. Empty if the table says nothing. */
  readonly doc: string;
  /** Its name in the native API. */
  readonly native?: string;
  /** Its number in the native API. */
  readonly value?: number;
  readonly since?: string;
  readonly deprecated?: Deprecation;
  readonly clause?: Clause;
  /** The reason why no test can show it. */
  readonly untestable?: string;
}

export interface Deprecation {
  readonly message: string;
  /** The name of the row to use instead. */
  readonly use?: string;
}

/** The clause of the source that a row comes from. */
export interface Clause {
  readonly id: string;
  /** Absolute. */
  readonly url?: string;
  readonly text?: string;
}

export interface Table {
  readonly name: string;
  readonly title: string;
  readonly doc: string;
  readonly source?: {
    readonly title: string;
    readonly url: string;
    readonly revision?: string;
  };
  /** What an instance is called, in PascalCase: the suffix of every category's class. */
  readonly object: string;
  readonly errorClass: string;
  readonly package: PackageHead;
  readonly errors: readonly ErrorStatus[];
  readonly violations: Violations;
  readonly types: readonly TypeDeclaration[];
  /** Every function of the table, once per id; those that a category refines stand in the category. */
  readonly functions: readonly FunctionRow[];
  readonly events: readonly EventRow[];
  readonly properties: readonly PropertyRow[];
  readonly sets: readonly FunctionSet[];
  readonly categories: readonly Category[];
  readonly services: readonly Category[];
  readonly scenarios: readonly Scenario[];
}

export interface PackageHead {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly description?: string;
}

export interface ErrorStatus extends Row {
  readonly code: number;
  /** True for a status that is a result or a reply and is never thrown. */
  readonly success: boolean;
}

/** The status that each kind of breach of the table gets. */
export interface Violations {
  readonly argument: string;
  readonly state: string;
  readonly role: string;
  readonly closed: string;
  readonly missing: string;
  readonly cancelled: string;
  readonly unsupported: string;
}

// ── Types ──────────────────────────────────────────────────────────────────────────────────────

export type TypeDeclaration =
  EnumType | FlagsType | StructType | UnionType | AliasType | OpaqueType;

export interface EnumType extends Row {
  readonly kind: "enum";
  readonly members: readonly Row[];
}
export interface FlagsType extends Row {
  readonly kind: "flags";
  readonly members: readonly Row[];
}
export interface StructType extends Row {
  readonly kind: "struct";
  readonly fields: readonly Field[];
}
export interface UnionType extends Row {
  readonly kind: "union";
  readonly tag: string;
  readonly cases: readonly UnionCase[];
}
export interface UnionCase extends Row {
  readonly fields: readonly Field[];
}
export interface AliasType extends Row {
  readonly kind: "alias";
  readonly type: Type;
}
export interface OpaqueType extends Row {
  readonly kind: "opaque";
}

/** A struct field, a parameter, an event's payload field: a typed, named slot. */
export interface Field extends Row {
  /** Without the outer `optional`, which is {@link Field.optional}. */
  readonly type: Type;
  readonly optional: boolean;
  /** Present only if {@link Field.optional}. */
  readonly default?: string | number | boolean;
  readonly unit?: string;
  readonly limit?: Limit;
  /** Example values for tests, as written in the table. */
  readonly samples: readonly unknown[];
}

/** Bounds of a number's value, or of the length of bytes, a string or a list. */
export interface Limit {
  readonly min?: number;
  readonly max?: number;
  readonly exact?: number;
  readonly unit?: string;
  /** The status that a breach gets. */
  readonly error: string;
}

// ── Functions ──────────────────────────────────────────────────────────────────────────────────

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

// ── Events ─────────────────────────────────────────────────────────────────────────────────────

export interface EventRow extends Row {
  readonly payload: readonly Field[];
  readonly replies: readonly Reply[];
  /** The reply that a throwing handler counts as. */
  readonly onThrow: string;
  /** Empty: always enabled. */
  readonly enabledBy: readonly Enabling[];
  /** The function whose pending call wins over the event. */
  readonly precedence?: string;
}

export interface Reply extends Row {
  readonly fields: readonly Field[];
}

export interface Enabling {
  readonly by: "property" | "function";
  readonly target: string;
  /** The flag of the property's value that stands for the event. */
  readonly flag?: string;
  readonly native?: string;
  readonly value?: number;
  readonly doc: string;
}

// ── Properties ─────────────────────────────────────────────────────────────────────────────────

export interface PropertyRow extends Row {
  readonly kind: string;
  readonly code?: number;
  readonly level?: {
    readonly type: string;
    readonly member: string;
    readonly value?: number;
  };
  readonly unit?: string;
  readonly default?: string | number | boolean;
  /** The categories that have it, descendants included. */
  readonly categories: readonly string[];
  readonly get?: PropertyAccess;
  readonly set?: PropertyAccess;
  readonly run?: PropertyAccess;
}

export interface PropertyAccess {
  readonly doc: string;
  /** What is passed in: the value to set, or a command's input. */
  readonly input?: { readonly type: Type; readonly optional: boolean };
  /** What comes out: the value read, or a command's result. */
  readonly result?: Type;
  readonly errors: readonly FunctionError[];
  readonly traits: ReadonlySet<Trait>;
  /** Per category: the states in which the access is legal. A category that is absent: wherever the accessor is. */
  readonly states: ReadonlyMap<string, readonly string[]>;
}

// ── Categories ─────────────────────────────────────────────────────────────────────────────────

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
}

// ── Scenario data ──────────────────────────────────────────────────────────────────────────────

export interface Scenario extends Row {
  /** Party name to the category or role that it plays. */
  readonly parties: ReadonlyMap<string, string>;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly party?: string;
  readonly call?: string;
  readonly report?: string;
  readonly event?: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly as?: string;
  readonly reply?: string;
  readonly expect?: {
    readonly result?: unknown;
    readonly error?: string;
    readonly state?: string;
  };
  readonly doc: string;
}

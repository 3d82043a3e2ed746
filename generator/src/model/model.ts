/**
 * The resolved model of a capability table: what every emitter reads.
 *
 * It is immutable and complete: names are resolved, inheritance is flattened where an emitter would otherwise
 * have to walk it, defaults are filled in, and the order is the order of the table. It carries no positions;
 * whatever can be wrong with a table has been reported before a model exists.
 *
 * @module
 */
import type { Category, FunctionSet } from "./category.ts";
import type { Field, TypeDeclaration } from "./declared-types.ts";
import type { FunctionError, FunctionRow, Trait } from "./function-row.ts";
import type { Row } from "./row.ts";
import type { Observer, Scenario } from "./scenario.ts";
import type { Type } from "./types.ts";

export type * from "./category.ts";
export type * from "./declared-types.ts";
export type * from "./function-row.ts";
export type * from "./row.ts";
export type * from "./scenario.ts";

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
  readonly observers: readonly Observer[];
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
  /** What setting or running it with a sample fails with, where nothing else has been done. Empty: nothing. */
  readonly fails: readonly string[];
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

/** The located syntax of a table: what the file says, nothing resolved. @module */
import type { Support, Trait } from "../model/model.ts";
import type { Located, Span } from "./source.ts";
import type { StepSyntax } from "./tree-categories.ts";
import type { TypeExpression } from "./type-expression.ts";

/** A named row of a mapping. */
export interface Entry<T> {
  readonly name: string;
  /** Where the name stands. */
  readonly span: Span;
  readonly row: T;
}
export type Rows<T> = readonly Entry<T>[];
export type Name = Located<string>;
export type ScalarValue = string | number | boolean;
/** Data for tests; `$name` in it stands for a result. */
export interface DataSyntax extends Located<unknown> {
  /** The results that it refers to. */
  readonly references: readonly Name[];
}

export interface RowSyntax {
  readonly doc?: string;
  readonly native?: string;
  readonly value?: Located<number>;
  readonly since?: string;
  readonly deprecated?: DeprecationSyntax;
  readonly clause?: ClauseSyntax;
  readonly untestable?: string;
}
export interface DeprecationSyntax {
  readonly message: string;
  readonly use?: Name;
}
export interface ClauseSyntax {
  readonly id: string;
  readonly url?: Located<string>;
  readonly text?: string;
}

export interface SourceSyntax {
  readonly title: string;
  readonly url: Located<string>;
  readonly revision?: string;
}
export interface PackageSyntax {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly description?: string;
}

export interface ErrorSyntax extends RowSyntax {
  readonly code: Located<number>;
  readonly success?: boolean;
}
export interface ViolationsSyntax {
  readonly argument: Name;
  readonly state: Name;
  readonly role: Name;
  readonly closed: Name;
  readonly missing: Name;
  readonly cancelled: Name;
  readonly unsupported: Name;
}

// ── Types ────────────────────────────────────────────────────────────────────

export interface LimitSyntax {
  readonly min?: Located<number>;
  readonly max?: Located<number>;
  readonly exact?: Located<number>;
  readonly unit?: string;
  readonly else?: Name;
}
export interface FieldSyntax extends RowSyntax, LimitSyntax {
  readonly type: Located<TypeExpression>;
  readonly default?: Located<ScalarValue>;
  readonly samples?: readonly DataSyntax[];
}
export interface UnionCaseSyntax extends RowSyntax {
  readonly fields?: Rows<FieldSyntax>;
}
export interface EnumSyntax extends RowSyntax {
  readonly enum: Rows<RowSyntax>;
}
export interface FlagsSyntax extends RowSyntax {
  readonly flags: Rows<RowSyntax>;
}
export interface StructSyntax extends RowSyntax {
  readonly struct: Rows<FieldSyntax>;
}
export interface UnionSyntax extends RowSyntax {
  readonly union: {
    readonly tag: Name;
    readonly cases: Rows<UnionCaseSyntax>;
  };
}
export interface AliasSyntax extends RowSyntax {
  readonly alias: Located<TypeExpression>;
}
export interface OpaqueSyntax extends RowSyntax {
  readonly opaque: true;
}
export type TypeSyntax =
  | ({ readonly kind: "enum" } & EnumSyntax)
  | ({ readonly kind: "flags" } & FlagsSyntax)
  | ({ readonly kind: "struct" } & StructSyntax)
  | ({ readonly kind: "union" } & UnionSyntax)
  | ({ readonly kind: "alias" } & AliasSyntax)
  | ({ readonly kind: "opaque" } & OpaqueSyntax);

// ── Functions ────────────────────────────────────────────────────────────────

export interface ResultSyntax {
  readonly type: Located<TypeExpression>;
  readonly doc?: string;
  readonly unit?: string;
  readonly native?: string;
}
export interface FunctionErrorSyntax {
  readonly status: Name;
  readonly when?: string;
  readonly provoke?: readonly StepSyntax[];
}
export interface VariantSyntax extends RowSyntax {
  readonly when: Name;
}
export interface ConflictSyntax {
  readonly conflicts: readonly Name[];
  readonly else?: Name;
  readonly doc?: string;
}
export interface RequiredSyntax {
  readonly param: Name;
  readonly requiredUnless: readonly Name[];
  readonly else?: Name;
  readonly doc?: string;
}
export interface ConditionalLimitSyntax extends LimitSyntax {
  readonly when: Name;
  readonly param: Name;
  readonly doc?: string;
}
export type ConditionSyntax = { readonly span: Span } & (
  | ({ readonly kind: "conflict" } & ConflictSyntax)
  | ({ readonly kind: "required" } & RequiredSyntax)
  | ({ readonly kind: "limit" } & ConditionalLimitSyntax)
);
export interface AccessSyntax extends RowSyntax {
  readonly kind: Name;
  readonly access: "get" | "set" | "run";
}
export interface FunctionSyntax extends RowSyntax {
  readonly name?: Name;
  readonly params?: Rows<FieldSyntax>;
  readonly result?: ResultSyntax;
  readonly sync?: boolean;
  readonly support?: Support;
  readonly errors?: readonly FunctionErrorSyntax[];
  readonly traits?: readonly Located<Trait>[];
  readonly produces?: Name;
  readonly creates?: { readonly category: Name };
  readonly entry?: boolean;
  readonly variants?: Rows<VariantSyntax>;
  readonly conditions?: readonly ConditionSyntax[];
  readonly accesses?: Rows<AccessSyntax>;
  readonly undo?: Name;
  readonly fulfil?: readonly StepSyntax[];
}

// ── Events and properties ────────────────────────────────────────────────────

export interface ReplySyntax extends RowSyntax {
  readonly fields?: Rows<FieldSyntax>;
}
export interface EnablingSyntax {
  readonly by: "property" | "function";
  readonly target: Name;
  readonly flag?: Name;
  readonly native?: string;
  readonly value?: Located<number>;
  readonly doc?: string;
}
export interface EventSyntax extends RowSyntax {
  readonly payload?: Rows<FieldSyntax>;
  readonly replies: Rows<ReplySyntax>;
  readonly onThrow?: Name;
  readonly enabledBy?: readonly EnablingSyntax[];
  readonly precedence?: Name;
}

/** A list of states for every category, or one list per category. */
export interface StatesSyntax {
  readonly all?: readonly Name[];
  readonly of?: Rows<readonly Name[]>;
}
export interface PropertyAccessSyntax {
  readonly type?: Located<TypeExpression>;
  readonly doc?: string;
  readonly states?: StatesSyntax;
  readonly errors?: readonly FunctionErrorSyntax[];
}
export interface PropertyRunSyntax {
  readonly input?: Located<TypeExpression>;
  readonly result?: Located<TypeExpression>;
  readonly doc?: string;
  readonly states?: StatesSyntax;
  readonly errors?: readonly FunctionErrorSyntax[];
  readonly traits?: readonly Located<Trait>[];
}
export interface PropertySyntax extends Omit<RowSyntax, "value"> {
  readonly kind: Name;
  readonly code?: Located<number>;
  readonly level?: Name;
  readonly unit?: string;
  readonly default?: Located<ScalarValue>;
  /** Absent: those that include a set that has it. */
  readonly categories?: "all" | readonly Name[];
  readonly value?: Located<TypeExpression>;
  readonly get?: PropertyAccessSyntax;
  readonly set?: PropertyAccessSyntax;
  readonly run?: PropertyRunSyntax;
  readonly access?: Located<"get" | "set">;
  readonly states?: StatesSyntax;
  readonly errors?: readonly FunctionErrorSyntax[];
  readonly fails?: readonly Name[];
}

export type * from "./tree-categories.ts";

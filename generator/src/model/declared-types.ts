/** The types that a table declares, and the typed slots of its rows. @module */
import type { Row } from "./row.ts";
import type { Type } from "./types.ts";

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

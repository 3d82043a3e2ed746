/** The section `types`, and statuses. @module */
import type {
  AliasSyntax,
  EnumSyntax,
  ErrorSyntax,
  FlagsSyntax,
  OpaqueSyntax,
  Rows,
  RowSyntax,
  StructSyntax,
  TypeSyntax,
  UnionCaseSyntax,
  UnionSyntax,
  ViolationsSyntax,
} from "../tree.ts";
import { rows } from "../kit/collections.ts";
import type { RecordShape } from "../kit/records.ts";
import { form, formOf, optional, record, required } from "../kit/records.ts";
import {
  boolean,
  integer,
  onlyTrue,
  reference,
  rowName,
} from "../kit/scalars.ts";
import type { Shape } from "../kit/shape.ts";
import { named } from "../kit/shape.ts";
import { type } from "../kit/types.ts";
import { fields, namesOrRows, plainRow, rowKeys } from "./rows.ts";

/** A status of the table. */
export const errorRow: Shape<ErrorSyntax> = record<ErrorSyntax>({
  ...rowKeys,
  code: required(integer, "Its number."),
  success: optional(
    boolean,
    "Whether it is a result or a reply, which is never thrown.",
  ),
});

/** Which status each kind of breach gets. */
export const violations: Shape<ViolationsSyntax> = record<ViolationsSyntax>({
  argument: required(reference, "The status of a malformed argument."),
  state: required(reference, "The status of a call in the wrong state."),
  role: required(reference, "The status of a call in the wrong role."),
  closed: required(reference, "The status of a call after the end."),
  missing: required(reference, "The status of a call that does not exist."),
  cancelled: required(reference, "The status of a call that was cancelled."),
  unsupported: required(
    reference,
    "The status of what the provider does not support.",
  ),
});

const members: Shape<Rows<RowSyntax>> = namesOrRows(plainRow, {});

const unionCase: Shape<UnionCaseSyntax> = record<UnionCaseSyntax>({
  ...rowKeys,
  fields: optional(fields, "What a value of this case has, by name."),
});

const union: RecordShape<UnionSyntax["union"]> = record<UnionSyntax["union"]>({
  tag: required(rowName, "The field that tells the cases apart."),
  cases: required(rows(unionCase), "The cases, by the value of the tag."),
});

/** A declared type. */
export const typeRow: Shape<TypeSyntax> = named(
  "typeRow",
  formOf<TypeSyntax>({
    enum: form(
      "enum",
      record<EnumSyntax>({
        ...rowKeys,
        enum: required(members, "The words that are its values."),
      }),
    ),
    flags: form(
      "flags",
      record<FlagsSyntax>({
        ...rowKeys,
        flags: required(members, "The flags that it is a set of."),
      }),
    ),
    struct: form(
      "struct",
      record<StructSyntax>({
        ...rowKeys,
        struct: required(fields, "Its fields, by name."),
      }),
    ),
    union: form(
      "union",
      record<UnionSyntax>({
        ...rowKeys,
        union: required(union, "Cases with fields of their own."),
      }),
    ),
    alias: form(
      "alias",
      record<AliasSyntax>({
        ...rowKeys,
        alias: required(type, "The type that it is another name of."),
      }),
    ),
    opaque: form(
      "opaque",
      record<OpaqueSyntax>({
        ...rowKeys,
        opaque: required(onlyTrue, "It is handed on and never looked into."),
      }),
    ),
  }),
);

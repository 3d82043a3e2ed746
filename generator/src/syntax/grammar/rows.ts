/** What any row may say about itself, typed slots, and names. @module */
import type {
  ClauseSyntax,
  DeprecationSyntax,
  FieldSyntax,
  LimitSyntax,
  Name,
  Rows,
  RowSyntax,
} from "../tree.ts";
import { list, rows } from "../kit/collections.ts";
import { data } from "../kit/data.ts";
import { either } from "../kit/either.ts";
import type { Keys } from "../kit/records.ts";
import { optional, record, required } from "../kit/records.ts";
import {
  integer,
  label,
  number,
  reference,
  rowName,
  scalar,
  text,
  word,
} from "../kit/scalars.ts";
import type { Shape } from "../kit/shape.ts";
import { mapped, named } from "../kit/shape.ts";
import { type } from "../kit/types.ts";

/** A list of names of rows. */
export const names: Shape<readonly Name[]> = named("names", list(reference));

/** Rows by name; those of which there is nothing to say may be a list of names. */
export function namesOrRows<T>(row: Shape<T>, plain: T): Shape<Rows<T>> {
  return either<Rows<T>>({
    list: mapped(list(rowName), (all) =>
      all.map(({ value: name, span }) => ({ name, span, row: plain })),
    ),
    map: rows(row),
    nothing: () => [],
  });
}

/** A path into parameters, such as `flags.abortive`. */
export const path: Shape<Name> = word(
  `a path into the parameters, such as "flags.last"`,
  /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/,
);

/** Two names with a dot between them. */
export const pair: Shape<Name> = word(
  `two names with a dot between them, such as "door.open"`,
  /^[A-Za-z_][A-Za-z0-9_]*\.[A-Za-z_][A-Za-z0-9_]*$/,
);

/** An address, absolute or relative to the source of the table. */
const address: Shape<Name> = word("an address", /^\S+$/);

const deprecated: Shape<DeprecationSyntax> = named(
  "deprecated",
  either<DeprecationSyntax>({
    scalar: mapped(text, (message) => ({ message })),
    map: record<DeprecationSyntax>({
      message: required(text, "Why it should not be used any more."),
      use: optional(reference, "The name of the row to use instead."),
    }),
  }),
);

/** The clause of the source that a row comes from. */
const clause: Shape<ClauseSyntax> = named(
  "clause",
  either<ClauseSyntax>({
    scalar: mapped(label, (id) => ({ id })),
    map: record<ClauseSyntax>({
      id: required(label, "The clause's own name or number."),
      url: optional(
        address,
        "Where it can be read, absolute or relative to the source's url.",
      ),
      text: optional(text, "What it says, in short."),
    }),
  }),
);

/** The keys that rows of every kind have, besides `value`. */
export const unnumberedKeys: Keys<Omit<RowSyntax, "value">> = {
  doc: optional(text, "What it is."),
  native: optional(text, "Its name in the native API."),
  since: optional(label, "The first version that has it."),
  deprecated: optional(
    deprecated,
    "Why it should not be used any more, and what to use instead.",
  ),
  clause: optional(clause, "The clause of the source that it comes from."),
  untestable: optional(text, "The reason why no test can show it."),
};

/** The keys that rows of every kind have. */
export const rowKeys: Keys<RowSyntax> = {
  ...unnumberedKeys,
  value: optional(integer, "Its number in the native API."),
};

/** A row that says nothing beyond what all rows may say. */
export const plainRow: Shape<RowSyntax> = named(
  "row",
  record<RowSyntax>(rowKeys),
);

/** The keys of a bound on a value or on a length. */
export const limitKeys: Keys<LimitSyntax> = {
  min: optional(number, "The least value, or the least length."),
  max: optional(number, "The greatest value, or the greatest length."),
  exact: optional(number, "The only value, or the only length."),
  unit: optional(text, "What the number counts, such as bytes."),
  else: optional(
    reference,
    "The status that a breach gets; by default `violations.argument`.",
  ),
};

/** A typed slot, short (`name: type`) or long. */
const field: Shape<FieldSyntax> = named(
  "field",
  either<FieldSyntax>({
    scalar: mapped(type, (type) => ({ type })),
    map: record<FieldSyntax>({
      ...rowKeys,
      ...limitKeys,
      type: required(type, "Its type; with `?` after it, it may be left out."),
      default: optional(
        scalar,
        "What it is if it is left out, which it then may be.",
      ),
      samples: optional(
        list(data),
        "Example values, for tests; `$name` is what a step has yielded.",
      ),
    }),
  }),
);

/** Typed slots by name. */
export const fields: Shape<Rows<FieldSyntax>> = rows(field);

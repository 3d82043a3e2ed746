/** The sections `events` and `properties`. @module */
import type {
  EnablingSyntax,
  EventSyntax,
  Name,
  PropertyAccessSyntax,
  PropertyRunSyntax,
  PropertySyntax,
  ReplySyntax,
  StatesSyntax,
} from "../tree.ts";
import { list, rows } from "../kit/collections.ts";
import { either } from "../kit/either.ts";
import { form, formOf, optional, record, required } from "../kit/records.ts";
import { integer, oneOf, reference, scalar, text } from "../kit/scalars.ts";
import type { Shape } from "../kit/shape.ts";
import { mapped, named } from "../kit/shape.ts";
import { type } from "../kit/types.ts";
import { functionErrors, traits } from "./functions.ts";
import {
  fields,
  names,
  namesOrRows,
  pair,
  rowKeys,
  unnumberedKeys,
} from "./rows.ts";

const reply: Shape<ReplySyntax> = either<ReplySyntax>({
  scalar: mapped(text, (doc) => ({ doc })),
  map: record<ReplySyntax>({
    ...rowKeys,
    fields: optional(fields, "What the reply says besides, by name."),
  }),
  nothing: () => ({}),
});

const enablingKeys = {
  flag: optional(
    reference,
    "The flag of the property's value that stands for the event.",
  ),
  native: optional(text, "The name of the flag in the native API."),
  value: optional(integer, "The number of the flag in the native API."),
  doc: optional(text, "How it enables the event."),
};
type Rest = Omit<EnablingSyntax, "by" | "target">;
type ByProperty = Rest & { readonly property: Name };
type ByFunction = Rest & { readonly function: Name };

const enabling: Shape<EnablingSyntax> = mapped(
  formOf<
    | ({ readonly kind: "property" } & ByProperty)
    | ({ readonly kind: "function" } & ByFunction)
  >({
    property: form(
      "property",
      record<ByProperty>({
        ...enablingKeys,
        property: required(reference, "The property that enables it."),
      }),
    ),
    function: form(
      "function",
      record<ByFunction>({
        ...enablingKeys,
        function: required(reference, "The function that enables it."),
      }),
    ),
  }),
  (row): EnablingSyntax => {
    if (row.kind === "property") {
      const { kind, property, ...rest } = row;
      return { by: kind, target: property, ...rest };
    }
    const { kind, function: target, ...rest } = row;
    return { by: kind, target, ...rest };
  },
);

/** An event. */
export const eventRow: Shape<EventSyntax> = record<EventSyntax>({
  ...rowKeys,
  payload: optional(fields, "What the handler is told, by name."),
  replies: required(
    namesOrRows(reply, {}),
    "What the handler may answer: names, or rows by name.",
  ),
  onThrow: optional(
    reference,
    "The reply that a throwing handler counts as; by default the first without required fields.",
  ),
  enabledBy: optional(
    list(enabling),
    "How it is enabled; absent, it always is.",
  ),
  precedence: optional(
    reference,
    "The function whose pending call wins over the event.",
  ),
});

/** States for all categories, or for each. */
const states: Shape<StatesSyntax> = named(
  "propertyStates",
  either<StatesSyntax>({
    list: mapped(names, (all) => ({ all })),
    map: mapped(rows(names), (of) => ({ of })),
  }),
);
const statesKey = optional(
  states,
  "The states in which the access is legal; by default wherever its function is.",
);
const errorsKey = optional(
  functionErrors,
  "The statuses that the access can fail with.",
);

const access: Shape<PropertyAccessSyntax> = named(
  "propertyAccess",
  either<PropertyAccessSyntax>({
    scalar: mapped(type, (type) => ({ type })),
    map: record<PropertyAccessSyntax>({
      type: optional(type, "The type of the value; by default the property's."),
      doc: optional(text, "What the access does."),
      states: statesKey,
      errors: errorsKey,
    }),
  }),
);

const run: Shape<PropertyRunSyntax> = record<PropertyRunSyntax>({
  input: optional(type, "The type of what the command is given."),
  result: optional(type, "The type of what the command gives back."),
  doc: optional(text, "What the command does."),
  states: statesKey,
  errors: errorsKey,
  traits: optional(traits, "How the command behaves."),
});

const all: Shape<"all"> = mapped(oneOf(`"all"`, "all"), ({ value }) => value);

/** A property. */
export const propertyRow: Shape<PropertySyntax> = record<PropertySyntax>({
  ...unnumberedKeys,
  kind: required(reference, "The kind that functions reach it by."),
  code: optional(integer, "Its number in the native API."),
  level: optional(
    pair,
    "The member of an enum type that its number belongs to: `Type.member`.",
  ),
  unit: optional(text, "What the number counts, such as bytes."),
  default: optional(scalar, "What it is before it is set, or a word about it."),
  categories: optional(
    either<"all" | readonly Name[]>({ scalar: all, list: names }),
    "The categories that have it, with their descendants; or `all`.",
  ),
  value: optional(type, "The type of its value, for get and set."),
  get: optional(access, "How it is read, if there is more to say."),
  set: optional(access, "How it is set, if there is more to say."),
  run: optional(run, "Makes it a command."),
  access: optional(
    oneOf("an access", "get", "set"),
    "The only access to `value`: get or set.",
  ),
  states: statesKey,
  errors: errorsKey,
  fails: optional(
    either<readonly Name[]>({
      scalar: mapped(reference, (status) => [status]),
      list: names,
    }),
    "The statuses that setting or running it fails with, where nothing else has been done.",
  ),
});

/** The section `functions`. @module */
import type { Trait } from "../../model/model.ts";
import type {
  AccessSyntax,
  ConditionalLimitSyntax,
  ConditionSyntax,
  ConflictSyntax,
  FunctionErrorSyntax,
  FunctionSyntax,
  RequiredSyntax,
  ResultSyntax,
  VariantSyntax,
} from "../tree.ts";
import type { Located } from "../source.ts";
import { list, rows } from "../kit/collections.ts";
import { either } from "../kit/either.ts";
import { form, formOf, optional, record, required } from "../kit/records.ts";
import { boolean, oneOf, reference, text } from "../kit/scalars.ts";
import type { Shape } from "../kit/shape.ts";
import { mapped, named } from "../kit/shape.ts";
import { type } from "../kit/types.ts";
import { fields, limitKeys, names, pair, path, rowKeys } from "./rows.ts";
import { steps } from "./steps.ts";

/** What a function gives back, short (`uint32`) or long. */
export const result: Shape<ResultSyntax> = named(
  "result",
  either<ResultSyntax>({
    scalar: mapped(type, (type) => ({ type })),
    map: record<ResultSyntax>({
      type: required(type, "The type of what it gives back."),
      doc: optional(text, "What it gives back."),
      unit: optional(text, "What the number counts, such as bytes."),
      native: optional(text, "The name of the result in the native API."),
    }),
  }),
);

const when: Shape<Omit<FunctionErrorSyntax, "status">> = either<
  Omit<FunctionErrorSyntax, "status">
>({
  scalar: mapped(text, (when) => ({ when })),
  map: record<Omit<FunctionErrorSyntax, "status">>({
    when: optional(text, "When it comes up."),
    provoke: optional(steps, "How a test brings it about."),
  }),
  nothing: () => ({}),
});

/** Statuses in a list, or with the circumstances of each. */
export const functionErrors: Shape<readonly FunctionErrorSyntax[]> = named(
  "functionErrors",
  either<readonly FunctionErrorSyntax[]>({
    list: mapped(names, (all) => all.map((status) => ({ status }))),
    map: mapped(rows(when), (all) =>
      all.map(({ name, span, row }) => ({
        status: { value: name, span },
        ...row,
      })),
    ),
  }),
);

/** How calls of a function behave. */
export const traits: Shape<readonly Located<Trait>[]> = list(
  oneOf(
    "a trait",
    "pends",
    "cancellable",
    "idempotent",
    "completes-on-close",
    "fifo",
    "unbuffered",
    "disposes",
  ),
);

const variant: Shape<VariantSyntax> = record<VariantSyntax>({
  ...rowKeys,
  when: required(
    path,
    "The path into the parameters that holds a truthy value in this form of the call.",
  ),
});

const conditionDoc = optional(text, "What the condition is for.");
const conditionElse = optional(
  reference,
  "The status that a breach gets; by default `violations.argument`.",
);

const condition: Shape<ConditionSyntax> = named(
  "condition",
  mapped(
    formOf<
      | ({ readonly kind: "conflict" } & ConflictSyntax)
      | ({ readonly kind: "required" } & RequiredSyntax)
      | ({ readonly kind: "limit" } & ConditionalLimitSyntax)
    >({
      conflicts: form(
        "conflict",
        record<ConflictSyntax>({
          conflicts: required(
            list(path),
            "Paths into the parameters of which only one may hold a truthy value.",
          ),
          else: conditionElse,
          doc: conditionDoc,
        }),
      ),
      requiredUnless: form(
        "required",
        record<RequiredSyntax>({
          param: required(reference, "The parameter that is required."),
          requiredUnless: required(
            names,
            "The parameters and properties one of which makes it unnecessary.",
          ),
          else: conditionElse,
          doc: conditionDoc,
        }),
      ),
      when: form(
        "limit",
        record<ConditionalLimitSyntax>({
          ...limitKeys,
          when: required(
            path,
            "The path into the parameters that makes the limit hold.",
          ),
          param: required(reference, "The parameter that is limited."),
          doc: conditionDoc,
        }),
      ),
    }),
    (row, span) => ({ ...row, span }),
  ),
);

const access: Shape<AccessSyntax> = record<AccessSyntax>({
  ...rowKeys,
  kind: required(reference, "The kind of the properties that it reaches."),
  access: required(
    mapped(oneOf("an access", "get", "set", "run"), ({ value }) => value),
    "What it does with the property: get, set or run.",
  ),
});

const creates: Shape<{ category: Located<string> }> = record<{
  category: Located<string>;
}>({
  category: required(
    reference,
    "The category of what it creates if the caller names none.",
  ),
});

const support = mapped(
  oneOf("a kind of support", "mandatory", "optional", "reserved"),
  ({ value }) => value,
);

/** A function. */
export const functionRow: Shape<FunctionSyntax> = record<FunctionSyntax>({
  ...rowKeys,
  name: optional(
    reference,
    "The name of the member; by default the function's id.",
  ),
  params: optional(fields, "Its parameters, in order, by name."),
  result: optional(result, "What it gives back; absent, nothing."),
  sync: optional(
    boolean,
    "Whether it gives its result at once instead of a promise.",
  ),
  support: optional(
    support,
    "Whether a provider must have it (mandatory), may have it (optional), or nobody may call it (reserved).",
  ),
  errors: optional(functionErrors, "The statuses that it can fail with."),
  traits: optional(traits, "How its calls behave."),
  produces: optional(
    pair,
    "The category or service of what it yields, and its state: `category.state`.",
  ),
  creates: optional(
    creates,
    "Makes it the factory: its first argument names the category.",
  ),
  entry: optional(
    boolean,
    "Whether it stands in the package itself and takes the provider first.",
  ),
  variants: optional(
    rows(variant),
    "Forms of the call told apart by its arguments.",
  ),
  conditions: optional(
    list(condition),
    "Conditions on the parameters, checked before the provider is reached.",
  ),
  accesses: optional(
    rows(access),
    "Makes it read and write properties by name; its native requests.",
  ),
  undo: optional(
    reference,
    "The function that gives back what this one yields.",
  ),
  fulfil: optional(steps, "How a test lets a pending call complete."),
});

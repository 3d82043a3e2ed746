/** The sections `categories`, `services`, `sets` and `lifecycles`. @module */
import type {
  CategorySyntax,
  FragmentSyntax,
  HolderSyntax,
  LifecycleSyntax,
  MoveSyntax,
  RefinementSyntax,
  ReportSyntax,
  RoleSyntax,
  ServiceSyntax,
  SetSyntax,
  StateSyntax,
  Name,
} from "../tree.ts";
import { list, rows } from "../kit/collections.ts";
import { either } from "../kit/either.ts";
import type { Keys } from "../kit/records.ts";
import { optional, record, required } from "../kit/records.ts";
import { boolean, oneOf, reference, text, word } from "../kit/scalars.ts";
import type { Shape } from "../kit/shape.ts";
import { mapped, named } from "../kit/shape.ts";
import { result } from "./functions.ts";
import { names, rowKeys, unnumberedKeys } from "./rows.ts";
import { steps } from "./steps.ts";

const CALL = {
  expects: `a function, "id.variant" or "id.*"`,
  pattern: /^[A-Za-z_][A-Za-z0-9_]*(\.([A-Za-z_][A-Za-z0-9_]*|\*))?$/,
};
const legal: Shape<readonly Name[]> = named(
  "legal",
  list(word(`a function, "id.variant", "id.*" or an event`, CALL.pattern)),
);

const move: Shape<MoveSyntax> = named(
  "move",
  either<MoveSyntax>({
    scalar: mapped(reference, (to) => ({ to })),
    map: record<MoveSyntax>({
      to: optional(reference, "The state afterwards; absent, it stays."),
      via: optional(reference, "The state while the call is pending."),
      at: optional(
        mapped(oneOf("a moment", "call", "success"), ({ value }) => value),
        "When the state changes: as soon as the call is made, or when it has succeeded.",
      ),
    }),
  }),
);

const state: Shape<StateSyntax> = named(
  "state",
  record<StateSyntax>({
    ...rowKeys,
    allow: optional(
      legal,
      "The calls that are legal and change nothing, and the events that may come.",
    ),
    on: optional(
      rows(move, CALL),
      "The calls that are legal and change the state, each with the state afterwards.",
    ),
    refuse: optional(
      rows(reference, CALL),
      "The statuses of certain illegal calls, by call.",
    ),
    illegal: optional(reference, "The status of every other illegal call."),
    terminal: optional(boolean, "Whether no way leads out of the state."),
    only: optional(
      legal,
      "Of the calls and events that are always legal, these alone.",
    ),
    reach: optional(
      steps,
      "How a test gets here; by default along the transitions.",
    ),
    fails: optional(
      rows(
        either<readonly Name[]>({
          scalar: mapped(reference, (status) => [status]),
          list: names,
        }),
        CALL,
      ),
      "The statuses of legal calls that fail here all the same, by call.",
    ),
  }),
);

const FROM = {
  expects: `a state or "*"`,
  pattern: /^([A-Za-z_][A-Za-z0-9_]*|\*)$/,
};
const report: Shape<ReportSyntax> = record<ReportSyntax>({
  ...rowKeys,
  moves: required(
    rows(reference, FROM),
    "From state to state; `*` is every state that is neither terminal nor the target.",
  ),
  provoke: optional(steps, "How a test brings it about."),
});

const fragmentKeys: Keys<FragmentSyntax> = {
  doc: optional(text, "What it is."),
  initial: optional(reference, "The state of a new instance."),
  illegal: optional(
    reference,
    "The status of an illegal call; by default `violations.state`.",
  ),
  always: optional(
    legal,
    "The calls and events that are legal in every state that is neither terminal nor has `only`.",
  ),
  on: optional(
    rows(move, CALL),
    "The calls that are legal and change the state wherever they are not said to do something else, but in terminal states.",
  ),
  states: optional(rows(state), "The states, by name."),
  reports: optional(
    rows(report),
    "The transitions that the provider reports by itself, by name.",
  ),
};

/** A part of a lifecycle, to be used by several. */
export const fragmentRow: Shape<FragmentSyntax> =
  record<FragmentSyntax>(fragmentKeys);

const lifecycle: Shape<LifecycleSyntax> = named(
  "lifecycle",
  record<LifecycleSyntax>({
    ...fragmentKeys,
    use: optional(names, "The fragments that it is made of."),
  }),
);

/** A set of functions, events and properties; being in it makes nobody a kind of anything. */
export const setRow: Shape<SetSyntax> = record<SetSyntax>({
  ...rowKeys,
  functions: optional(names, "The ids of its functions."),
  events: optional(names, "Its events."),
  properties: optional(names, "Its properties."),
});

const role: Shape<RoleSyntax> = record<RoleSyntax>({
  ...rowKeys,
  commit: required(names, "The functions whose success commits to the role."),
  functions: optional(names, "The functions that are legal only in the role."),
  events: optional(names, "The events that come only in the role."),
});

const refinement: Shape<RefinementSyntax> = record<RefinementSyntax>({
  doc: optional(text, "What it is here."),
  since: unnumberedKeys.since,
  clause: unnumberedKeys.clause,
  deprecated: unnumberedKeys.deprecated,
  support: optional(
    oneOf("a kind of support", "mandatory", "optional", "reserved"),
    "Whether a provider must have it; it may only become mandatory.",
  ),
  result: optional(result, "What it gives back, which may only be narrower."),
});

const CLASS: Shape<Name> = word(
  "a class's name in PascalCase",
  /^[A-Z][A-Za-z0-9]*$/,
);

const holderKeys: Keys<Omit<HolderSyntax, "class">> = {
  ...rowKeys,
  functions: optional(
    names,
    "The ids of its functions, in native dispatch order.",
  ),
  events: optional(names, "The events that it can get."),
  lifecycle: optional(lifecycle, "Its states, and what is legal in each."),
};

/** A category. */
export const categoryRow: Shape<CategorySyntax> = record<CategorySyntax>({
  ...holderKeys,
  class: optional(
    CLASS,
    "The name of its class; by default its own name and `object`.",
  ),
  abstract: optional(boolean, "Whether it has no instances of its own."),
  parents: optional(names, "The categories that it is a kind of."),
  includes: optional(names, "The sets that it has."),
  roles: optional(
    rows(role),
    "The categories that an instance can commit to acting as, by name.",
  ),
  refine: optional(
    rows(refinement),
    "What is different here about inherited functions, by id.",
  ),
});

/** A service: what the package hands out that is of no category. */
export const serviceRow: Shape<ServiceSyntax> = record<ServiceSyntax>({
  ...holderKeys,
  class: required(CLASS, "The name of its class."),
});

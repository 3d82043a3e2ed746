/** The section `scenarios`, and steps of tests. @module */
import type {
  ExpectSyntax,
  Name,
  Rows,
  ScenarioSyntax,
  StepSyntax,
} from "../tree.ts";
import { list, rows } from "../kit/collections.ts";
import { optional, record, required } from "../kit/records.ts";
import { anything, reference, text, word } from "../kit/scalars.ts";
import type { Shape } from "../kit/shape.ts";
import { mapped, named } from "../kit/shape.ts";
import { rowKeys } from "./rows.ts";

const expectation: Shape<ExpectSyntax> = record<ExpectSyntax>({
  result: optional(anything, "The result of the call."),
  error: optional(reference, "The status that the call fails with."),
  state: optional(reference, "The state afterwards."),
});

const call: Shape<Name> = word(
  `a function, or one of its variants, such as "stop.now"`,
  /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)?$/,
);

const args: Shape<Rows<unknown>> = rows(
  mapped(anything, ({ value }): unknown => value ?? null),
);

const step: Shape<StepSyntax> = named(
  "step",
  mapped(
    record<Omit<StepSyntax, "span">>({
      party: optional(reference, "Who acts."),
      call: optional(call, "The function that the party calls."),
      report: optional(reference, "The transition that its provider reports."),
      event: optional(reference, "The event that the party is to get."),
      args: optional(args, "The arguments of the call, by name."),
      as: optional(text, "A name for the result, for later steps."),
      reply: optional(reference, "What the party's handler answers."),
      expect: optional(expectation, "What must be true afterwards."),
      doc: optional(text, "What the step is for."),
    }),
    (row, span) => ({ ...row, span }),
  ),
);

/** What is done in a test, in order. */
export const steps: Shape<readonly StepSyntax[]> = list(step);

/** A scenario. */
export const scenarioRow: Shape<ScenarioSyntax> = record<ScenarioSyntax>({
  ...rowKeys,
  parties: required(
    rows(reference),
    "Who takes part: name to the category that each plays.",
  ),
  steps: required(steps, "What happens, in order."),
});

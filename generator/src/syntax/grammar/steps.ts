/** Steps of tests. @module */
import type {
  AnswerSyntax,
  DataSyntax,
  ExpectSyntax,
  Name,
  Rows,
  StepSyntax,
} from "../tree.ts";
import { list, rows } from "../kit/collections.ts";
import { data } from "../kit/data.ts";
import { either } from "../kit/either.ts";
import { optional, record } from "../kit/records.ts";
import { onlyTrue, reference, rowName, text, word } from "../kit/scalars.ts";
import type { Shape } from "../kit/shape.ts";
import { mapped, named } from "../kit/shape.ts";

/** Values by name; `$name` in them stands for a result. */
export const args: Shape<Rows<DataSyntax>> = named("args", rows(data));

const expectation: Shape<ExpectSyntax> = record<ExpectSyntax>({
  result: optional(data, "The result of the call."),
  error: optional(reference, "The status that the call fails with."),
  state: optional(reference, "The state afterwards."),
  role: optional(reference, "The role afterwards."),
  pending: optional(
    onlyTrue,
    "Says that the call is still under way, or the event has not come.",
  ),
  filled: optional(
    args,
    "What buffers among the arguments begin with afterwards, by parameter.",
  ),
  payload: optional(args, "What the event brings, at least, by name."),
});

const call: Shape<Name> = word(
  `a function, or one of its variants, such as "stop.now"`,
  /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)?$/,
);

const answer: Shape<AnswerSyntax> = either<AnswerSyntax>({
  scalar: mapped(reference, (name) => ({ span: name.span, name })),
  map: mapped(args, (fields, span) => ({ span, fields })),
});

const step: Shape<StepSyntax> = named(
  "step",
  mapped(
    record<Omit<StepSyntax, "span">>({
      party: optional(reference, "Who acts."),
      create: optional(
        reference,
        "The category or service of a new party, which `party` names.",
      ),
      reach: optional(
        reference,
        "The state that the party is brought into, by the shortest way.",
      ),
      call: optional(call, "The function that the party calls."),
      report: optional(reference, "The transition that its provider reports."),
      event: optional(reference, "The event that the party is to get."),
      await: optional(reference, "The call that was begun and is to complete."),
      abort: optional(
        reference,
        "The call that was begun and whose signal is aborted.",
      ),
      observe: optional(
        reference,
        "The observer that looks at the party from outside.",
      ),
      args: optional(args, "The arguments of the call, by name."),
      as: optional(rowName, "A name for the result, for later steps."),
      begin: optional(
        rowName,
        "A name for the call, which later steps wait for: this one does not.",
      ),
      during: optional(
        reference,
        "The event whose handler makes the call, before it answers.",
      ),
      reply: optional(answer, "What the party's handler answers."),
      expect: optional(expectation, "What must be true afterwards."),
      doc: optional(text, "What the step is for."),
    }),
    (row, span) => ({ ...row, span }),
  ),
);

/** What is done in a test, in order. */
export const steps: Shape<readonly StepSyntax[]> = list(step);

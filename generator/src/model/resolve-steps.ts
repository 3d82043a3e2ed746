/** Steps of tests, resolved. @module */
import type { Rows, StepSyntax } from "../syntax/tree.ts";
import { given } from "./given.ts";
import type { Step } from "./model.ts";
import { prose } from "./resolve-row.ts";

/** Turns steps into the model's, and remembers those that name no party for checks of their own. */
export class StepResolver {
  /** All steps outside scenarios: who acts in them is not declared. */
  readonly loose: StepSyntax[] = [];

  all(steps: readonly StepSyntax[] | undefined): readonly Step[] {
    this.loose.push(...(steps ?? []));
    return (steps ?? []).map(resolveStep);
  }
}

/** One step; whether what it names exists is checked apart. */
export function resolveStep(step: StepSyntax): Step {
  const { expect } = step;
  return {
    ...given({
      party: step.party?.value,
      call: step.call?.value,
      report: step.report?.value,
      event: step.event?.value,
      as: step.as,
      reply: step.reply?.value,
      expect:
        expect &&
        given({
          result: expect.result?.value,
          error: expect.error?.value,
          state: expect.state?.value,
        }),
    }),
    args: toObject(step.args),
    doc: prose(step.doc),
  };
}

function toObject(rows: Rows<unknown> | undefined): Record<string, unknown> {
  return Object.fromEntries((rows ?? []).map(({ name, row }) => [name, row]));
}

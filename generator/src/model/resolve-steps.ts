/** Steps of tests, resolved. @module */
import type {
  AnswerSyntax,
  DataSyntax,
  ExpectSyntax,
  Rows,
  StepSyntax,
} from "../syntax/tree.ts";
import { given } from "./given.ts";
import type { Expectation, Step } from "./model.ts";
import { prose } from "./resolve-row.ts";

/** Steps that stand outside scenarios. */
export interface LooseSteps {
  readonly steps: readonly StepSyntax[];
  /** Whether they lead to a state: others may go on from there. */
  readonly isWay: boolean;
}

/** Turns steps into the model's, and remembers those outside scenarios for checks of their own. */
export class StepResolver {
  /** By the list that they stand in: what several categories inherit is one list. */
  readonly loose: Map<readonly StepSyntax[], LooseSteps> = new Map();

  /** Steps of a test that starts where those of a `reach` end. */
  all(steps: readonly StepSyntax[] | undefined): readonly Step[] {
    return this.#add(steps, false);
  }

  /** The steps of a `reach`. */
  way(steps: readonly StepSyntax[] | undefined): readonly Step[] {
    return this.#add(steps, true);
  }

  #add(
    steps: readonly StepSyntax[] | undefined,
    isWay: boolean,
  ): readonly Step[] {
    if (steps === undefined) return [];
    this.loose.set(steps, { steps, isWay });
    return steps.map(resolveStep);
  }
}

/** One step; whether what it names exists is checked apart. */
export function resolveStep(step: StepSyntax): Step {
  return {
    ...given({
      party: step.party?.value,
      create: step.create?.value,
      reach: step.reach?.value,
      call: step.call?.value,
      report: step.report?.value,
      event: step.event?.value,
      await: step.await?.value,
      abort: step.abort?.value,
      observe: step.observe?.value,
      as: step.as?.value,
      begin: step.begin?.value,
      during: step.during?.value,
      reply: step.reply && resolveAnswer(step.reply),
      expect: step.expect && resolveExpectation(step.expect),
    }),
    args: toObject(step.args),
    doc: prose(step.doc),
  };
}

function resolveAnswer({ name, fields }: AnswerSyntax): unknown {
  return name?.value ?? toObject(fields);
}

function resolveExpectation(expect: ExpectSyntax): Expectation {
  return given({
    result: expect.result?.value,
    error: expect.error?.value,
    state: expect.state?.value,
    role: expect.role?.value,
    pending: expect.pending,
    filled: expect.filled && toObject(expect.filled),
    payload: expect.payload && toObject(expect.payload),
  });
}

/** Data by name, as plain values. */
export function toObject(
  rows: Rows<DataSyntax> | undefined,
): Record<string, unknown> {
  const entries = (rows ?? []).map(({ name, row }) => [name, row.value]);
  return Object.fromEntries(entries);
}

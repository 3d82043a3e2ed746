/** Steps that are being acted out, and what comes of each. @module */
import type { FunctionRow, Step } from "../../model/model.ts";
import type { Lookup } from "../lookup.ts";
import type { Outcome, Party, PendingCall } from "./session.ts";
import { type LiveSituation, SELF } from "./situation.ts";
import type { Stage } from "./stage.ts";
import type { Answers } from "./steps-answers.ts";
import { type Names, resolvedArgs } from "./steps-values.ts";

/** Steps that are being acted out in a situation. */
export interface Scene {
  readonly stage: Stage;
  readonly situation: LiveSituation;
  readonly steps: readonly Step[];
  readonly lookup: Lookup;
  readonly answers: Answers;
  /** The reports that are being brought about: steps of theirs only wait for them. */
  readonly provoking: ReadonlySet<string>;
}

/** What came of a step. */
export interface Happened {
  /** Absent as long as a call is under way. */
  readonly outcome?: Outcome | undefined;
  readonly call?: MadeCall;
  /** The puppet has been told to let the call fail. */
  readonly willFail?: boolean;
  /** What an event brought. */
  readonly payload?: { readonly event: string; readonly value: unknown };
  /** What an observer found. */
  readonly observed?: { readonly value: unknown };
  /** Whether the state may still be on its way. */
  readonly isLate?: true;
}

export interface MadeCall {
  readonly pending: PendingCall;
  readonly party: Party;
  readonly row: FunctionRow;
  /** By name; what the step gave. */
  readonly args: Readonly<Record<string, unknown>>;
}

/** Everything that `$name` may stand for: results, and the instances of parties. */
export function namesIn({ parties, values }: LiveSituation): Names {
  const instances = [...parties].map(
    ([name, party]) => [name, party.instance] as const,
  );
  return new Map<string, unknown>([...instances, ...values]);
}

/** The arguments of a step, without references. */
export function argsOf(
  { situation }: Scene,
  step: Step,
): Readonly<Record<string, unknown>> {
  return resolvedArgs(step.args, namesIn(situation));
}

/** A party joins under a name, and its handlers answer from now on as the steps say. */
export function enlist(scene: Scene, name: string, party: Party): void {
  const { situation, stage } = scene;
  situation.enlist(name, party);
  // Samples of its calls may refer to what steps have yielded.
  stage.adopt(party.instance, situation.values);
  scene.answers.prepare(name, party);
}

/** Who a step makes, and how later steps call it. */
export function newcomerOf(step: Step): string {
  return step.party ?? step.as ?? SELF;
}

/** The status of an error, or of what caused it. */
export function statusOf(error: unknown): string | undefined {
  for (let one = error, depth = 0; isObject(one) && depth < 8; depth++) {
    const status: unknown = Reflect.get(one, "status");
    if (typeof status === "string") return status;
    one = Reflect.get(one, "cause");
  }
  return undefined;
}

export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

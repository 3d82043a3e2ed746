/** Acts out the steps that a table's author wrote. @module */
import type { Step } from "../../model/model.ts";
import { lookupOf } from "../lookup.ts";
import { Failure } from "../plan/planned.ts";
import type { Situation } from "./session.ts";
import { live } from "./situation.ts";
import type { Stage } from "./stage.ts";
import { Answers } from "./steps-answers.ts";
import { meetExpectation } from "./steps-expect.ts";
import { report } from "./steps-reports.ts";
import { reuseBuffers } from "./steps-reuse.ts";
import { type Happened, isObject, type Scene } from "./steps-scene.ts";
import * as verbs from "./steps-verbs.ts";

/**
 * Acts out steps, each after the one before it. The first that is not as the table says ends it, with a failure that
 * names the step.
 *
 * @param provoking - the reports that these steps bring about
 */
export async function performSteps(
  stage: Stage,
  situation: Situation,
  steps: readonly Step[],
  provoking: ReadonlySet<string> = new Set(),
): Promise<void> {
  const grown = live(situation);
  const lookup = lookupOf(stage.table);
  const answers = new Answers(stage, lookup, grown, steps);
  if (provoking.size === 0) {
    for (const { instance } of grown.parties.values()) {
      stage.adopt(instance, grown.values);
    }
  }
  const scene = { stage, situation: grown, steps, lookup, answers, provoking };
  for (const [index, step] of steps.entries()) {
    await performStep(scene, step, index);
  }
}

async function performStep(
  scene: Scene,
  step: Step,
  index: number,
): Promise<void> {
  try {
    const happened = await act(scene, step);
    await meetExpectation(scene, step, happened);
    reuseBuffers(scene, step, happened);
  } catch (error) {
    const message = isObject(error) ? Reflect.get(error, "message") : error;
    throw new Failure(`${label(step, index)}: ${String(message)}`, {
      cause: error,
    });
  }
}

function act(scene: Scene, step: Step): Promise<Happened> {
  if (step.create !== undefined) return verbs.create(scene, step, step.create);
  if (step.reach !== undefined) return verbs.reach(scene, step, step.reach);
  if (step.call !== undefined) return verbs.call(scene, step, step.call);
  if (step.await !== undefined) {
    return verbs.awaitCall(scene, step, step.await);
  }
  if (step.abort !== undefined) return verbs.abort(scene, step, step.abort);
  if (step.event !== undefined) return verbs.event(scene, step, step.event);
  if (step.observe !== undefined) {
    return verbs.observe(scene, step, step.observe);
  }
  if (step.report !== undefined) return performReport(scene, step, step.report);
  return Promise.resolve({ isLate: true });
}

function performReport(
  scene: Scene,
  step: Step,
  name: string,
): Promise<Happened> {
  return report(scene, step, name, (party) => async (steps) => {
    const { stage, situation, provoking } = scene;
    const inner = situation.about(party);
    await performSteps(stage, inner, steps, new Set([...provoking, name]));
    scene.answers.resume();
  });
}

const VERBS = [
  "create",
  "reach",
  "call",
  "await",
  "abort",
  "report",
  "event",
  "observe",
] as const;

/** `step 3 (client, call connect)` */
function label(step: Step, index: number): string {
  const verb = VERBS.find((one) => step[one] !== undefined);
  const what = verb === undefined ? "expectation" : `${verb} ${step[verb]}`;
  const who = step.party === undefined ? what : `${step.party}, ${what}`;
  return `step ${index + 1} (${who})`;
}

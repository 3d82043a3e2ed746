/** What is tested in place of a play if something that it needs is not claimed. @module */
import type { Step } from "../../../../model/model.ts";
import type { LiveSituation } from "../../../session/situation.ts";
import { describe } from "../../../session/steps-match.ts";
import { statusOf } from "../../../session/steps-scene.ts";
import { type Context, Failure, type Need } from "../../planned.ts";
import {
  categoryIsAbsent,
  functionIsAbsent,
  propertyIsAbsent,
} from "./absent.ts";
import { actOut, type Play } from "./act.ts";

/** The test of what is missing. */
export async function actWithout(
  context: Context,
  play: Play,
  missing: Need,
): Promise<void> {
  // Whoever carries no data is held to states and errors here too.
  const isPlain = context.claims.behaviour === "lifecycle";
  const steps = isPlain ? withoutData(play.steps) : play.steps;
  switch (missing.kind) {
    case "category":
      return categoryIsAbsent(context, missing.name);
    case "function":
      return functionIsAbsent(context, missing.name, play.cast.values());
    case "property":
      return propertyIsAbsent(context, missing.name, missing.category);
    case "event":
      return eventIsAbsent(context, { ...play, steps }, missing.name);
    case "report":
      return reportIsAbsent(context, { ...play, steps }, missing.name);
    case "error":
      return errorIsAbsent(context, { ...play, steps }, missing);
    case "observer":
      return actOut(
        context,
        play,
        steps.filter(({ observe }) => observe !== missing.name),
      );
    case "data":
      return actOut(context, play, withoutData(play.steps));
  }
}

/** The steps as far as states and errors go. */
export function withoutData(steps: readonly Step[]): readonly Step[] {
  return steps.map((step) => {
    if (step.expect === undefined) return step;
    const {
      result: _result,
      filled: _filled,
      payload: _payload,
      ...expect
    } = step.expect;
    return { ...step, expect };
  });
}

/** Everything up to the event happens, unless enabling it is refused; the event does not come. */
async function eventIsAbsent(
  context: Context,
  play: Play,
  name: string,
): Promise<void> {
  const [before, step] = splitAt(play.steps, ({ event }) => event === name);
  const { unsupported } = context.table.violations;
  const seen = { count: 0 };
  try {
    await actOut(context, play, before, async (session, situation) => {
      await session.settle();
      const { events } = situation.party(step?.party);
      seen.count = events.filter(({ event }) => event === name).length;
    });
  } catch (error) {
    if (statusOf(error) !== unsupported) throw error;
  }
  if (seen.count === 0) return;
  throw new Failure(`expected no event ${name}, which is not claimed; it came`);
}

/** Everything up to the report happens; the state does not change by itself. */
async function reportIsAbsent(
  context: Context,
  play: Play,
  name: string,
): Promise<void> {
  const [before, step] = splitAt(play.steps, ({ report }) => report === name);
  await actOut(context, play, before, async (session, situation) => {
    if (session.opened.reports?.[name] !== undefined) {
      throw new Failure(
        `expected no way to bring about the report ${name}, which is not claimed; there is one`,
      );
    }
    await session.settle();
    const { kind, state } = situation.party(step?.party);
    const report = kind.lifecycle.reports.find((one) => one.name === name);
    const targets = new Set(report?.moves.values());
    if (!targets.has(state) || report?.moves.has(state) === true) return;
    throw new Failure(
      `expected no report ${name}, which is not claimed; the state is ${state}`,
    );
  });
}

type MissingError = Extract<Need, { kind: "error" }>;

/** Everything up to the call happens; what comes of the call is not that error. */
async function errorIsAbsent(
  context: Context,
  play: Play,
  missing: MissingError,
): Promise<void> {
  const { status } = missing;
  const [before, step] = splitAt(play.steps, (one) => isFailing(one, missing));
  const failing = step && begun(step);
  const steps = failing === undefined ? before : [...before, failing];
  await actOut(context, play, steps, async (session, situation) => {
    await session.settle();
    const name = step?.await ?? failing?.begin ?? "";
    const found = outcomeOf(situation, name);
    if (found !== status) return;
    throw new Failure(
      `expected ${missing.function} not to fail with ${status}, which is not claimed; it did`,
    );
  });
}

function isFailing(step: Step, missing: MissingError): boolean {
  if (step.expect?.error !== missing.status) return false;
  const [id = missing.function] = step.call?.split(".") ?? [];
  return id === missing.function;
}

const UNDER_WAY = "the call that is not to fail";

/** The step without waiting for what comes of it. */
function begun(step: Step): Step | undefined {
  if (step.call === undefined) return undefined;
  const { expect: _expect, as: _as, ...rest } = step;
  return { ...rest, begin: step.begin ?? UNDER_WAY };
}

function outcomeOf(
  { pending }: LiveSituation,
  name: string,
): string | undefined {
  const outcome = pending.get(name)?.outcome;
  return outcome?.kind === "error"
    ? (outcome.status ?? describe(outcome.error))
    : undefined;
}

/** What comes before the first step of that kind, and the step. */
function splitAt(
  steps: readonly Step[],
  is: (step: Step) => boolean,
): readonly [readonly Step[], Step | undefined] {
  const index = steps.findIndex(is);
  return index < 0 ? [steps, undefined] : [steps.slice(0, index), steps[index]];
}

/** Plays: steps with who takes part in them, and how they are acted out. @module */
import type { Scenario, Step } from "../../../../model/model.ts";
import type { Session } from "../../../session/session.ts";
import { LiveSituation } from "../../../session/situation.ts";
import { resolvedArgs } from "../../../session/steps-values.ts";
import type { Context } from "../../planned.ts";
import type { Cast } from "./cast.ts";

/** Steps that can be acted out. */
export interface Play {
  readonly steps: readonly Step[];
  readonly cast: Cast;
  /** Who is there before the first step. */
  begin(context: Context, session: Session): Promise<LiveSituation>;
}

/** Acts out steps of a play, by default all of them, and then looks at what has come of it. */
export async function actOut(
  context: Context,
  play: Play,
  steps: readonly Step[] = play.steps,
  look: (
    session: Session,
    situation: LiveSituation,
  ) => Promise<void> | void = () => {},
): Promise<void> {
  const session = await context.open();
  const situation = await play.begin(context, session);
  await session.perform(situation, steps);
  await look(session, situation);
}

/** A scenario with who plays whom, and one set of its values. */
export function playOf(
  scenario: Scenario,
  cast: Cast,
  present: ReadonlySet<string>,
  values: Readonly<Record<string, unknown>>,
): Play {
  return {
    steps: scenario.steps.map((step) => played(step, scenario, cast)),
    cast,
    async begin(_context, session) {
      const known = new Map(Object.entries(values));
      const situation = new LiveSituation(undefined, known);
      for (const [name, { args }] of scenario.parties) {
        const kind = cast.get(name);
        if (kind === undefined || !present.has(name)) continue;
        const options = { args: resolvedArgs(args, known) };
        situation.enlist(name, await session.create(kind.name, options));
      }
      return situation;
    },
  };
}

/** What a step creates for a party is what plays it. */
function played(step: Step, { parties }: Scenario, cast: Cast): Step {
  if (step.create === undefined) return step;
  const name = step.party ?? step.as ?? "";
  const kind = cast.get(name);
  const isPlayed = parties.get(name)?.plays === step.create;
  return isPlayed && kind !== undefined ? { ...step, create: kind.name } : step;
}

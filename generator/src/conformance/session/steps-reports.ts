/** `report`: a transition that a provider reports by itself. @module */
import type { Report, Step } from "../../model/model.ts";
import { Failure } from "../plan/planned.ts";
import type { Party } from "./session.ts";
import type { Happened, Scene } from "./steps-scene.ts";
import { until } from "./steps-wait.ts";

/** Acts out other steps for the same party. */
export type Provoke = (steps: readonly Step[], report: string) => Promise<void>;

/**
 * Waits for the transition. What has come of earlier steps is enough; if nothing has, it is brought about by whoever can
 * do so from outside or, where the steps are the way to a state, by those of the report itself.
 */
export async function report(
  scene: Scene,
  step: Step,
  name: string,
  provoke: (party: Party) => Provoke,
): Promise<Happened> {
  const party = scene.situation.party(step.party);
  const row = party.kind.lifecycle.reports.find((one) => one.name === name);
  if (row === undefined) {
    throw new Failure(`${party.kind.name} has no report ${name}`);
  }
  const isThere = (): boolean => hasCome(row, step, party.state);
  if (isThere()) return {};
  const from = party.state;
  const target = row.moves.get(from);
  if (target === undefined) {
    throw new Failure(`nothing is reported from the state ${from}`);
  }
  if (!scene.provoking.has(name)) {
    await bringAbout(scene, step, row, party, isThere, provoke(party));
  }
  const moved = (): boolean => isThere() || party.state === target;
  if (await until(moved, scene.stage.limits.must)) return { isLate: true };
  throw new Failure(
    `expected the report to lead to ${target}, found the state ${party.state}`,
  );
}

/** Whether the state is one that the report leads to. */
function hasCome({ moves }: Report, step: Step, state: string): boolean {
  const targets = new Set(moves.values());
  const expected = step.expect?.state;
  if (expected !== undefined && targets.has(expected)) {
    return state === expected;
  }
  return targets.has(state) && !moves.has(state);
}

async function bringAbout(
  { stage }: Scene,
  step: Step,
  row: Report,
  party: Party,
  isThere: () => boolean,
  provoke: Provoke,
): Promise<void> {
  const { puppet, reports } = stage.opened;
  if (puppet !== undefined) {
    if (puppet.report(party.instance, row.name)) return;
    throw new Failure(`the report is refused in the state ${party.state}`);
  }
  const act = reports?.[row.name];
  // The earlier steps of a scenario are to bring it about: a provider that never tells must not pass.
  const steps = step.party === undefined ? row.provoke : [];
  if (act === undefined && steps.length === 0) return;
  // It may be on its way because of earlier steps.
  await stage.settle();
  if (isThere()) return;
  if (act !== undefined) await act(party.instance);
  else await provoke(steps, row.name);
}

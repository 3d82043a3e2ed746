/** Steps outside scenarios: the ways to states, and what else the rows say for tests. @module */
import type { Resolution } from "../../model/resolve.ts";
import type { StepSyntax } from "../../syntax/tree.ts";
import type { Capabilities } from "./capabilities.ts";
import { anybody, capabilitiesOf } from "./capabilities.ts";
import { Known } from "./known.ts";
import type { StepChecker } from "./step.ts";

/** Reports steps and samples that name what does not exist; who acts in them is not declared. */
export function checkLoose(resolution: Resolution, checker: StepChecker): void {
  const { scope, steps, fields } = resolution;
  const lists = [...steps.loose.values()];
  // A test may go on from any state, and then from what led to it.
  const ways = new Known();
  for (const list of lists)
    if (list.isWay) for (const step of list.steps) ways.add(step);
  const anyone = anybody(resolution);
  const all = lists.flatMap((list) => list.steps);
  // The services that an instance comes from are there, too.
  const services = [...scope.services.keys()];
  const parties = new Set([...all.flatMap(partiesOf), ...services]);
  for (const list of lists) {
    const known = ways.copy();
    const created = new Map<string, Capabilities>();
    for (const step of list.steps) {
      const { party, create } = step;
      if (create !== undefined && party !== undefined) {
        const own = capabilitiesOf(resolution, create.value, true);
        created.set(party.value, own);
      } else if (party !== undefined) scope.isAmong("party", party, parties);
      const who = party && created.get(party.value);
      checker.check(step, who ?? anyone, known);
    }
  }
  for (const { syntax } of fields.slots) {
    const kind = `result of a step under "reach"`;
    ways.checkReferences(scope, syntax.row.samples ?? [], kind);
  }
}

/** Who joins in with a step: what it creates, or what it yields. */
function partiesOf({ create, party, as }: StepSyntax): readonly string[] {
  const created = create === undefined ? undefined : party;
  return [created, as].flatMap((name) => name?.value ?? []);
}

/** Whether everything that steps name exists for who plays. @module */
import type { Category, Scenario, Step } from "../../../../model/model.ts";
import type { Lookup } from "../../../lookup.ts";
import { stateOf } from "../../../lookup.ts";
import { entryOf, functionOf } from "../../../session/steps-calls.ts";
import type { Cast } from "./cast.ts";

/** Tells of casts the first step that who plays cannot take, if there is one. */
export function createJudge(
  { steps }: Scenario,
  lookup: Lookup,
): (cast: Cast) => string | undefined {
  const acts = steps.map((step) => ({
    step,
    actor: actorOf(step, steps),
    // Many casts have the same category there.
    lacks: new Map<Category, string | undefined>(),
  }));
  const lackIn = (
    { step, actor, lacks }: (typeof acts)[number],
    cast: Cast,
  ) => {
    const kind = cast.get(actor);
    if (kind === undefined) return `nobody is ${actor}`;
    if (!lacks.has(kind)) lacks.set(kind, lackOf(kind, step, lookup));
    return lacks.get(kind);
  };
  return (cast) => {
    for (const [index, act] of acts.entries()) {
      const lack = lackIn(act, cast);
      if (lack !== undefined) return `step ${index + 1}: ${lack}`;
    }
    return undefined;
  };
}

/** Who acts in a step: of a call that was begun, who has begun it; of a creation, who is created. */
export function actorOf(step: Step, steps: readonly Step[]): string {
  if (step.party !== undefined) return step.party;
  if (step.create !== undefined) return step.as ?? "";
  const begun = step.await ?? step.abort;
  if (begun === undefined) return "";
  return steps.find(({ begin }) => begin === begun)?.party ?? "";
}

/** What the step names and the category does not have. */
export function lackOf(
  kind: Category,
  step: Step,
  lookup: Lookup,
): string | undefined {
  const { call, reach, report, event, expect } = step;
  const lack = (what: string): string => `${kind.name} has no ${what}`;
  if (
    call !== undefined &&
    functionOf(kind, call, lookup) === undefined &&
    entryOf(call, lookup) === undefined
  ) {
    return lack(`call ${call}`);
  }
  for (const state of [reach, expect?.state]) {
    if (state !== undefined && stateOf(kind, state) === undefined) {
      return lack(`state ${state}`);
    }
  }
  if (
    report !== undefined &&
    !kind.lifecycle.reports.some(({ name }) => name === report)
  ) {
    return lack(`report ${report}`);
  }
  if (event !== undefined && !kind.events.some(({ name }) => name === event)) {
    return lack(`event ${event}`);
  }
  return lackOfRole(kind, expect?.role) ?? lackOfProperty(kind, step, lookup);
}

function lackOfRole(
  kind: Category,
  role: string | undefined,
): string | undefined {
  if (role === undefined || kind.ancestors.includes(role)) return undefined;
  const known = kind.roles.some(({ name }) => name === role);
  return known ? undefined : `${kind.name} has no role ${role}`;
}

/** A property that a call names, unless it is to fail, which a property that nobody has may be for. */
function lackOfProperty(
  kind: Category,
  { call, args, expect }: Step,
  lookup: Lookup,
): string | undefined {
  if (call === undefined || expect?.error !== undefined) return undefined;
  const row = functionOf(kind, call, lookup);
  const { name } = args;
  if (row === undefined || row.accesses.length === 0) return undefined;
  if (typeof name !== "string" || name.startsWith("$")) return undefined;
  const known = kind.properties.some((one) => one.name === name);
  return known ? undefined : `${kind.name} has no property ${name}`;
}

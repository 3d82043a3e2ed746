/** Who plays whom: every combination of categories that can play the parties of a scenario. @module */
import type {
  Category,
  PartyRole,
  Scenario,
  Step,
} from "../../../../model/model.ts";
import type { Lookup } from "../../../lookup.ts";
import {
  entryOf,
  functionOf,
  instanceField,
  instanceIn,
  yieldedBy,
} from "../../../session/steps-calls.ts";
import { createJudge } from "./possible.ts";

/** The category or service of every party, by name. */
export type Cast = ReadonlyMap<string, Category>;

export interface Casting {
  /** Every combination in which all steps are possible. */
  readonly casts: readonly Cast[];
  /** The parties that are made before the first step; the others come out of steps. */
  readonly present: ReadonlySet<string>;
  /** Why a combination is impossible; empty if one is possible. */
  readonly obstacles: readonly string[];
}

export function castingOf(scenario: Scenario, lookup: Lookup): Casting {
  const present = presentIn(scenario);
  const casts: Cast[] = [];
  const obstacles = new Set<string>();
  const judge = createJudge(scenario, lookup);
  for (const chosen of combinations(scenario, present, lookup)) {
    const cast = withYielded(scenario, chosen, lookup);
    const obstacle = judge(cast);
    if (obstacle === undefined) casts.push(cast);
    else obstacles.add(obstacle);
  }
  if (obstacles.size === 0 && casts.length === 0)
    obstacles.add(nobody(scenario, present, lookup));
  return { casts, present, obstacles: casts.length > 0 ? [] : [...obstacles] };
}

/** Every concrete category that is what the party plays or has a role of that name; a service plays itself. */
export function playersOf(
  { plays, exact }: PartyRole,
  { table }: Lookup,
): readonly Category[] {
  const service = table.services.find(({ name }) => name === plays);
  if (service !== undefined) return [service];
  return table.categories.filter(
    (one) =>
      !one.abstract &&
      (exact
        ? one.name === plays
        : one.ancestors.includes(plays) ||
          one.roles.some((role) => role.name === plays)),
  );
}

/** The parties whose first part in the steps is not to be yielded by one. */
function presentIn({ parties, steps }: Scenario): ReadonlySet<string> {
  const absent = new Set<string>();
  const seen = new Set<string>();
  for (const step of steps) {
    if (step.party !== undefined) {
      if (step.create !== undefined && !seen.has(step.party)) {
        absent.add(step.party);
      }
      seen.add(step.party);
    }
    if (step.as === undefined || seen.has(step.as)) continue;
    if (parties.has(step.as)) absent.add(step.as);
    seen.add(step.as);
  }
  return new Set([...parties.keys()].filter((name) => !absent.has(name)));
}

/** What is created in a step is chosen as if it had been there. */
function isChosen(
  { steps, parties }: Scenario,
  name: string,
  present: ReadonlySet<string>,
): boolean {
  if (present.has(name)) return true;
  const { plays } = parties.get(name) ?? {};
  return steps.some(
    (step) => step.create === plays && (step.party ?? step.as) === name,
  );
}

function combinations(
  scenario: Scenario,
  present: ReadonlySet<string>,
  lookup: Lookup,
): readonly Cast[] {
  let casts: readonly Cast[] = [new Map()];
  for (const [name, role] of scenario.parties) {
    if (!isChosen(scenario, name, present)) continue;
    const players = playersOf(role, lookup);
    casts = casts.flatMap((cast) =>
      players.map((player) => new Map([...cast, [name, player]])),
    );
  }
  return casts;
}

/** The parties that steps yield: what they are follows from who yields them. */
function withYielded(scenario: Scenario, chosen: Cast, lookup: Lookup): Cast {
  const cast = new Map(chosen);
  for (const step of scenario.steps) {
    const name = step.create === undefined ? step.as : (step.party ?? step.as);
    if (name === undefined || cast.has(name)) continue;
    const role = scenario.parties.get(name);
    const kind = kindYielded(scenario, step, cast, lookup);
    if (kind === undefined && role === undefined) continue;
    const found = lookup.kinds.get(kind ?? role?.plays ?? "");
    if (found !== undefined) cast.set(name, found);
  }
  // In the order of the table, so that who plays whom reads as it does there.
  const order = [...scenario.parties.keys(), ...cast.keys()];
  return new Map(
    [...new Set(order)].flatMap((name) => {
      const kind = cast.get(name);
      return kind === undefined ? [] : [[name, kind] as const];
    }),
  );
}

function kindYielded(
  { steps }: Scenario,
  step: Step,
  cast: Cast,
  lookup: Lookup,
): string | undefined {
  if (step.create !== undefined) return step.create;
  const made =
    step.await === undefined
      ? step
      : (steps.find((one) => one.begin === step.await) ?? step);
  const actor = cast.get(made.party ?? "");
  if (actor === undefined) return undefined;
  if (made.call !== undefined) {
    const row =
      functionOf(actor, made.call, lookup) ?? entryOf(made.call, lookup);
    return row && yieldedBy(row, made.args);
  }
  const event = actor.events.find(({ name }) => name === made.event);
  const field = instanceField(event?.payload ?? []);
  return field && instanceIn(field.type);
}

function nobody(
  { parties }: Scenario,
  present: ReadonlySet<string>,
  lookup: Lookup,
): string {
  const missing = [...parties].filter(
    ([name, role]) => present.has(name) && playersOf(role, lookup).length === 0,
  );
  return missing
    .map(([name, { plays }]) => `nobody can play ${name}: ${plays}`)
    .join("; ");
}

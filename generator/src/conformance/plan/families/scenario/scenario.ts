/** The scenarios of the table, each with everybody who can play in it. @module */
import type {
  Scenario,
  ScenarioFamily,
  Table,
} from "../../../../model/model.ts";
import { lookupOf } from "../../../lookup.ts";
import { Failure, type Family, type Need, type Test } from "../../planned.ts";
import { once } from "../support/once.ts";
import { actOut, playOf } from "./act.ts";
import { type Cast, castingOf } from "./cast.ts";
import { needsOf } from "./needs.ts";
import { actWithout } from "./negative.ts";

/** The scenarios of a family as tests. */
export function* scenarioTests(
  table: Table,
  family: ScenarioFamily,
): Generator<Test, void> {
  for (const scenario of table.scenarios) {
    if (scenario.family === family) yield* testsOf(table, scenario);
  }
}

/** A family of scenarios alone. */
export function scenarioFamily(name: ScenarioFamily): Family {
  return { name, plan: (table) => scenarioTests(table, name) };
}

function* testsOf(table: Table, scenario: Scenario): Generator<Test, void> {
  const lookup = lookupOf(table);
  const { casts, present, obstacles } = castingOf(scenario, lookup);
  if (scenario.untestable !== undefined) {
    yield {
      ...entry(scenario, []),
      untestable: scenario.untestable,
      run: never,
    };
    return;
  }
  if (casts.length === 0) {
    yield impossible(scenario, obstacles);
    return;
  }
  const varying = varyingParties(casts);
  const sets = [...scenario.each];
  for (const cast of casts) {
    const who = varying.map((name) => `${name}=${cast.get(name)?.name}`);
    const needs = (): readonly Need[] =>
      needsOf(scenario.steps, cast, scenario.needs, lookup);
    for (const [set, values] of sets.length === 0 ? NO_VALUES : sets) {
      const play = once(() => playOf(scenario, cast, present, values));
      yield {
        ...entry(scenario, [who.join(","), set]),
        needs,
        run: (context) => actOut(context, play()),
        negative: (context, missing: Need) =>
          actWithout(context, play(), missing),
      };
    }
  }
}

const NO_VALUES: readonly (readonly [
  string,
  Readonly<Record<string, unknown>>,
])[] = [["", {}]];

function entry(
  { family, name, clause }: Scenario,
  parts: readonly string[],
): Pick<Test, "id" | "family" | "clause"> {
  const path = [family, name, ...parts.filter((part) => part !== "")];
  return {
    id: path.join("/"),
    family,
    ...(clause !== undefined && { clause: clause.id }),
  };
}

/** The parties that are not played by the same category throughout. */
function varyingParties(casts: readonly Cast[]): readonly string[] {
  const [first] = casts;
  return [...(first?.keys() ?? [])].filter(
    (name) => new Set(casts.map((cast) => cast.get(name)?.name)).size > 1,
  );
}

/** A scenario that nobody can act out is a mistake in the table, and not passed over. */
function impossible(scenario: Scenario, obstacles: readonly string[]): Test {
  return {
    ...entry(scenario, []),
    run: () => {
      throw new Failure(
        `expected somebody to play in the scenario ${scenario.name}, found nobody: ${obstacles.join("; ")}`,
      );
    },
  };
}

function never(): Promise<void> {
  throw new Failure("the table says that no test can show it");
}

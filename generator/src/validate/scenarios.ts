/** Whether scenarios, and the steps of other tests, name what there is. @module */
import { producesAbstract } from "../diagnostics/lifecycle-rules.ts";
import * as rules from "../diagnostics/step-rules.ts";
import { missingKey } from "../diagnostics/syntax-rules.ts";
import { wholeScenarios, type WholeScenario } from "../model/beginnings.ts";
import type { Resolution } from "../model/resolve.ts";
import type { Scope } from "../model/scope.ts";
import type {
  Entry,
  Name,
  PartySyntax,
  ScenarioSyntax,
} from "../syntax/tree.ts";
import type { Capabilities } from "./steps/capabilities.ts";
import { capabilitiesOf, playersOf } from "./steps/capabilities.ts";
import { dataIn, Known } from "./steps/known.ts";
import { checkLoose } from "./steps/loose.ts";
import { StepChecker } from "./steps/step.ts";

/** Reports steps that name what does not exist, or not for who acts. */
export function checkScenarios(resolution: Resolution): void {
  const checker = new StepChecker(resolution);
  checkLoose(resolution, checker);
  const { scope, lifecycles } = resolution;
  const reports = [...lifecycles.values()].flatMap(({ lifecycle }) =>
    lifecycle.reports.map(({ name }) => name),
  );
  const needed = new Set([
    ...scope.properties.keys(),
    ...scope.events.keys(),
    ...reports,
  ]);
  const { scenarios } = scope.table.sections;
  const earlier = new Set<string>();
  for (const [index, whole] of wholeScenarios(scenarios).entries()) {
    const own = scenarios[index]?.row ?? whole.row;
    checkSets(scope, own);
    for (const need of own.needs ?? [])
      scope.isAmong("property, event or report", need, needed);
    if (begins(scope, { ...whole, row: own }, earlier))
      checkSteps(resolution, checker, whole.row);
    earlier.add(whole.name);
  }
}

/** Whether a scenario has parties: its own, or those of the earlier one that it begins with. */
function begins(
  scope: Scope,
  { row: { after, parties }, span }: Entry<ScenarioSyntax>,
  earlier: Set<string>,
): boolean {
  if (after !== undefined)
    return scope.isAmong("earlier scenario", after, earlier);
  if (parties !== undefined) return true;
  const about = { key: "parties", doc: "who takes part" };
  scope.reporter.report(missingKey, span, about);
  return false;
}

/** Every set of values is one of the same values. */
function checkSets(scope: Scope, { each = [] }: ScenarioSyntax): void {
  const [first, ...others] = each;
  for (const { row } of each)
    new Known().checkReferences(scope, dataIn(row), "result before all steps");
  if (first === undefined) return;
  const names = new Set(first.row.map(({ name }) => name));
  for (const { span: at, row } of others) {
    const own = new Set(row.map(({ name }) => name));
    for (const { name: value, span } of row)
      scope.isAmong(`value of ${first.name}`, { value, span }, names);
    for (const key of names) {
      if (own.has(key)) continue;
      const about = { key, doc: `The set ${first.name} has it too` };
      scope.reporter.report(missingKey, at, about);
    }
  }
}

function checkSteps(
  resolution: Resolution,
  checker: StepChecker,
  scenario: WholeScenario,
): void {
  const { scope } = resolution;
  const sets = (scenario.each ?? []).flatMap(({ row }) => row);
  const known = new Known(sets.map(({ name }) => name));
  /** Nothing is known of those that play what does not exist. */
  const parties = new Map<string, Capabilities | undefined>();
  for (const party of scenario.parties) {
    checker.checkArguments(party.row.args);
    known.checkReferences(scope, dataIn(party.row.args));
    parties.set(party.name, checkParty(resolution, party));
  }
  for (const step of scenario.steps) {
    const name = step.party;
    if (name === undefined) {
      scope.reporter.report(rules.noParty, step.span, {});
      continue;
    }
    if (step.create !== undefined) {
      parties.set(name.value, created(resolution, step.create));
    } else if (!parties.has(name.value)) {
      scope.isAmong("party", name, new Set(parties.keys()));
      continue;
    }
    const who = parties.get(name.value);
    if (who !== undefined) checker.check(step, who, known);
    else known.add(step);
  }
}

/** What a party can do; somebody must be able to play it. */
function checkParty(
  resolution: Resolution,
  { row }: Entry<PartySyntax>,
): Capabilities | undefined {
  const { scope } = resolution;
  const { plays, exact = false } = row;
  const found = scope.find(scope.holders, plays);
  if (found === undefined) return undefined;
  if (playersOf(resolution, found.name, exact).length === 0) {
    const about = { category: found.name };
    scope.reporter.report(producesAbstract, plays.span, about);
  }
  return capabilitiesOf(resolution, found.name, exact);
}

/** What a new party can do. */
function created(
  resolution: Resolution,
  create: Name,
): Capabilities | undefined {
  const { scope } = resolution;
  if (scope.holders.has(create.value))
    return capabilitiesOf(resolution, create.value, true);
  // Told here, since the step is not looked at any more.
  scope.find(scope.holders, create);
  return undefined;
}

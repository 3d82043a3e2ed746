/** Whether every state can be reached and left, and every function called. @module */
import * as rules from "../diagnostics/lifecycle-rules.ts";
import type { Members } from "../model/members.ts";
import type { Resolution } from "../model/resolve.ts";
import type { LocatedLifecycle } from "../model/lifecycle/resolve.ts";
import type { Entry, HolderSyntax } from "../syntax/tree.ts";
import { functionOf, invertGraph, reachableFrom, stateGraph } from "./graph.ts";
import { checkRole } from "./roles.ts";

/** Reports states and functions that no instance can ever get to. */
export function checkLifecycles(resolution: Resolution): void {
  const { scope, lifecycles } = resolution;
  const produced = producedStates(resolution);
  for (const entry of scope.holders.all()) {
    const located = lifecycles.get(entry.name);
    // An abstract category may leave the rest to its children; they are looked at whole.
    const isAbstract = scope.categories.get(entry.name)?.row.abstract === true;
    if (located === undefined || isAbstract) continue;
    if (!located.sound || located.implicit) continue;
    checkStates(resolution, located, produced.get(entry.name) ?? []);
    checkFunctions(resolution, entry, located);
    checkEvents(resolution, entry, located);
    for (const role of resolution.roles.get(entry.name) ?? []) {
      checkRole(resolution, entry, located.lifecycle, role);
    }
  }
}

/** The states in which functions hand out instances, by category or service. */
function producedStates({
  functions,
}: Resolution): ReadonlyMap<string, readonly string[]> {
  const produced = new Map<string, string[]>();
  for (const { produces } of functions.values()) {
    if (produces === undefined) continue;
    const known = produced.get(produces.category);
    if (known === undefined) produced.set(produces.category, [produces.state]);
    else known.push(produces.state);
  }
  return produced;
}

function checkStates(
  { scope }: Resolution,
  { lifecycle, states }: LocatedLifecycle,
  produced: readonly string[],
): void {
  const graph = stateGraph(lifecycle);
  const reached = reachableFrom(graph, [lifecycle.initial, ...produced]);
  const terminal = lifecycle.states.filter((state) => state.terminal);
  const ending = reachableFrom(
    invertGraph(graph),
    terminal.map(({ name }) => name),
  );
  for (const { name: state } of lifecycle.states) {
    const span = states.get(state);
    if (span === undefined) continue;
    if (!reached.has(state)) {
      scope.reporter.report(rules.unreachable, span, { state });
    } else if (terminal.length > 0 && !ending.has(state)) {
      scope.reporter.report(rules.deadEnd, span, { state });
    }
  }
}

/** Every function must be legal somewhere, or refused on purpose. */
function checkFunctions(
  resolution: Resolution,
  { name: category }: Entry<HolderSyntax>,
  { lifecycle }: LocatedLifecycle,
): void {
  const { scope, members } = resolution;
  const mentioned = new Set<string>();
  for (const { calls, refuse } of lifecycle.states) {
    for (const key of [...calls.keys(), ...refuse.keys()]) {
      mentioned.add(functionOf(key));
    }
  }
  for (const [id, reference] of members.get(category)?.functions ?? []) {
    const row = scope.functions.get(id)?.row;
    if (mentioned.has(id) || row?.support === "reserved") continue;
    if (row?.entry === true) continue;
    if (isTold(resolution, category, "functions", id)) continue;
    const about = { name: id, category, isEvent: false };
    scope.reporter.report(rules.legalNowhere, reference.span, about);
  }
}

/** An event that only states which never apply would let through is of no use. */
function checkEvents(
  resolution: Resolution,
  { name: category }: Entry<HolderSyntax>,
  { lifecycle }: LocatedLifecycle,
): void {
  const { scope, members } = resolution;
  for (const [name, { span }] of members.get(category)?.events ?? []) {
    if (lifecycle.states.some(({ events }) => events.has(name))) continue;
    if (isTold(resolution, category, "events", name)) continue;
    const about = { name, category, isEvent: true };
    scope.reporter.report(rules.legalNowhere, span, about);
  }
}

/** Whether it has been told at an ancestor, which it has if that has instances of its own. */
function isTold(
  { scope, members, ancestry }: Resolution,
  category: string,
  key: keyof Pick<Members, "functions" | "events">,
  name: string,
): boolean {
  const [, ...ancestors] = ancestry.ancestors.get(category) ?? [];
  return ancestors.some(
    (ancestor) =>
      members.get(ancestor)?.[key].has(name) === true &&
      scope.categories.get(ancestor)?.row.abstract !== true,
  );
}

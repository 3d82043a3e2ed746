/** Whether roles go together with the lifecycles of what takes them. @module */
import * as rules from "../diagnostics/lifecycle-rules.ts";
import { outOfReach } from "../diagnostics/sense-rules.ts";
import type { Resolution } from "../model/resolve.ts";
import type { Lifecycle, Role } from "../model/model.ts";
import type { Span } from "../syntax/source.ts";
import type { Entry, HolderSyntax, RoleSyntax } from "../syntax/tree.ts";
import { functionOf, reachableFrom, stateGraph, targetsOf } from "./graph.ts";

/** Reports commits that are of no use, and functions that are legal where nobody has the role. */
export function checkRole(
  resolution: Resolution,
  entry: Entry<HolderSyntax>,
  lifecycle: Lifecycle,
  role: Role,
): void {
  if (role.functions.length === 0) return;
  checkCommits(resolution, entry, lifecycle, role);
  checkReach(resolution, entry, lifecycle, role);
  checkCommitment(resolution, entry, lifecycle, role);
}

/** A commit must lead to a state in which the role is of use. */
function checkCommits(
  resolution: Resolution,
  { name }: Entry<HolderSyntax>,
  lifecycle: Lifecycle,
  role: Role,
): void {
  const graph = stateGraph(lifecycle);
  const useful = new Set(
    lifecycle.states
      .filter(({ calls }) =>
        [...calls.keys()].some((key) =>
          role.functions.includes(functionOf(key)),
        ),
      )
      .map((state) => state.name),
  );
  for (const id of role.commit) {
    const reached = reachableFrom(graph, targetsOf(lifecycle, id));
    if ([...reached].some((state) => useful.has(state))) continue;
    const about = { name: id, role: role.name };
    const span = spanOf(resolution, name, role, "commit", id);
    if (span === undefined) continue;
    resolution.scope.reporter.report(rules.commitLeadsNowhere, span, about);
  }
}

/** Each function of a role that is of use at all should be legal after some commit. */
function checkReach(
  resolution: Resolution,
  { name }: Entry<HolderSyntax>,
  lifecycle: Lifecycle,
  role: Role,
): void {
  const starts = role.commit.flatMap((id) => targetsOf(lifecycle, id));
  const reached = reachableFrom(stateGraph(lifecycle), starts);
  const states = lifecycle.states.filter((state) => reached.has(state.name));
  const legal = new Set(
    states.flatMap(({ calls }) => [...calls.keys()].map(functionOf)),
  );
  if (!role.functions.some((id) => legal.has(id))) return;
  for (const id of role.functions) {
    if (legal.has(id)) continue;
    const span = spanOf(resolution, name, role, "functions", id);
    if (span === undefined) continue;
    const about = { name: id, role: role.name };
    resolution.scope.reporter.report(outOfReach, span, about);
  }
}

/** Where calls lead that do not commit, no function of the role can be legal. */
function checkCommitment(
  resolution: Resolution,
  { name }: Entry<HolderSyntax>,
  lifecycle: Lifecycle,
  role: Role,
): void {
  const graph = stateGraph(withoutCommits(lifecycle, role));
  const uncommitted = reachableFrom(graph, [lifecycle.initial]);
  for (const { name: state, calls } of lifecycle.states) {
    if (!uncommitted.has(state)) continue;
    const ids = new Set([...calls.keys()].map(functionOf));
    for (const id of role.functions) {
      if (!ids.has(id)) continue;
      const span = spanOf(resolution, name, role, "functions", id);
      if (span === undefined) continue;
      const about = { name: id, role: role.name, state };
      resolution.scope.reporter.report(rules.legalWithoutRole, span, about);
    }
  }
}

/** What the calls do that do not commit; a report may end any life, with the role or without. */
function withoutCommits({ initial, states }: Lifecycle, role: Role): Lifecycle {
  return {
    initial,
    states: states.map((state) => ({
      ...state,
      calls: new Map(
        [...state.calls].filter(
          ([key]) => !role.commit.includes(functionOf(key)),
        ),
      ),
    })),
    reports: [],
  };
}

/** Where a category, or the ancestor that it has the role from, names the function. */
function spanOf(
  { scope, ancestry }: Resolution,
  category: string,
  role: Role,
  key: keyof Pick<RoleSyntax, "commit" | "functions">,
  id: string,
): Span | undefined {
  for (const ancestor of ancestry.ancestors.get(category) ?? []) {
    const roles = scope.categories.get(ancestor)?.row.roles ?? [];
    const row = roles.find((one) => one.name === role.name)?.row;
    const reference = row?.[key]?.find(({ value }) => value === id);
    if (reference !== undefined) return reference.span;
  }
  return undefined;
}

/** Which categories and services may have more than could be found. @module */
import type { HolderSyntax, Name, SetSyntax } from "../syntax/tree.ts";
import type { Ancestry } from "./inheritance.ts";
import type { Names, Scope } from "./scope.ts";

/** Those that name a parent, a set, a function or an event that does not exist, and their descendants. */
export function findIncomplete(
  scope: Scope,
  ancestry: Ancestry,
): ReadonlySet<string> {
  const incomplete = new Set<string>();
  for (const { name, row } of scope.services.all()) {
    if (listsUnknown(scope, row)) incomplete.add(name);
  }
  for (const { name, row } of ancestry.order) {
    const parents = ancestry.parents.get(name) ?? [];
    const sets = (row.includes ?? []).flatMap(
      ({ value }) => scope.sets.get(value)?.row ?? [],
    );
    const roles = (row.roles ?? []).flatMap(({ row: role }) => [
      role,
      { functions: role.commit },
    ]);
    if (
      parents.some((parent) => incomplete.has(parent)) ||
      hasUnknown(scope.categories, row.parents) ||
      hasUnknown(scope.sets, row.includes) ||
      [row, ...sets, ...roles].some((lists) => listsUnknown(scope, lists))
    ) {
      incomplete.add(name);
    }
  }
  return incomplete;
}

type Lists = Pick<HolderSyntax | SetSyntax, "functions" | "events">;

function listsUnknown(scope: Scope, { functions, events }: Lists): boolean {
  return (
    hasUnknown(scope.functions, functions) || hasUnknown(scope.events, events)
  );
}

function hasUnknown(
  names: Names<unknown>,
  references: readonly Name[] | undefined,
): boolean {
  return (references ?? []).some(({ value }) => !names.has(value));
}

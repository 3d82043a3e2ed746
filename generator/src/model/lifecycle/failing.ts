/** Legal calls that fail in a state all the same. @module */
import type { Name } from "../../syntax/tree.ts";
import type { Scope } from "../scope.ts";
import type { Plan } from "./plan.ts";

/** Whether a call is legal among those of a state: a variant that the lifecycle never names is, where its function is. */
export function isLegal(
  plan: Plan,
  calls: ReadonlyMap<string, unknown>,
  key: string,
): boolean {
  if (calls.has(key)) return true;
  const [id = key, variant] = key.split(".");
  return variant !== undefined && calls.has(id) && !isNamed(plan, key);
}

function isNamed({ always, on, states }: Plan, key: string): boolean {
  return (
    always.calls.has(key) ||
    on.has(key) ||
    [...states.values()].some(
      ({ calls, only }) => calls.has(key) || only?.calls.has(key) === true,
    )
  );
}

/** Reports statuses that the call cannot fail with. */
export function checkStatuses(
  scope: Scope,
  key: string,
  statuses: readonly Name[],
): void {
  const [id = key] = key.split(".");
  const known = possibleErrors(scope, id);
  for (const status of statuses) {
    // One that does not exist at all has been reported.
    if (!scope.errors.has(status.value)) continue;
    scope.isAmong(`error of ${id}`, status, known);
  }
}

/** The errors of a function, or of a property that is run, and those that any call may have. */
function possibleErrors(scope: Scope, id: string): Set<string> {
  const property = scope.properties.get(id)?.row;
  const own =
    scope.functions.get(id)?.row.errors ??
    property?.run?.errors ??
    property?.errors ??
    [];
  const { violations } = scope.table.sections;
  return new Set(
    [
      ...own.map(({ status }) => status),
      ...Object.values(violations.value),
    ].map(({ value }) => value),
  );
}

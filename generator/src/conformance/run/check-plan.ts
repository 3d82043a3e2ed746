/** Whether the plan in a package is that of its table. @module */
import { isDeepStrictEqual } from "node:util";
import { planned } from "../plan/plan.ts";
import type { PlannedTest, Test } from "../plan/planned.ts";
import { SetupError } from "./setup-error.ts";

/** Throws if the plan that is committed differs from what the table asks for. */
export function checkPlan(
  committed: readonly PlannedTest[],
  tests: readonly Test[],
  name: string,
): void {
  // As it would be committed: an undefined member is none.
  const plan: unknown = JSON.parse(JSON.stringify(tests.map(planned)));
  if (isDeepStrictEqual(committed, plan)) return;
  const ids = tests.map(({ id }) => id);
  const known = committed.map(({ id }) => id);
  const facts = [
    difference("only the table has", ids, known),
    difference("only the plan has", known, ids),
  ].filter((text) => text !== "");
  throw new SetupError(
    `the kit of ${name} is not of this captable: its plan is not what its table asks for (${facts.join("; ") || "the same tests, in another order or with other facts"}). Regenerate the package: captable generate`,
  );
}

function difference(
  what: string,
  ids: readonly string[],
  others: readonly string[],
): string {
  const rest = new Set(others);
  const only = ids.filter((id) => !rest.has(id));
  const [first] = only;
  if (first === undefined) return "";
  return `${what} ${first}${only.length > 1 ? ` and ${only.length - 1} more` : ""}`;
}

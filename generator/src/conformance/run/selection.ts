/** Narrows a plan to what was asked for. @module */
import { suggest } from "../../diagnostics/suggest.ts";
import { FAMILIES, type PlannedTest } from "../plan/planned.ts";

/** Which tests are run; without either, all are. */
export interface Selection {
  readonly families?: readonly string[];
  /** Ids, or what they begin with up to a slash: `state/listening.created`. */
  readonly ids?: readonly string[];
}

/** The tests that were asked for, or what is wrong with the question. */
export type Selected<T> =
  | { readonly tests: readonly T[]; readonly partial: boolean }
  | { readonly problem: string };

/** Selects tests, in the order of the plan. A name that selects nothing is an error: it must not look like success. */
export function select<T extends PlannedTest>(
  plan: readonly T[],
  { families = [], ids = [] }: Selection,
): Selected<T> {
  const problem =
    families.map((name) => familyProblem(plan, name)).find(isText) ??
    ids.map((id) => idProblem(plan, id)).find(isText);
  if (problem !== undefined) return { problem };
  const tests = plan.filter(
    ({ id, family }) =>
      (families.length === 0 || families.includes(family)) &&
      (ids.length === 0 || ids.some((wanted) => covers(wanted, id))),
  );
  return { tests, partial: tests.length < plan.length };
}

function covers(wanted: string, id: string): boolean {
  return id === wanted || id.startsWith(`${wanted.replace(/\/$/, "")}/`);
}

function familyProblem(
  plan: readonly PlannedTest[],
  name: string,
): string | undefined {
  if (plan.some(({ family }) => family === name)) return undefined;
  const known = FAMILIES.filter((it) =>
    plan.some(({ family }) => family === it),
  );
  if (FAMILIES.some((it) => it === name))
    return `the plan has no test of the family ${name}; it has: ${known.join(", ")}`;
  const near = suggest(name, known);
  return `there is no family ${name}${near === undefined ? `; there are: ${known.join(", ")}` : `; did you mean ${near}?`}`;
}

function idProblem(
  plan: readonly PlannedTest[],
  wanted: string,
): string | undefined {
  if (plan.some(({ id }) => covers(wanted, id))) return undefined;
  const near = suggest(
    wanted,
    plan.map(({ id }) => id),
  );
  return `the plan has no test ${wanted}${near === undefined ? "" : `; did you mean ${near}?`}`;
}

function isText(value: string | undefined): value is string {
  return value !== undefined;
}

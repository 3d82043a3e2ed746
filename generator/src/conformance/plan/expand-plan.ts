/** From the rows of `conformance.plan.json` to the tests. @module */
import {
  ANY,
  type Case,
  isList,
  type Name,
  namesIn,
  type PlanRow,
  startOf,
  type WholeRow,
} from "./plan-row.ts";
import { FAMILIES, type FamilyName, type PlannedTest } from "./planned.ts";

/** The tests of what `conformance.plan.json` holds, in the same order. */
export function expandPlan(rows: readonly PlanRow[]): readonly PlannedTest[] {
  const above = new Map<string, readonly Name[]>();
  return rows.flatMap((row) =>
    testsOf({ ...row, family: row.family ?? familyOf(row.id) }, above),
  );
}

function familyOf(id: string): FamilyName {
  const family = FAMILIES.find((name) => id.startsWith(startOf(name)));
  if (family === undefined) throw new Error(`the plan has ${id} of no family`);
  return family;
}

function testsOf(
  row: WholeRow,
  above: Map<string, readonly Name[]>,
): readonly PlannedTest[] {
  const {
    categories,
    functions: _functions,
    inherits: _inherits,
    cases,
    ...rest
  } = row;
  if (categories !== undefined)
    return namesIn(categories).flatMap(([name, clause]) =>
      withCases({ ...rest, category: name, ...cited(clause) }, name, cases),
    );
  const names = functionsOf(row, above);
  if (names === undefined)
    return cases === undefined ? [rest] : one(rest, cases);
  if (cases === undefined && !above.has(row.id)) above.set(row.id, names);
  return names.flatMap(([name, clause]) =>
    withCases({ ...rest, function: name, ...cited(clause) }, name, cases),
  );
}

/** The functions that a row names, those that it inherits first. */
function functionsOf(
  { functions, inherits, cases }: WholeRow,
  above: ReadonlyMap<string, readonly Name[]>,
): readonly Name[] | undefined {
  if (functions !== undefined) {
    const own = namesIn(functions);
    if (inherits === undefined) return own;
    const inherited = above.get(inherits);
    if (inherited === undefined)
      throw new Error(`the plan has no row ${inherits} above`);
    return [...inherited, ...own];
  }
  return cases === undefined || isList(cases)
    ? undefined
    : Object.keys(cases).map((name) => [name, null]);
}

function cited(clause: string | null): { readonly clause?: string } {
  return clause === null ? {} : { clause };
}

/** The tests of a name. */
function withCases(
  test: PlannedTest,
  name: string,
  cases: WholeRow["cases"],
): readonly PlannedTest[] {
  if (cases === undefined)
    return [{ ...test, id: `${without(test.id, ANY)}${name}` }];
  const head = without(test.id, `${ANY}/${ANY}`);
  const its = isList(cases) ? cases : (cases[name] ?? []);
  return its.map((end) => ({ ...test, id: endingIn(`${head}${name}`, end) }));
}

/** The tests of a row that names nothing but cases. */
function one(
  test: PlannedTest,
  cases: NonNullable<WholeRow["cases"]>,
): readonly PlannedTest[] {
  const head = without(test.id, `/${ANY}`);
  const its = isList(cases) ? cases : [];
  return its.map((end) => ({ ...test, id: endingIn(head, end) }));
}

function without(id: string, end: string): string {
  return id.slice(0, -end.length);
}

function endingIn(head: string, end: Case): string {
  return end === null ? head : `${head}/${end}`;
}

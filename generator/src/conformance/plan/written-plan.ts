/**
 * The plan as `conformance.plan.json` holds it. Most tests differ from the one before in what their ids end in: such
 * ones share a row. So do rows that differ in the category or the function alone.
 *
 * @module
 */
import type { Table } from "../../model/model.ts";
import { Group } from "./plan-group.ts";
import { Inheritance, type Parents } from "./plan-inheritance.ts";
import { type PlanRow, startOf, type WholeRow } from "./plan-row.ts";
import { Run } from "./plan-run.ts";
import type { PlannedTest } from "./planned.ts";

/** The rows of the plan. */
export function* writePlan(
  tests: Iterable<PlannedTest>,
  parents: Parents,
): Iterable<PlanRow> {
  const inheritance = new Inheritance(parents);
  let run: Run | undefined;
  for (const group of groupsOf(tests)) {
    if (run?.takes(group) === true) continue;
    if (run !== undefined) yield written(inheritance.apply(run.row()));
    run = new Run(group);
  }
  if (run !== undefined) yield written(inheritance.apply(run.row()));
}

function written(row: WholeRow): PlanRow {
  const { family, ...rest } = row;
  return row.id.startsWith(startOf(family)) ? rest : row;
}

/** The first of the parents of each category that has any. */
export function parentsIn({ categories }: Table): Parents {
  return new Map(
    categories.flatMap(({ name, parents: [parent] }) =>
      parent === undefined ? [] : [[name, parent] as const],
    ),
  );
}

function* groupsOf(tests: Iterable<PlannedTest>): Iterable<Group> {
  let group: Group | undefined;
  for (const test of tests) {
    if (group?.takes(test) === true) continue;
    if (group !== undefined) yield group;
    group = new Group(test);
  }
  if (group !== undefined) yield group;
}

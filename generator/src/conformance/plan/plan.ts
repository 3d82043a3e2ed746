/** The plan: every test that a table asks for. @module */
import type { Table } from "../../model/model.ts";
import { families } from "./families/families.ts";
import type { PlannedTest, Test } from "./planned.ts";

/** All tests of a table, in the order of the families and of the table. */
export function testsOf(table: Table): readonly Test[] {
  return families.flatMap((family) => [...family.plan(table)]);
}

/** The same without what runs them, one after the other: there may be very many. */
export function* plannedTests(table: Table): Generator<PlannedTest, void> {
  for (const family of families)
    for (const test of family.plan(table)) yield planned(test);
}

/** A test without what runs it. */
export function planned(test: Test): PlannedTest {
  const { run: _run, negative: _negative, needs: _needs, ...entry } = test;
  return entry;
}

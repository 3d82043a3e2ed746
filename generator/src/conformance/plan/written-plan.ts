/**
 * The plan as `conformance.plan.json` holds it. Most tests differ from the one before in what their id ends in: such
 * ones share a row, which lists the ends.
 *
 * @module
 */
import type { PlannedTest } from "./planned.ts";

/** Tests that follow each other, or a single one. */
export type PlanRow =
  | PlannedTest
  | (Omit<PlannedTest, "function" | "clause"> & {
      /** The functions or calls of which each has a test: what {@link END} of the id stands for, with the clause. */
      readonly functions: Readonly<Record<string, string | null>>;
    })
  | (PlannedTest & {
      /** What {@link END} of the id stands for. */
      readonly cases: readonly string[];
    });

/** Stands at the end of the id of a row of several tests. */
const END = "*";

/** The rows of the plan. */
export function* writePlan(tests: Iterable<PlannedTest>): Iterable<PlanRow> {
  let rows: Group | undefined;
  for (const test of tests) {
    if (rows?.takes(test) === true) continue;
    if (rows !== undefined) yield rows.row();
    rows = new Group(test);
  }
  if (rows !== undefined) yield rows.row();
}

/** The tests of what `conformance.plan.json` holds, in the same order. */
export function expandPlan(rows: readonly PlanRow[]): readonly PlannedTest[] {
  return rows.flatMap((row) => {
    if ("functions" in row) {
      const { functions, ...rest } = row;
      return Object.entries(functions).map(([name, clause]) => ({
        ...rest,
        id: endingIn(row.id, name),
        function: name,
        ...(clause !== null && { clause }),
      }));
    }
    if (!("cases" in row)) return [row];
    const { cases, ...rest } = row;
    return cases.map((end) => ({ ...rest, id: endingIn(row.id, end) }));
  });
}

function endingIn(id: string, end: string): string {
  return `${id.slice(0, -END.length)}${end}`;
}

/** A test, and those after it that may share its row. */
class Group {
  readonly #first: PlannedTest;
  /** The id up to its last part. */
  readonly #head: string;
  readonly #byFunction: boolean;
  readonly #more: PlannedTest[] = [];

  constructor(first: PlannedTest) {
    this.#first = first;
    this.#head = headOf(first.id);
    this.#byFunction = isNamed(first, this.#head);
  }

  takes(test: PlannedTest): boolean {
    const head = this.#head;
    if (head === "" || !test.id.startsWith(head)) return false;
    if (test.id.indexOf("/", head.length) >= 0) return false;
    const fits = this.#byFunction
      ? isNamed(test, head) && isAlike(test, this.#first)
      : isSame(test, this.#first);
    if (fits) this.#more.push(test);
    return fits;
  }

  row(): PlanRow {
    if (this.#more.length === 0) return this.#first;
    const tests = [this.#first, ...this.#more];
    const id = `${this.#head}${END}`;
    if (this.#byFunction) {
      const { function: _function, clause: _clause, ...rest } = this.#first;
      const functions = tests.map(
        ({ function: name = "", clause = null }) => [name, clause] as const,
      );
      return { ...rest, id, functions: Object.fromEntries(functions) };
    }
    const cases = tests.map((test) => test.id.slice(this.#head.length));
    return { ...this.#first, id, cases };
  }
}

function headOf(id: string): string {
  return id.slice(0, id.lastIndexOf("/") + 1);
}

/** Whether the id ends in the function that the test is about. */
function isNamed(test: PlannedTest, head: string): boolean {
  const { id, function: name } = test;
  return (
    name !== undefined &&
    id.length === head.length + name.length &&
    id.endsWith(name)
  );
}

/** Whether two tests are the same but for their ids, their functions and the clauses of these. */
function isAlike(one: PlannedTest, other: PlannedTest): boolean {
  return (
    one.family === other.family &&
    one.category === other.category &&
    one.state === other.state &&
    one.event === other.event &&
    one.property === other.property &&
    one.untestable === other.untestable
  );
}

function isSame(one: PlannedTest, other: PlannedTest): boolean {
  return (
    isAlike(one, other) &&
    one.function === other.function &&
    one.clause === other.clause
  );
}

/** The package's error says which status it is, its number, and where it happened. @module */
import type { Table } from "../../../../model/model.ts";
import { type Context, Failure, type Test } from "../../planned.ts";
import { expectSame } from "../support/expect.ts";

/** One test for all statuses. */
export function errorClassTest(table: Table): Test {
  return {
    id: `error/${table.errorClass}`,
    family: "error",
    run: (context) => {
      for (const row of table.errors) expectCarried(context, row);
      return Promise.resolve();
    },
  };
}

const DETAIL = {
  functionName: "a function",
  category: "a category",
  state: "a state",
  message: "a message",
  cause: new Error("a cause"),
} as const;

function expectCarried(
  { table, kit }: Context,
  { name, code, clause }: Table["errors"][number],
): void {
  const errorClass = kit.exports[table.errorClass];
  if (typeof errorClass !== "function") {
    throw new Failure(`the package exports no ${table.errorClass}`);
  }
  const error: unknown = Reflect.construct(errorClass, [name, DETAIL]);
  const carried = { ...DETAIL, name: table.errorClass, status: name, code };
  const of = clause === undefined ? name : `${name} (clause ${clause.id})`;
  for (const [field, expected] of Object.entries(carried)) {
    const found: unknown = Reflect.get(Object(error), field);
    expectSame(found, expected, `the ${field} of an error ${of}`);
  }
  const known: unknown = Reflect.get(Object(kit.exports["Status"]), name);
  expectSame(known, code, `the number of the status ${of}`);
}

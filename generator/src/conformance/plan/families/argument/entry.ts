/** Arguments of the functions that the package itself has: through them, everything begins. @module */
import { requiredParams } from "../../../../emit/print/signatures.ts";
import type { Field, FunctionRow, Table } from "../../../../model/model.ts";
import { entriesOf, lookupOf } from "../../../lookup.ts";
import { functionOf } from "../../../session/maker.ts";
import {
  plainValue,
  type ValueSource,
} from "../../../session/values/values.ts";
import { type Context, Failure, type Test } from "../../planned.ts";
import { expectSame, expectThat } from "../support/expect.ts";
import { changed } from "../support/given-arguments.ts";
import { clauseOf } from "../support/kinds.ts";
import { hasWrongValues, wrongValues } from "../support/wrong.ts";

/** A test for each parameter of which anything can be wrong. */
export function* entryTests(table: Table): Iterable<Test> {
  const lookup = lookupOf(table);
  for (const row of entriesOf(table)) {
    for (const param of row.params) {
      if (!hasWrongValues(param.type, lookup)) continue;
      yield {
        id: `argument/${row.id}/${param.name}`,
        family: "argument",
        function: row.id,
        ...clauseOf(param, row),
        run: (context) => refusesWrong(context, row, param),
      };
    }
  }
}

async function refusesWrong(
  context: Context,
  row: FunctionRow,
  param: Field,
): Promise<void> {
  const { table, kit } = context;
  const { opened } = await context.open();
  const enter = functionOf(kit.exports, row.name);
  const lookup = lookupOf(table);
  const args = requiredParams(row).map(({ type, limit }) =>
    plainValue(type, sourceOf(table), limit),
  );
  for (const { value, why } of wrongValues(
    param.type,
    lookup,
    param.optional,
  )) {
    const given = changed(row, args, param, () => value);
    const what = `${row.name} with ${why} as ${param.name}`;
    const error = await errorOf(() => enter(opened.provider, ...given));
    expectThat(error !== undefined, `${what}: expected that it is refused`);
    const status: unknown = Reflect.get(Object(error), "status");
    expectSame(status, table.violations.argument, `the status of ${what}`);
  }
}

/** What a call throws or rejects with; undefined if it succeeds. */
async function errorOf(call: () => unknown): Promise<unknown> {
  try {
    await call();
    return undefined;
  } catch (error) {
    return error;
  }
}

function sourceOf(table: Table): ValueSource {
  return {
    lookup: lookupOf(table),
    values: new Map(),
    instance: () => {
      throw new Failure("before anything has begun there is no instance");
    },
  };
}

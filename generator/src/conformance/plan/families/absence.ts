/** What a category does not have is absent, and refused by name. @module */
import type { Category, FunctionRow, Table } from "../../../model/model.ts";
import { creatorOf, lookupOf } from "../../lookup.ts";
import { functionOf } from "../../session/maker.ts";
import type { Party } from "../../session/session.ts";
import type { Context, Family, Need, Test } from "../planned.ts";
import {
  attempt,
  expectSame,
  expectStatus,
  expectThat,
} from "./support/expect.ts";
import {
  clauseOf,
  firstLegal,
  kindsOf,
  needsOf,
  needsOfFunction,
} from "./support/kinds.ts";
import { test } from "./support/test.ts";

export const absence: Family = {
  name: "absence",
  *plan(table) {
    for (const kind of kindsOf(table)) {
      const entry = {
        id: `absence/${kind.name}`,
        family: "absence",
        category: kind.name,
        ...clauseOf(kind),
      } as const;
      yield test(
        entry,
        () => needsOf(kind),
        (context) => absent(context, kind),
      );
      yield* rowTests(table, kind);
    }
    yield unknownCategory(table);
  },
};

function* rowTests(table: Table, kind: Category): Iterable<Test> {
  for (const row of lookupOf(table).functionsOf(kind).values()) {
    const entry = {
      id: `absence/${kind.name}/${row.id}`,
      family: "absence",
      category: kind.name,
      function: row.id,
      ...clauseOf(row, kind),
    } as const;
    const needs = (): readonly Need[] => needsOf(kind);
    if (row.support === "optional") {
      yield test(
        entry,
        () => [...needs(), ...needsOfFunction(row)],
        (context) => optional(context, kind, row),
      );
    } else if (row.accesses.length > 0) {
      const legal = firstLegal(table, kind, row.id);
      if (legal === undefined) continue;
      yield test(entry, needs, (context) =>
        unknownProperty(context, kind, row, legal.state.name),
      );
    }
  }
}

/** Functions that only others have. */
async function absent(context: Context, kind: Category): Promise<void> {
  const { table, kit } = context;
  const lookup = lookupOf(table);
  const session = await context.open();
  const party = await session.create(kind.name);
  const { instance } = party;
  const own = new Set(
    [...lookup.functionsOf(kind).values()].map((row) => row.name),
  );
  const every = table.functions.map((row) => row.name);
  const names = new Set([...every, "constructor", "no such function"]);
  const invoke = functionOf(kit.exports, "invoke");
  for (const name of names) {
    if (own.has(name)) continue;
    const here = name in instance && !(name in Object.prototype);
    expectThat(!here, `${kind.name} has ${name}, which the table does not say`);
    const supports = attempt(() =>
      functionOf(kit.exports, "supports")(instance, name),
    );
    expectSame(supports.value, false, `supports ${name} of ${kind.name}`);
    await expectMissing(table, party, name, invoke);
  }
}

async function expectMissing(
  table: Table,
  { kind, instance, state }: Party,
  name: string,
  invoke: (...args: readonly unknown[]) => unknown,
): Promise<void> {
  const what = `invoke ${name} of ${kind.name}`;
  const status: unknown = await Promise.resolve(invoke(instance, name)).then(
    () => "success",
    (error: unknown) => Reflect.get(Object(error), "status"),
  );
  expectSame(status, table.violations.missing, what);
  expectSame(Reflect.get(instance, "state"), state, `the state after ${what}`);
}

/** What the provider claims to have, it has. */
async function optional(
  context: Context,
  kind: Category,
  row: FunctionRow,
): Promise<void> {
  const session = await context.open();
  const { instance } = await session.create(kind.name);
  const found = functionOf(context.kit.exports, "supports")(instance, row.name);
  expectSame(found, true, `supports ${row.name}, which is claimed`);
}

/** An accessor knows its requests and the properties of the category, and no others. */
async function unknownProperty(
  context: Context,
  kind: Category,
  row: FunctionRow,
  state: string,
): Promise<void> {
  const { table } = context;
  const session = await context.open();
  const { self } = await session.reach(kind.name, state);
  const [access] = row.accesses;
  const { argument, unsupported } = table.violations;
  const attempts = [
    { args: [access?.name, "no such property"], status: unsupported },
    ...foreign(table, kind, row).map((args) => ({ args, status: unsupported })),
    { args: ["no such request", "no such property"], status: argument },
    { args: [access?.name, 5], status: argument },
  ];
  for (const { args, status } of attempts) {
    const what = `${row.name} of ${kind.name} with ${args.map(String).join(", ")}`;
    expectStatus(await self.invoke(row.name, args).completed(), [status], what);
    expectSame(self.state, state, `the state after ${what}`);
  }
}

/** The requests and properties that the accessor knows elsewhere, and not of this category. */
function foreign(
  table: Table,
  kind: Category,
  row: FunctionRow,
): readonly (readonly string[])[] {
  const own = new Set(kind.properties.map(({ name }) => name));
  return row.accesses.flatMap((one) =>
    table.properties
      .filter((property) => property.kind === one.kind)
      .filter((property) => property[one.access] !== undefined)
      .filter(({ name }) => !own.has(name))
      .map(({ name }) => [one.name, name]),
  );
}

/** There are no categories but those of the table. */
function unknownCategory(table: Table): Test {
  return {
    id: "absence/unknown-category",
    family: "absence",
    run: async (context) => {
      const session = await context.open();
      const { argument } = table.violations;
      const creator = creatorOf(table);
      const what = "creating an instance of no category";
      if (creator !== undefined) {
        const { error, threw } = attempt(() =>
          functionOf(context.kit.exports, creator)(
            session.opened.provider,
            "no such category",
            {},
          ),
        );
        expectThat(threw, `${what}: expected ${argument}, but found success`);
        const status: unknown = Reflect.get(Object(error), "status");
        expectSame(status, argument, what);
        return;
      }
      for (const kind of kindsOf(table)) {
        const rows = [...lookupOf(table).functionsOf(kind).values()];
        for (const row of rows.filter((one) => one.creates !== undefined)) {
          const owner = await session.create(kind.name);
          const call = owner.begin(row.id, { category: "no such category" });
          expectStatus(await call.completed(), [argument], what);
        }
      }
    },
  };
}

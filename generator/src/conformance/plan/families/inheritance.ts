/** Classes extend exactly what the table says, and what is inherited is the same function. @module */
import type { Category } from "../../../model/model.ts";
import { lookupOf } from "../../lookup.ts";
import type { Context, Family } from "../planned.ts";
import { classOf, prototypeOf } from "./support/classes.ts";
import { expectSame, expectThat } from "./support/expect.ts";
import { clauseOf, kindsOf, needsOf } from "./support/kinds.ts";
import { test } from "./support/test.ts";

export const inheritance: Family = {
  name: "inheritance",
  *plan(table) {
    for (const kind of kindsOf(table)) {
      const entry = {
        id: `inheritance/${kind.name}`,
        family: "inheritance",
        category: kind.name,
        ...clauseOf(kind),
      } as const;
      yield test(
        entry,
        () => needsOf(kind),
        async (context) => {
          const session = await context.open();
          const { instance } = await session.create(kind.name);
          expectChain(context, kind, instance);
          expectInherited(context, kind);
          expectSame(
            Reflect.get(prototypeOf(instance), "constructor"),
            classOf(context, kind),
            `the constructor of ${kind.name}`,
          );
        },
      );
    }
  },
};

/** The chain of prototypes, and the row of the matrix of `instanceof`. */
function expectChain(context: Context, kind: Category, instance: object): void {
  const lookup = lookupOf(context.table);
  const chain = lookup.chainOf(kind);
  // By name: the test may have been planned from another copy of the table.
  const names = chain.map((one) => one.name);
  let prototype = prototypeOf(instance);
  for (const one of chain) {
    const made = classOf(context, one);
    expectSame(prototype, made.prototype, `a prototype of ${kind.name}`);
    prototype = prototypeOf(prototype);
  }
  const base: unknown = Reflect.get(prototype, "constructor");
  const name = typeof base === "function" ? base.name : undefined;
  expectSame(name, "Instance", `what ${kind.name} extends last`);
  expectSame(prototypeOf(prototype), Object.prototype, "what that extends");
  for (const other of lookup.kinds.values()) {
    expectSame(
      instance instanceof classOf(context, other),
      names.includes(other.name),
      `whether ${kind.name} is an instance of ${other.className}`,
    );
  }
}

function expectInherited(context: Context, kind: Category): void {
  const lookup = lookupOf(context.table);
  const [parent] = lookup.chainOf(kind).slice(1);
  if (parent === undefined) return;
  const made = classOf(context, kind);
  const above = classOf(context, parent);
  expectSame(Object.getPrototypeOf(made), above, "the class that it extends");
  for (const row of lookup.functionsOf(kind).values()) {
    if (kind.ownFunctions.has(row.id)) continue;
    expectThat(
      Reflect.get(made.prototype, row.name) ===
        Reflect.get(above.prototype, row.name),
      `${row.name} of ${kind.name} is not that of ${parent.name}`,
    );
  }
}

// What the rows of a large package leave out is what its runtime puts in again.
import { readFileSync } from "node:fs";
import { transform } from "esbuild";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { render } from "../../src/emit/templates.ts";
import { tableRowsText } from "../../src/emit/views/table-rows.ts";
import { tableText } from "../../src/emit/views/table.ts";
import type { Category, FunctionRow, Table } from "../../src/model/model.ts";
import { tableOf, tablesIn } from "../support/tables.ts";

const ROOT = new URL("../../../", import.meta.url);

const runtime = moduleOf(
  (
    await transform(render("runtime/rows.ts", {}), {
      loader: "ts",
      format: "esm",
    })
  ).code,
);

function moduleOf(code: string): Promise<Readonly<Record<string, unknown>>> {
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

/** The value of an object literal. */
async function valueOf(text: string): Promise<unknown> {
  return (await moduleOf(`export const value = ${text};`))["value"];
}

/** The whole table, out of its rows. */
async function wholeOf(table: Table): Promise<unknown> {
  const { whole } = await runtime;
  if (typeof whole !== "function") throw new Error("there is no whole");
  return whole(await valueOf(tableRowsText(table)));
}

async function expectWhole(table: Table): Promise<void> {
  expect(await wholeOf(table)).toEqual(await valueOf(tableText(table)));
}

function tableIn(path: string): Table {
  const { table } = compile(path, (file) =>
    readFileSync(new URL(file, ROOT), "utf8"),
  );
  if (table === undefined) throw new Error(`${path} has errors`);
  return table;
}

describe("the rows of a table", () => {
  it.each(tablesIn("good"))("say all that %s says", async (path) => {
    await expectWhole(tableOf(path));
  });

  it("say all that the Winsock Kernel's table says, in less", async () => {
    const table = tableIn("spec/wsk.yaml");
    await expectWhole(table);
    const less = tableRowsText(table).length / tableText(table).length;
    expect(less).toBeLessThan(1);
  });

  it("say it of categories that have anything in common with their parents", async () => {
    const door = tableOf("good/door.yaml");
    const [upper] = door.categories;
    if (upper === undefined) throw new Error("there is no category");
    await fc.assert(
      fc.asyncProperty(
        fc.array(made(door.functions), { minLength: 1, maxLength: 4 }),
        async (all) => {
          const categories = all.map((one, at) => build(upper, one, at));
          await expectWhole({ ...door, categories });
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** What a category is made of. */
interface Made {
  readonly functions: readonly FunctionRow[];
  readonly legal: ReadonlyMap<string, { readonly at: "call" | "success" }>;
  /** Whether all functions are legal in every state. */
  readonly all: boolean;
  readonly ancestors: readonly string[];
  /** Which category it extends, if there is such a one. */
  readonly parent: number;
}

function made(functions: readonly FunctionRow[]): fc.Arbitrary<Made> {
  const move = fc.record(
    {
      at: fc.constantFrom("success" as const, "call" as const),
      to: fc.constantFrom("open", "closed"),
      via: fc.constant("opening"),
    },
    { requiredKeys: ["at"], noNullPrototype: true },
  );
  const stays = fc.constant({ at: "success" } as const);
  const ids = functions.map(({ id }) => id);
  const call = fc.tuple(fc.constantFrom(...ids), fc.oneof(stays, move));
  return fc.record({
    functions: fc.subarray([...functions]),
    legal: fc.array(call).map((calls) => new Map(calls)),
    all: fc.boolean(),
    ancestors: fc.subarray(["c0", "c1", "c2"]),
    parent: fc.nat(4),
  });
}

function build(
  upper: Category,
  { functions, legal, all, ancestors, parent }: Made,
  at: number,
): Category {
  const name = `c${at}`;
  const staying = new Map(
    functions.map(({ id }) => [id, { at: "success" }] as const),
  );
  return {
    ...upper,
    ...{ name, functions },
    parents: parent < at ? [`c${parent}`] : [],
    ancestors: [name, ...ancestors],
    lifecycle: {
      ...upper.lifecycle,
      states: upper.lifecycle.states.map((state) => ({
        ...state,
        calls: all ? staying : legal,
      })),
    },
  };
}

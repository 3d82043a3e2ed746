import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { unescapeNumbers } from "../../src/conformance/kit-table/numbers.ts";
import { readTable } from "../../src/conformance/kit-table/read-table.ts";
import { writeTable } from "../../src/conformance/kit-table/write-table.ts";
import { written } from "../../src/conformance/kit-table/write-rows.ts";
import type {
  Category,
  FunctionRow,
  Move,
  Table,
} from "../../src/model/model.ts";
import type { Type } from "../../src/model/types.ts";
import { compileText } from "../support/tables.ts";

const ROOT = new URL("../../../", import.meta.url);
const FOLDERS = ["spec", "test/emitted/tables", "generator/test/fixtures/good"];

const tables = FOLDERS.flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, ROOT))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => `${folder}/${name}`),
);

function tableOf(path: string): Table {
  const { table } = compile(path, (file) =>
    readFileSync(new URL(file, ROOT), "utf8"),
  );
  if (table === undefined) throw new Error(`${path} has errors`);
  return table;
}

const throughText = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value));

/** What a category is made of. */
interface MadeCategory {
  readonly functions: readonly FunctionRow[];
  readonly legal: readonly (readonly [string, Move])[];
  /** Whether all functions are legal in every state. */
  readonly all: boolean;
  readonly own: readonly string[];
  readonly ancestors: readonly string[];
  readonly descendants: readonly string[];
}

describe("a table as JSON", () => {
  it("is tried with many tables", () => {
    expect(tables.length).toBeGreaterThan(12);
    expect(tables).toContain("spec/wsk.yaml");
  });

  it.each(tables)("%s comes back as it was", (path) => {
    const table = tableOf(path);
    const json = writeTable(table);
    const read = readTable(throughText(json));
    expect(read).toStrictEqual(table);
    expect(writeTable(read)).toEqual(json);
  });

  it("has every function once, and names it elsewhere", () => {
    const table = readTable(writeTable(tableOf("spec/wsk.yaml")));
    const shared = table.categories.flatMap(({ functions, refined }) =>
      functions.filter(({ id }) => !refined.has(id)),
    );
    expect(shared.length).toBeGreaterThan(table.functions.length);
    for (const row of shared) expect(table.functions).toContain(row);
  });

  it("keeps numbers that JSON has no form for", () => {
    const { table } = compileText(`
functions: { turn: { params: { by: { type: float, samples: [-0, .inf, 1] } } } }
categories: { wheel: { functions: [turn] } }
`);
    if (table === undefined) throw new Error("the table has errors");
    const read = readTable(throughText(writeTable(table)));
    const [by] = read.functions[0]?.params ?? [];
    expect(by?.samples).toStrictEqual([-0, Infinity, 1]);
  });

  it("is refused if a category names what is not there", () => {
    const door = tableOf("generator/test/fixtures/good/door.yaml");
    expect(() => readTable(writeTable({ ...door, events: [] }))).toThrow(
      "the table has no event creaked",
    );
    expect(readTable(writeTable(door)).events).toEqual(door.events);
  });
});

describe("a table of any rows as JSON", () => {
  const name = fc.constantFrom("a", "string", "list", "__proto__", "kind");
  const { type } = fc.letrec<{ readonly type: Type }>((tie) => ({
    type: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<Type>(
        { kind: "primitive", name: "string" },
        { kind: "primitive", name: "uint8" },
        { kind: "instance" },
        { kind: "instance", of: "string" },
        { kind: "handlers", of: "a" },
      ),
      name.map((it): Type => ({ kind: "named", name: it })),
      fc
        .tuple(
          fc.constantFrom("list", "map", "stream", "optional"),
          tie("type"),
        )
        .map(([kind, of]): Type => ({ kind, of })),
    ),
  }));
  const doc = fc.constantFrom("", "Says something.");
  const named = <T extends object>(
    rest: fc.Arbitrary<T>,
  ): fc.Arbitrary<readonly (T & { readonly name: string })[]> =>
    fc
      .uniqueArray(fc.tuple(name, rest), { selector: ([it]) => it })
      .map((rows) => rows.map(([it, row]) => ({ ...row, name: it })));
  const field = fc.record(
    {
      ...{ doc, type, optional: fc.boolean() },
      samples: fc.array(fc.jsonValue(), { maxLength: 2 }),
      default: fc.constantFrom(0, "a", false),
      unit: fc.constant("bytes"),
    },
    {
      requiredKeys: ["doc", "type", "optional", "samples"],
      noNullPrototype: true,
    },
  );
  const error = fc.record(
    { status: name, when: doc, provoke: fc.constant([]) },
    { noNullPrototype: true },
  );
  const row = fc.record(
    {
      ...{ id: name, name, doc, sync: fc.boolean(), params: named(field) },
      result: fc.record(
        { type, doc, unit: fc.constant("bytes") },
        { requiredKeys: ["type", "doc"], noNullPrototype: true },
      ),
      support: fc.constantFrom("mandatory", "optional", "reserved"),
      errors: fc.array(error, { maxLength: 3 }),
      traits: fc.subarray(["pends", "fifo"] as const).map((it) => new Set(it)),
    },
    {
      requiredKeys: [
        "id",
        "name",
        "doc",
        "sync",
        "params",
        "support",
        "errors",
        "traits",
      ],
      noNullPrototype: true,
    },
  );
  const nothing = {
    ...{ entry: false, fulfil: [], variants: [], conditions: [], accesses: [] },
  };
  const functions = fc
    .uniqueArray(row, { selector: ({ id }) => id })
    .map((rows) => rows.map((one): FunctionRow => ({ ...one, ...nothing })));

  it("has its functions again", () => {
    const table = tableOf("generator/test/fixtures/good/empty.yaml");
    fc.assert(
      fc.property(functions, (rows) => {
        const whole = { ...table, functions: rows };
        const read = readTable(throughText(writeTable(whole)));
        expect(read).toStrictEqual(whole);
      }),
      { numRuns: 500 },
    );
  });

  it("has its categories again, with what their states allow", () => {
    const door = tableOf("generator/test/fixtures/good/door.yaml");
    const [upper, ...others] = door.categories;
    const [row] = door.functions;
    if (upper === undefined || row === undefined) throw new Error("no door");
    const calls = door.functions.map(({ id }) => id);
    const move = fc.record(
      { at: fc.constantFrom("success", "call"), to: name, via: name },
      { requiredKeys: ["at"], noNullPrototype: true },
    );
    const stays = fc.constant({ at: "success" } as const);
    const call = fc.tuple(fc.constantFrom(...calls), fc.oneof(stays, move));
    const category = fc.record({
      functions: fc.subarray([...door.functions]),
      legal: fc.uniqueArray(call, { selector: ([key]) => key }),
      all: fc.boolean(),
      own: fc.subarray(calls),
      ancestors: fc.constantFrom(["b", "a"], ["b"], ["a"], ["b", "a", "c"]),
      descendants: fc.constantFrom(["a"], ["b"], ["a", "b"]),
    });
    const build = (
      { functions: its, legal, all, ...rest }: MadeCategory,
      called: string,
      parents: readonly string[],
    ): Category => ({
      ...upper,
      ...{ name: called, parents, functions: its },
      ...{ ancestors: rest.ancestors, descendants: rest.descendants },
      ownFunctions: new Set(rest.own),
      lifecycle: {
        ...upper.lifecycle,
        states: upper.lifecycle.states.map((state) => ({
          ...state,
          calls: all
            ? new Map(its.map(({ id }) => [id, { at: "success" }]))
            : new Map(legal),
        })),
      },
    });
    fc.assert(
      fc.property(category, category, (one, other) => {
        const categories = [
          build(one, "a", []),
          build(other, "b", ["a"]),
          ...others.filter(({ parents }) => parents.length === 0),
        ];
        const whole = { ...door, categories };
        const read = readTable(throughText(writeTable(whole)));
        expect(read).toStrictEqual(whole);
      }),
      { numRuns: 500 },
    );
  });
});

describe("numbers in data", () => {
  it("come back, whatever the data is", () => {
    const data = fc.jsonValue({ noUnicodeString: false }).chain((json) =>
      fc.oneof(
        fc.constant(json),
        fc.constant({ $number: json }),
        fc.double().map((number) => ({ a: [number, json] })),
        fc.double().map((number) => ({ $number: { $number: number } })),
      ),
    );
    fc.assert(
      fc.property(data, (value) => {
        const text = throughText(written(value));
        expect(unescapeNumbers(text)).toStrictEqual(value);
      }),
    );
  });
});

import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { unescapeNumbers } from "../../src/conformance/kit-table/numbers.ts";
import { readTable } from "../../src/conformance/kit-table/read-table.ts";
import { writeTable } from "../../src/conformance/kit-table/write-table.ts";
import { written } from "../../src/conformance/kit-table/written.ts";
import type { Table } from "../../src/model/model.ts";
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
    expect(writeTable(read)).toStrictEqual(json);
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

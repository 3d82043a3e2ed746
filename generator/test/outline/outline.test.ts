/** The plan of a package is made apart from the package: here they meet, for every table that there is. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";
import { describe, expect, it } from "vitest";
import { exampleOf, readExplanation } from "../../src/cli/explanation.ts";
import { compile, type ReadText } from "../../src/compile.ts";
import { catalog } from "../../src/diagnostics/catalog.ts";
import { emit } from "../../src/emit/emit.ts";
import type { Table } from "../../src/model/model.ts";
import { outline } from "../../src/outline/package.ts";
import { verifySet, verifyTexts } from "../../src/output/verify.ts";
import { compileText, readFixture, tablesIn } from "../support/tables.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

function read(path: string): string | undefined {
  const file = join(ROOT, path);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function tableOf(entry: string, reader: ReadText): Table {
  const { table, diagnostics } = compile(entry, reader);
  if (table === undefined) throw new Error(JSON.stringify(diagnostics));
  return table;
}

/** Where what is emitted is another than what is planned. */
async function disagreements(table: Table): Promise<readonly string[]> {
  const files = emit(table);
  const planned = outline(table);
  const faults = [
    ...verifySet(files.keys(), planned),
    ...(await verifyTexts(files, planned)),
  ];
  return faults.map(({ path, message }) => `${path}: ${message}`);
}

const own = [
  "spec/wsk.yaml",
  ...readdirSync(join(ROOT, "test/emitted/tables")).map(
    (name) => `test/emitted/tables/${name}`,
  ),
];

describe("what is emitted is what is planned", () => {
  it.each(own)("of %s", async (path) => {
    expect(await disagreements(tableOf(path, read))).toEqual([]);
  });

  it.each(tablesIn("good"))("of %s", async (path) => {
    expect(await disagreements(tableOf(path, readFixture))).toEqual([]);
  });

  it("of every mended example of the explanations", async () => {
    let tables = 0;
    for (const code of catalog.keys()) {
      const page = readExplanation(code);
      const files = page === undefined ? new Map() : exampleOf(page, "good");
      if (!files.has("table.yaml")) continue;
      const table = tableOf("table.yaml", (path) => files.get(path));
      expect(await disagreements(table), code).toEqual([]);
      tables += 1;
    }
    expect(tables).toBeGreaterThan(100);
    console.log(
      `plans: ${own.length + tablesIn("good").length} tables, ${tables} examples`,
    );
  });
});

/** A table with so many categories, each with a function, a role and a state of its own. */
function largeTable(categories: number): Table {
  const names = Array.from({ length: categories }, (_, index) => `c${index}`);
  const { table, diagnostics } = compileText(
    `functions:\n${names.map((it) => `  f${it}: {}\n`).join("")}` +
      `categories:\n${names
        .map(
          (it) =>
            `  ${it}: { functions: [f${it}], lifecycle: { initial: a, states: { a: { allow: [f${it}] } } } }\n`,
        )
        .join("")}`,
  );
  if (table === undefined) throw new Error(JSON.stringify(diagnostics));
  return table;
}

describe("a plan", () => {
  it("grows with the table and no faster", () => {
    const sizeOf = (table: Table): number =>
      JSON.stringify([...outline(table)]).length;
    const [one, two] = [sizeOf(largeTable(200)), sizeOf(largeTable(400))];
    expect(two / one).toBeLessThan(2.1);
    expect(two / one).toBeGreaterThan(1.5);
  });

  it("is of the large tables too", async () => {
    expect(await disagreements(largeTable(150))).toEqual([]);
    // Of so many rows the table as data has a declared type.
    expect(await disagreements(largeTable(550))).toEqual([]);
  });

  it("shares with what prints nothing but the names", () => {
    const folder = join(ROOT, "generator/src/outline");
    const imports = readdirSync(folder).flatMap((name) => {
      const { module } = parseSync(
        name,
        readFileSync(join(folder, name), "utf8"),
      );
      return module.staticImports.map(
        ({ moduleRequest }) => moduleRequest.value,
      );
    });
    const foreign = imports.filter((it) => !it.startsWith("./"));
    expect([...new Set(foreign)].toSorted()).toEqual([
      "../emit/names.ts",
      "../model/model.ts",
      "../model/types.ts",
    ]);
  });
});

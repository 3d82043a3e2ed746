import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createTableReader } from "../src/cli/read-text.ts";
import { compile, type CompileOptions } from "../src/compile.ts";
import { catalog } from "../src/diagnostics/catalog.ts";
import type { Diagnostic } from "../src/diagnostics/diagnostic.ts";
import { formatDiagnostics } from "../src/diagnostics/format.ts";
import { MOST } from "../src/syntax/limits.ts";
import {
  compileFixture,
  FIXTURES,
  golden,
  tablesIn,
} from "./support/tables.ts";
import { TemporaryFolder } from "./temporary-folder.ts";

const tables = tablesIn("bad");
/** There is no such file: that is what is wrong with it. */
const MISSING = "bad/there-is-none.yaml";

/** What is wrong with the bytes of a file is found by what reads them for the core, which knows text alone. */
function inBytes(): readonly Diagnostic[] {
  const folder = new TemporaryFolder();
  folder.write("table.yaml", Uint8Array.of(0xff));
  const { read, problems } = createTableReader(folder.root, false);
  read("table.yaml");
  return problems;
}

/** A table that is too large would take too much room here. */
function inSize(): readonly Diagnostic[] {
  const text = `# ${"x".repeat(MOST.characters)}`;
  return compile("table.yaml", () => text).diagnostics;
}

describe("bad tables", () => {
  it("are many", () => {
    expect(tables.length).toBeGreaterThanOrEqual(120);
    console.log(`bad tables: ${tables.length}, of ${catalog.size} codes`);
  });

  it.each([...tables, MISSING])("%s has its diagnostics", (path) => {
    const { diagnostics, sources } = compileFixture(path);
    const text = formatDiagnostics(diagnostics, sources);
    expect(text).not.toBe("");
    expect(text).toBe(golden(path.replace(/\.yaml$/, ".errors"), text));
  });

  it.each(tables)("%s gives no model if there is an error", (path) => {
    const { table, diagnostics } = compileFixture(path);
    const isBad = diagnostics.some(({ severity }) => severity === "error");
    expect(table === undefined).toBe(isBad);
  });

  it("that are too large are read if they are said to be one's own", () => {
    const large = `${"# a comment\n".repeat(400_000)}captable: 1\n`;
    const codesOf = (text: string, options?: CompileOptions) =>
      compile("table.yaml", () => text, options).diagnostics.map(
        ({ code }) => code,
      );
    expect(codesOf(large)).toEqual(["CT123"]);
    const said = codesOf(large, { large: true });
    expect(said.length).toBeGreaterThan(0);
    expect(said).not.toContain("CT123");
    expect(said).toEqual(codesOf("captable: 1\n"));
  });

  it("have no golden file without a table", () => {
    const found = readdirSync(new URL("bad/", FIXTURES))
      .filter((name) => name.endsWith(".errors"))
      .map((name) => `bad/${name.replace(/\.errors$/, ".yaml")}`);
    expect(found.sort()).toEqual([...tables, MISSING].sort());
  });

  it("provoke every diagnostic of the catalog", () => {
    const inTables = [...tables, MISSING].flatMap(
      (path) => compileFixture(path).diagnostics,
    );
    const found = [...inTables, ...inBytes(), ...inSize()];
    const codes = found.map(({ code }) => code);
    const missed = [...catalog.keys()].filter((code) => !codes.includes(code));
    expect(missed).toEqual([]);
  });
});

describe("diagnostics of bad tables", () => {
  const all = tables.flatMap((path) => {
    const { diagnostics, sources } = compileFixture(path);
    return diagnostics.map((diagnostic) => ({ path, diagnostic, sources }));
  });

  it("tell how to mend what is wrong", () => {
    const silent = all.filter(({ diagnostic }) => !diagnostic.help);
    expect(silent).toEqual([]);
  });

  it("point at a place in a file that was read", () => {
    for (const { diagnostic, sources } of all) {
      for (const { at } of [diagnostic, ...diagnostic.related]) {
        const lines = sources.get(at.path)?.split("\n");
        const line = lines?.[at.line - 1];
        expect(line, `${diagnostic.code} ${at.path}`).toBeDefined();
        expect(at.column).toBeLessThanOrEqual((line ?? "").length + 1);
        expect(at.endLine).toBeGreaterThanOrEqual(at.line);
      }
    }
  });

  it("have messages of one line without a full stop", () => {
    for (const { diagnostic } of all) {
      expect(diagnostic.message).not.toMatch(/\n|\.$|undefined|\[object/);
      expect(diagnostic.help).not.toMatch(/\n|\.$|undefined|\[object/);
    }
  });
});

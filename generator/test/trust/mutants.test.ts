/** A verification is worth what it finds: printers and templates that let something through, one mistake each. */
import { describe, expect, it } from "vitest";
import { loadCore } from "../../src/cli/core.ts";
import {
  verifyPaths,
  verifySet,
  verifyTexts,
} from "../../src/output/verify.ts";
import { Workspace } from "../cli/workspace.ts";
import { compileFixture } from "../support/tables.ts";
import { emit } from "../../src/emit/emit.ts";
import { outline } from "../../src/outline/package.ts";

const { table } = compileFixture("good/torture.yaml");
if (table === undefined) throw new Error("the table has errors");
const files = emit(table);
const planned = outline(table);

type Files = Map<string, string>;

/** Changes one file. */
function edit(
  path: string,
  change: (text: string) => string,
): (all: Files) => void {
  return (all) => {
    const text = all.get(path);
    if (text === undefined) throw new Error(`there is no ${path}`);
    all.set(path, change(text));
  };
}

const append = (path: string, text: string): ((all: Files) => void) =>
  edit(path, (old) => `${old}${text}\n`);
const replace = (
  path: string,
  from: string | RegExp,
  to: string,
): ((all: Files) => void) => edit(path, (old) => old.replace(from, () => to));
const move = (from: string, to: string): ((all: Files) => void) => {
  return (all) => {
    const text = all.get(from);
    if (text === undefined) throw new Error(`there is no ${from}`);
    all.delete(from);
    all.set(to, text);
  };
};

const TYPES = "src/types.ts";
const DATA = "src/table.ts";
const TEST = "conformance/kit.test.ts";
const CLASS = "src/categories/root.ts";

/** What the mistake lets through, by what the mistake is. */
const MUTANTS: Readonly<Record<string, (all: Files) => void>> = {
  "a string without its escapes": replace(DATA, /\\(?=["'])/g, ""),
  "a string without its end": replace(DATA, /("|'),\n/, ",\n"),
  "a string with a line break": replace(DATA, 'name: "', 'name: "a\n'),
  "a string that ends and goes on as code": replace(
    DATA,
    'name: "',
    'name: ""} as const; globalThis.x = 1; void {a: "',
  ),
  "a template for a string": replace(DATA, 'name: "torture"', "name: `${"),
  "a comment that ends within": replace(
    TYPES,
    "/**",
    "/** a */ globalThis.x = 1; /*",
  ),
  "a comment that ends within, and an import for its effect": append(
    TYPES,
    "/** */ globalThis.x; /* */",
  ),
  "a comment without its end": replace(TYPES, "*/", "* /"),
  "a comment of a line that goes on in the next": append(
    DATA,
    "// a\nglobalThis.x = 1;",
  ),
  "a call at the top level": append(DATA, 'fetch("https://example.org");'),
  "an assignment at the top level": append(DATA, "globalThis.x = 1;"),
  "a deletion at the top level": append(DATA, "delete Object.prototype.x;"),
  "a block at the top level": append(DATA, "{ }"),
  "a condition at the top level": append(DATA, "if (true) { }"),
  "a loop at the top level": append(DATA, "for (const a of []) { }"),
  "a label at the top level": append(DATA, "a: { }"),
  "a variable that changes": append(DATA, "export let a = 1;"),
  "a variable of old": append(DATA, "var a = 1;"),
  "a directive": append(DATA, '"use strict";'),
  "a namespace": append(TYPES, "namespace A { export const b = 1; }"),
  "a declaration for all modules": append(TYPES, "declare global { }"),
  "a module of another package": append(TYPES, 'declare module "node:fs" { }'),
  "an enum": append(TYPES, "export enum A { B }"),
  "an assignment to what is exported": append(DATA, "export = 1;"),
  "an import in the old way": append(DATA, 'import fs = require("node:fs");'),
  "a class without its end": edit(CLASS, (text) => text.slice(0, -3)),
  "a name that is none": replace(CLASS, "export class ", "export class 1"),
  "a name in two words": replace(CLASS, "export class ", "export class a "),
  "a member behind the class": append(CLASS, "  a(): void { }"),
  "a test that calls something else": append(TEST, "process.exit(0);"),
  "a test of another name": append(TEST, "globalThis.it('a', () => {});"),
  "JSON without its escapes": replace(
    "package.json",
    /"description": "/,
    '"description": "a"b',
  ),
  "JSON with a comment": append("package.json", "// a"),
  "a carriage return": append("README.md", "a\r"),
  "a file outside": move(CLASS, "../root.ts"),
  "a file elsewhere": move(CLASS, "/etc/root.ts"),
  "a file that goes out on its way": move(CLASS, "src/../../root.ts"),
  "a path of another platform": move(CLASS, "src\\root.ts"),
  "a path with a blank": move(CLASS, "src/categories/root .ts"),
  "a path with a line break": move(CLASS, "src/categories/root\n.ts"),
  "a device": move(CLASS, "src/categories/nul.ts"),
  "a device with a dot": move(CLASS, "src/categories/con"),
  "a dot at the end": move(CLASS, "src/categories/root.ts."),
  "letters of another alphabet": move(CLASS, "src/categories/r\u043eot.ts"),
  "two files that are one": (all) => {
    all.set("src/categories/ROOT.ts", "export {};\n");
  },
  "a file of the tools": move(CLASS, "node_modules/root.ts"),
  "a hidden turn": move(CLASS, ".captable/owner.0"),
  "the manifest": move(CLASS, "captable.manifest.json"),
};

/** What verification says of the package with one mistake. */
async function faultsOf(mistake: (all: Files) => void): Promise<number> {
  const all = new Map(files);
  mistake(all);
  expect([...all]).not.toEqual([...files]);
  const faults = [
    ...verifyPaths(all.keys()),
    ...(await verifyTexts(all, planned)),
  ];
  // That nothing plans a path finds every wrong one, too: what is tested here has to find it by itself.
  return faults.filter(({ message }) => message !== "is not planned").length;
}

describe("verification", () => {
  it("finds nothing in what is emitted", async () => {
    expect(verifyPaths(files.keys())).toEqual([]);
    expect(verifySet(files.keys(), planned)).toEqual([]);
    expect(await verifyTexts(files, planned)).toEqual([]);
    console.log(`verification: ${Object.keys(MUTANTS).length} mutants`);
  });

  it.each(Object.entries(MUTANTS))("finds %s", async (_what, mistake) => {
    expect(await faultsOf(mistake)).toBeGreaterThan(0);
  });
});

describe("what verification finds", () => {
  it.each(["an assignment at the top level", "a file outside"])(
    "is not written: %s",
    async (what) => {
      const core = await loadCore();
      const project = new Workspace({ a: {} });
      const mistake = MUTANTS[what];
      const mutant = {
        ...core,
        compile: () => compileFixture("good/torture.yaml"),
        emit: () => {
          const all = new Map(files);
          mistake?.(all);
          return all;
        },
      };
      const { code, stderr } = await project.run(["generate"], {}, mutant);
      expect(stderr).toContain("captable would have emitted wrong files");
      expect(code).toBe(70);
      expect(project.has("out")).toBe(false);
      const sound = { ...mutant, emit: () => files };
      expect((await project.run(["generate"], {}, sound)).code).toBe(0);
    },
  );
});

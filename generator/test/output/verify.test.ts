import { describe, expect, it } from "vitest";
import { parseSync } from "oxc-parser";
import { statementFaults } from "../../src/output/verify-statements.ts";
import {
  verifyPaths,
  verifySet,
  verifyTexts,
} from "../../src/output/verify.ts";
import {
  code,
  exported,
  type FileOutline,
  json,
  TEXT,
} from "../../src/outline/outline.ts";

/** What is said of the statements of a file alone. */
function statementsOf(text: string, path = "a.ts"): string {
  const { errors, program } = parseSync(path, text, { lang: "ts" });
  expect(errors).toEqual([]);
  return statementFaults(path, program)
    .map(({ at, message }) => `${text.slice(0, at)}${message}`)
    .join("\n");
}

describe("the statements of a file", () => {
  it.each([
    'import { a } from "./a.ts";',
    'export * from "./a.ts";',
    'export type { A } from "./a.ts";',
    "export type A = string;",
    "export interface A { readonly b: string }",
    "export abstract class A { static { } }",
    "export function a(): void {}",
    "export const a = 1;",
    "export function a(): void; export function a(b?: 1): void {}",
    "const a = 1;",
    "let a: string;",
    "export declare const a: unique symbol;",
    "export default class {}",
    "/** only a comment */",
  ])("accepts %s", (text) => {
    expect(statementsOf(text)).toBe("");
  });

  it.each([
    "globalThis.x = 1;",
    "fetch('x');",
    "let a = 1;",
    "export let a = 1;",
    "var a = 1;",
    "if (true) { }",
    "{ }",
    ";",
    "enum A { B }",
    "export enum A { B }",
    "declare module 'x' { }",
    "declare global { }",
    "namespace A { }",
    "for (const a of []) { }",
    "describe('a', () => {});",
    "'use strict';",
  ])("finds %s", (text) => {
    expect(statementsOf(`const ok = 1;\n${text}\n`)).toMatch(
      /^const ok = 1;\n\w+ is not allowed at the top level$/,
    );
  });

  it.each([
    "describe('a', () => { anything(); });",
    "it.each([1])('a', () => {});",
    "test('a', () => {});",
    "for (const a of [1]) { describe('a', () => {}); }",
    "for (const a of [1]) for (const b of [2]) it('a', () => {});",
  ])("accepts %s in a test only", (text) => {
    expect(statementsOf(text, "a.test.ts")).toBe("");
    expect(statementsOf(text, "a.ts")).not.toBe("");
  });

  it.each([
    "globalThis.x = 1;",
    "fetch('x');",
    "globalThis.describe('a');",
    "for (const a of [1]) { fetch(a); }",
    "for (const a in {}) { it('a', () => {}); }",
  ])("finds %s in a test too", (text) => {
    expect(statementsOf(text, "a.test.ts")).toContain("not allowed");
  });
});

/** What is said of one file. */
async function faultsOf(
  text: string,
  plan: FileOutline,
  path = "a.ts",
): Promise<string> {
  const outline = new Map([[path, plan]]);
  const faults = await verifyTexts(new Map([[path, text]]), outline);
  return faults.map((it) => `${it.path}: ${it.message}`).join("\n");
}

const ONE = code(exported("const", "a"));

describe("verifyTexts", () => {
  it("finds wrong syntax", async () => {
    expect(await faultsOf("export const = 1;", ONE)).toMatch(/^a\.ts: /);
    expect(await faultsOf("const a: = 1;", ONE)).toMatch(/^a\.ts: /);
    expect(await faultsOf("export const a = 1;", ONE)).toBe("");
  });

  it("finds JSON that is none", async () => {
    expect(await faultsOf("{ a: 1 }", json("a"), "a.json")).toMatch(
      /^a\.json: /,
    );
    expect(await faultsOf('{ "a": 1 }', json("a"), "a.json")).toBe("");
  });

  it("finds keys of JSON that are not planned, or are missing", async () => {
    const text = '{ "a": 1, "scripts": {} }';
    expect(await faultsOf(text, json("a"), "a.json")).toBe(
      'a.json: the key "scripts" is not planned',
    );
    expect(await faultsOf(text, json("a", "scripts"), "a.json")).toBe("");
    expect(await faultsOf(text, json("a", "scripts", "b"), "a.json")).toBe(
      'a.json: the key "b" is planned and missing',
    );
  });

  it("finds a file that nothing plans, but the manifest", async () => {
    const file = new Map([["a.md", "a\n"]]);
    expect(await verifyTexts(file, new Map())).toEqual([
      { path: "a.md", message: "is not planned" },
    ]);
    expect(await verifyTexts(file, new Map([["a.md", TEXT]]))).toEqual([]);
    const manifest = new Map([["captable.manifest.json", "{}\n"]]);
    expect(await verifyTexts(manifest, new Map())).toEqual([]);
  });

  it("finds carriage returns in any file", async () => {
    expect(await faultsOf("a\r\n", TEXT, "a.md")).toBe(
      "a.md: has a carriage return",
    );
    expect(await faultsOf("a\n", TEXT, "a.md")).toBe("");
  });
});

describe("verifySet", () => {
  const outline = new Map([
    ["a.ts", ONE],
    ["b.ts", ONE],
  ]);

  it("accepts the files that are planned, and finds one more and one less", () => {
    expect(verifySet(["b.ts", "a.ts"], outline)).toEqual([]);
    expect(verifySet(["a.ts", "c.ts"], outline)).toEqual([
      { path: "c.ts", message: "is not planned" },
      { path: "b.ts", message: "is planned and missing" },
    ]);
  });
});

describe("verifyPaths", () => {
  it("accepts what a package has", () => {
    const paths = [
      "package.json",
      ".npmignore",
      "src/a-b.test.ts",
      "src/B_1.ts",
    ];
    expect(verifyPaths(paths)).toEqual([]);
  });

  it.each([
    "../a.ts",
    "src/../a.ts",
    "/a.ts",
    "src//a.ts",
    "",
    "./a.ts",
    "src\\a.ts",
    "C:/a.ts",
    "a\nb.ts",
    "ä.ts",
    "a.",
    "nul.ts",
    "src/COM1",
    "dist/a.js",
    "node_modules/a.js",
    "tsconfig.tsbuildinfo",
    "captable.manifest.json",
  ])("finds %j", (path) => {
    expect(verifyPaths([path])).toMatchObject([{ path }]);
  });

  it("finds paths that are one file on many disks", () => {
    expect(verifyPaths(["src/Ab.ts", "src/aB.ts"])).toEqual([
      { path: "src/aB.ts", message: "differs from src/Ab.ts only in case" },
    ]);
  });
});

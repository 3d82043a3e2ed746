import { describe, expect, it } from "vitest";
import { verifyPaths, verifyTexts } from "../../src/output/verify.ts";

async function faultsOf(text: string, path = "a.ts"): Promise<string> {
  const faults = await verifyTexts(new Map([[path, text]]));
  return faults.map((it) => `${it.path}: ${it.message}`).join("\n");
}

describe("verifyTexts", () => {
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
  ])("accepts %s", async (text) => {
    expect(await faultsOf(text)).toBe("");
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
  ])("finds %s", async (text) => {
    expect(await faultsOf(`const ok = 1;\n${text}\n`)).toMatch(
      /^a\.ts: line 2: \w+ is not allowed at the top level$/,
    );
  });

  it.each([
    "describe('a', () => { anything(); });",
    "it.each([1])('a', () => {});",
    "test('a', () => {});",
    "for (const a of [1]) { describe('a', () => {}); }",
    "for (const a of [1]) for (const b of [2]) it('a', () => {});",
  ])("accepts %s in a test only", async (text) => {
    expect(await faultsOf(text, "a.test.ts")).toBe("");
    expect(await faultsOf(text, "a.ts")).not.toBe("");
  });

  it.each([
    "globalThis.x = 1;",
    "fetch('x');",
    "globalThis.describe('a');",
    "for (const a of [1]) { fetch(a); }",
    "for (const a in {}) { it('a', () => {}); }",
  ])("finds %s in a test too", async (text) => {
    expect(await faultsOf(text, "a.test.ts")).toContain("not allowed");
  });

  it("finds wrong syntax", async () => {
    expect(await faultsOf("export const = 1;")).toMatch(/^a\.ts: /);
    expect(await faultsOf("const a: = 1;")).toMatch(/^a\.ts: /);
  });

  it("finds JSON that is none", async () => {
    expect(await faultsOf("{ a: 1 }", "a.json")).toMatch(/^a\.json: /);
    expect(await faultsOf('{ "a": 1 }', "a.json")).toBe("");
  });

  it("finds carriage returns in any file", async () => {
    expect(await faultsOf("a\r\n", "a.md")).toBe("a.md: has a carriage return");
    expect(await faultsOf("a\n", "a.md")).toBe("");
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

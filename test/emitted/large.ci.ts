// A table so large that a compiler declares no type of its data that it has to infer.
import { compile, emit } from "captable";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LONG, PackageFolder } from "./packages.ts";

const CATEGORIES = 100;
const FUNCTIONS = 10;

/** Chains of ten categories, each of which extends the one before. */
function largeTable(): string {
  const numbers = Array.from({ length: CATEGORIES }, (_, at) => at);
  const names = (at: number): readonly string[] =>
    Array.from({ length: FUNCTIONS }, (_, which) => `f${at}_${which}`);
  const categories = numbers.map((at) => {
    const parents = at % 10 === 0 ? "" : `parents: [c${at - 1}], `;
    return `  c${at}: { ${parents}functions: [${names(at).join(", ")}] }\n`;
  });
  const functions = numbers
    .flatMap(names)
    .map((name) => `  ${name}: { params: { to: uint32 }, result: string }\n`);
  return `captable: 1
name: things
title: Things
object: Thing
errorClass: ThingError
package: { name: things, version: 1.0.0, license: MIT }
errors: { OK: { code: 0, success: true }, BAD: { code: 1 } }
violations:
  { argument: BAD, state: BAD, role: BAD, closed: BAD, missing: BAD, cancelled: BAD, unsupported: BAD }
functions:
${functions.join("")}categories:
${categories.join("")}`;
}

describe("the package of a large table", () => {
  let folder: PackageFolder;
  const { table, diagnostics } = compile("things.yaml", largeTable);
  if (table === undefined) throw new Error(JSON.stringify(diagnostics));
  const files = emit(table);
  beforeAll(async () => {
    folder = await PackageFolder.of(files);
  });
  afterAll(() => folder.remove());

  it("has a declared type for the table as data", () => {
    expect(files.get("src/table.ts")).toContain("const table: TableData = ");
    expect(files.has("src/runtime/data.ts")).toBe(true);
    expect(files.get("src/table-rows.ts")).not.toContain("mandatory");
  });

  it.each(["typescript-5.9", "typescript-7"])(
    "compiles with %s",
    async (compiler) => {
      expect(await folder.complaintsOf(compiler)).toBe("");
    },
    LONG,
  );
});

/** The tables of the fixtures, and tables written in a test. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Compilation } from "../../src/compile.ts";
import { compile } from "../../src/compile.ts";
import type { Table } from "../../src/model/model.ts";

export const FIXTURES: URL = new URL("../fixtures/", import.meta.url);

/** Reads a file of the fixtures. */
export function readFixture(path: string): string | undefined {
  const url = new URL(path, FIXTURES);
  return existsSync(url) ? readFileSync(url, "utf8") : undefined;
}

/** The tables of a folder of the fixtures, by path. */
export function tablesIn(folder: string): readonly string[] {
  return readdirSync(new URL(`${folder}/`, FIXTURES))
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => `${folder}/${name}`);
}

export function compileFixture(path: string): Compilation {
  return compile(path, readFixture);
}

/** The model of a table of the fixtures that has no errors. */
export function tableOf(path: string): Table {
  const { table } = compileFixture(path);
  if (table === undefined) throw new Error(`${path} has errors`);
  return table;
}

/** The row of that name. */
export function named<T extends { readonly name: string }>(
  rows: readonly T[],
  name: string,
): T {
  const row = rows.find((one) => one.name === name);
  if (row === undefined) throw new Error(`there is no ${name}`);
  return row;
}

/** The head and the statuses that a table needs, so that a test shows only what it is about. */
export const HEAD = `captable: 1
name: test
title: Test
object: Thing
errorClass: TestError
package: { name: test, version: 0.1.0, license: MIT }
imports: [statuses.yaml]
`;

/** Compiles a table out of parts: the head goes before `body`, other files are given by path. */
export function compileText(
  body: string,
  files: Readonly<Record<string, string>> = {},
): Compilation {
  return compile("table.yaml", (path) => {
    if (path === "table.yaml") return HEAD + body;
    return files[path] ?? readFixture(path);
  });
}

/** Compares text with a golden file; with `CAPTABLE_UPDATE=1` writes it instead. */
export function golden(path: string, text: string): string {
  const url = new URL(path, FIXTURES);
  if (process.env["CAPTABLE_UPDATE"] === "1") {
    if (process.env["CI"]) throw new Error("goldens are not updated in CI");
    writeFileSync(url, text);
  }
  return existsSync(url) ? readFileSync(url, "utf8") : "";
}

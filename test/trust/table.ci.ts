/** Tables that are made to exhaust whoever reads them, each read by a process with little memory. */
import { spawnSync } from "node:child_process";
import { closeSync, openSync, writeSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { TemporaryFolder } from "../../generator/test/temporary-folder.ts";

const BIN = fileURLToPath(
  new URL("../../generator/bin/captable.js", import.meta.url),
);

const HEAD = `captable: 1
name: lamp
title: Lamps
object: Lamp
errorClass: LampError
package: { name: lamp, version: 1.0.0, license: MIT }
errors:
  BAD: { code: 1, doc: Something was wrong. }
violations:
  { argument: BAD, state: BAD, role: BAD, closed: BAD, missing: BAD, cancelled: BAD, unsupported: BAD }
`;
const BODY = `functions:
  light: { doc: Lights the lamp. }
categories:
  plain: { doc: A lamp., functions: [light] }
`;

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

function check(folder: TemporaryFolder, command = "check"): Run {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--max-old-space-size=256", BIN, command, "table.yaml", "-o", "out"],
    {
      cwd: folder.root,
      encoding: "utf8",
      // A run that hangs is ended; none comes near to this.
      timeout: 50_000,
      maxBuffer: 2 ** 28,
    },
  );
  return {
    ...{ code: status, stdout, stderr },
    milliseconds: performance.now() - start,
  };
}

/** What a table without malice takes. */
function harmlessTime(): number {
  const folder = new TemporaryFolder();
  folder.write("table.yaml", HEAD + BODY);
  check(folder, "generate");
  const times = [1, 2, 3].map(() => check(folder));
  expect(times.map(({ code }) => code)).toEqual([0, 0, 0]);
  return Math.max(...times.map(({ milliseconds }) => milliseconds));
}

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => `${line(index)}\n`).join("");

const nested = (open: string, close: string): string =>
  `types: ${open.repeat(100_000)}a${close.repeat(100_000)}\n`;

/** What is written, and what is said of it: a code, and the line. */
const TABLES: Readonly<Record<string, readonly [string, string, RegExp]>> = {
  "a billion laughs": [
    HEAD +
      "x-a: &a [x, x]\n" +
      lines(
        30,
        (i) =>
          `x-a${i}: &a${i} [*a${i === 0 ? "" : i - 1}, *a${i === 0 ? "" : i - 1}]`,
      ),
    "CT103",
    /table\.yaml:11:6: error CT103/,
  ],
  "an alias of what it stands in": [
    `${HEAD}types: &a [*a]\n`,
    "CT103",
    /table\.yaml:11:8/,
  ],
  "merge keys": [
    `${HEAD}types:\n  <<: { A: { opaque: true } }\n${BODY}`,
    "CT105",
    /table\.yaml:12:3/,
  ],
  "duplicate keys": [
    `${HEAD}${BODY}functions: {}\n`,
    "CT102",
    /table\.yaml:15:1/,
  ],
  "many duplicate keys": [
    `${HEAD}types:\n${lines(20_000, () => "  A: { opaque: true }")}`,
    "CT102",
    /table\.yaml:13:3/,
  ],
  "lists 100,000 deep": [
    HEAD + nested("[", "]"),
    "CT124",
    /table\.yaml:11:\d+/,
  ],
  "mappings 100,000 deep": [
    HEAD + nested("{a: ", "}"),
    "CT124",
    /table\.yaml:11:\d+/,
  ],
  "lists that never end": [
    `${HEAD}types: ${"[".repeat(100_000)}`,
    "CT124",
    /table\.yaml:11:\d+/,
  ],
  "lists 100,000 deep in blocks": [
    `${HEAD}types:\n  ${"- ".repeat(100_000)}a\n`,
    "CT124",
    /table\.yaml:12:\d+/,
  ],
  "keys 100,000 deep in blocks": [
    `${HEAD}types:\n  ${"? ".repeat(100_000)}a\n`,
    "CT124",
    /table\.yaml:12:\d+/,
  ],
  "mappings 2,000 deep in blocks": [
    `${HEAD}types:\n${lines(2000, (i) => `${" ".repeat(i + 1)}a:`)}`,
    "CT124",
    /table\.yaml:1\d\d:\d+/,
  ],
  "a type 100,000 deep": [
    `${HEAD}types: { T: { alias: "${"list<".repeat(100_000)}string" } }\n`,
    "CT113",
    /table\.yaml:11:\d+/,
  ],
  "types that double at each step": [
    `${HEAD}types:\n  T0: { struct: { a: string, b: string } }\n${lines(60, (i) => `  T${i + 1}: { struct: { a: T${i}, b: T${i} } }`)}${BODY}`,
    "CT241",
    /table\.yaml:24:3/,
  ],
  "aliases 5,000 deep": [
    `${HEAD}types:\n  T0: { alias: string }\n${lines(5000, (i) => `  T${i + 1}: { alias: T${i} }`)}${BODY}`,
    "CT241",
    /table\.yaml:44:3/,
  ],
  "categories 10,000 above each other": [
    `${HEAD}categories:\n  c0: {}\n${lines(10_000, (i) => `  c${i + 1}: { parents: [c${i}] }`)}`,
    "CT308",
    /table\.yaml:77:3/,
  ],
  "categories 10,000 above each other, children first": [
    `${HEAD}categories:\n${lines(10_000, (i) => `  c${10_000 - i}: { parents: [c${9999 - i}] }`)}  c0: {}\n`,
    "CT308",
    /table\.yaml:12:3/,
  ],
  "100,000 characters that none may have": [
    `${HEAD}doc: "${"\u0001".repeat(100_000)}"\n`,
    "CT106",
    /table\.yaml:11:7/,
  ],
  "50,000 unknown keys": [
    `${HEAD}${lines(50_000, (i) => `k${i}: 1`)}`,
    "CT108",
    /table\.yaml:11:1/,
  ],
  "one huge list": [
    `${HEAD}imports:\n${lines(1_000_000, () => "- a")}`,
    "CT123",
    /table\.yaml:\d{5}:\d/,
  ],
  "one huge list, laid out plainly": [
    `${HEAD}imports:\n${lines(600_000, () => "  - a")}`,
    "CT123",
    /table\.yaml:\d{5,}:\d/,
  ],
  "a file that imports many": [
    `${HEAD}imports: [${lines(20_000, (i) => `f${i}.yaml,`)}]\n`,
    "CT116",
    /table\.yaml:11:11/,
  ],
};

describe("a table that is made to exhaust", () => {
  const usual = harmlessTimeOnce();

  it.each(Object.entries(TABLES))("%s", (what, [text, code, place]) => {
    const folder = new TemporaryFolder();
    folder.write("table.yaml", text);
    const run = check(folder);
    report(what, run, usual());
    expect(run.stderr).toContain(`error ${code}: `);
    expect(run.stderr).toMatch(place);
    expect(run.code).toBe(1);
    expect(run.milliseconds).toBeLessThan(100 * usual());
  });

  it.each([
    ["one huge scalar", `${HEAD}doc: "`, "x", '"\n'],
    ["one huge line", `${HEAD}types: [`, "a, ", "]\n"],
    ["one huge comment", `${HEAD}# `, "\u00e4", "\n"],
    ["many lines", `${HEAD}x-a: |\n`, "  \n", "\n"],
    ["nothing but NUL", "", "\0", ""],
  ])("100 MB: %s", (what, start, unit, end) => {
    const folder = new TemporaryFolder();
    folder.write("table.yaml", start);
    const file = openSync(folder.path("table.yaml"), "a");
    const chunk = Buffer.from(unit.repeat(1_000_000));
    for (let size = 0; size < 100_000_000; size += chunk.length)
      writeSync(file, chunk);
    writeSync(file, end);
    closeSync(file);
    const run = check(folder);
    report(`100 MB: ${what}`, run, usual());
    expect(run.stderr.slice(0, 2000)).toContain("error CT123: ");
    expect(run.stderr).toMatch(/table\.yaml:\d+:\d+/);
    expect(run.stderr.length).toBeLessThan(10_000);
    expect(run.code).toBe(1);
    expect(run.milliseconds).toBeLessThan(100 * usual());
  });

  it("files that import each other, 3,000 in a row", () => {
    const folder = new TemporaryFolder();
    folder.write("table.yaml", `${HEAD}imports: [f0.yaml]\n${BODY}`);
    for (let i = 0; i < 3000; i += 1)
      folder.write(`f${i}.yaml`, `captable: 1\nimports: [f${i + 1}.yaml]\n`);
    const run = check(folder);
    report("3,000 imports in a row", run, usual());
    expect(run.stderr).toContain("error CT123: ");
    expect(run.stderr).toMatch(/f998\.yaml:2:11/);
    expect(run.code).toBe(1);
  });

  it("files that import each other, in a circle and crosswise", () => {
    const folder = new TemporaryFolder();
    const all = Array.from({ length: 60 }, (_, i) => `f${i}.yaml`);
    folder.write("table.yaml", `${HEAD}imports: [${all.join(", ")}]\n${BODY}`);
    for (const name of all)
      folder.write(name, `captable: 1\nimports: [${all.join(", ")}]\n`);
    const run = check(folder);
    report("60 files that all import all", run, usual());
    expect(run.stderr).toContain("error CT117: ");
    expect(run.code).toBe(1);
    expect(run.milliseconds).toBeLessThan(100 * usual());
  });
});

/** Measured when it is first needed: a table's time means nothing by itself. */
function harmlessTimeOnce(): () => number {
  let time: number | undefined;
  return () => (time ??= harmlessTime());
}

function report(what: string, { milliseconds }: Run, usual: number): void {
  const times = (milliseconds / usual).toFixed(1);
  console.log(`exhausting: ${what}: ${times} times a harmless table`);
}

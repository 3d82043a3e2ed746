/** The built program, with threads and without. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type * as Pool from "../../../src/cli/workers/pool.ts";
import { LAMP } from "../lamp.ts";
import { TemporaryFolder } from "../../temporary-folder.ts";

const BIN = fileURLToPath(new URL("../../../bin/captable.js", import.meta.url));

/** It has a warning. */
const TABLE = LAMP.replace(
  "violations:",
  "  LEFT: { code: 2, doc: Nobody gives it. }\nviolations:",
);

/** Tables of one project, and two packages of one of them. */
function project(tables: Readonly<Record<string, string>>): TemporaryFolder {
  const folder = new TemporaryFolder();
  for (const [name, text] of Object.entries(tables))
    folder.write(`${name}.yaml`, text);
  const config = [...Object.keys(tables), "again"].map((name) => ({
    table: `${name === "again" ? Object.keys(tables)[0] : name}.yaml`,
    output: `out/${name}`,
  }));
  folder.write("captable.config.json", JSON.stringify({ tables: config }));
  return folder;
}

/** What a run prints and leaves. */
function outcome(
  folder: TemporaryFolder,
  ...words: readonly string[]
): unknown {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [BIN, ...words, "--no-color"],
    { cwd: folder.root, encoding: "utf8" },
  );
  const names = folder.has("out")
    ? readdirSync(folder.path("out"), { recursive: true, encoding: "utf8" })
    : [];
  const files = names
    .map((name) => folder.path(`out/${name}`))
    .filter((path) => statSync(path).isFile())
    .toSorted()
    .map((path) => [
      path.slice(folder.root.length),
      readFileSync(path, "utf8"),
    ]);
  return { status, stdout: stdout.replaceAll(/\(\S+ s\)/g, ""), stderr, files };
}

/** The same with threads as without. */
function same(
  tables: Readonly<Record<string, string>>,
  ...words: readonly string[]
): ReturnType<typeof outcome> {
  const [alone, threads] = ["1", "3"].map((workers) =>
    outcome(project(tables), ...words, "--workers", workers),
  );
  expect(threads).toEqual(alone);
  return alone;
}

describe("with threads as without", () => {
  it("the same is written, and said in the same order", () => {
    const other = TABLE.replaceAll("lamp", "torch");
    const tables = { a: TABLE, b: other, c: TABLE.replace("plain", "other") };
    expect(same(tables, "generate")).toMatchObject({ status: 0 });
  });

  it("the same errors are told, of every table", () => {
    const wrong = TABLE.replace("[light]", "[lihgt]");
    const missing = `imports: [none.yaml]\n${TABLE}`;
    const outcome = same({ a: TABLE, b: wrong, c: missing }, "check");
    expect(outcome).toMatchObject({ status: 1, files: [] });
  });

  it("the same is told of what cannot be read", () => {
    const folder = `imports: [.]\n${TABLE}`;
    const outcome = same({ a: TABLE, b: folder, c: TABLE }, "generate");
    expect(outcome).toMatchObject({ files: [] });
  });
});

/** So large that it gets a thread, by what stands behind it. */
const LARGE = `${TABLE}${`#${" ".repeat(99)}\n`.repeat(10_000)}`;

describe("a large table", () => {
  /** The same with a thread beside as without. */
  function sameBeside(
    text: string,
    ...words: readonly string[]
  ): ReturnType<typeof outcome> {
    const [alone, beside] = [["--workers", "1"], []].map((workers) =>
      outcome(project({ a: text }), ...words, ...workers),
    );
    expect(beside).toEqual(alone);
    return alone;
  }

  it("gives the same, and the same is said", () => {
    expect(sameBeside(LARGE, "generate")).toMatchObject({ status: 0 });
    expect(sameBeside(LARGE, "check")).toMatchObject({ status: 1 });
  });

  it("has the same errors", () => {
    const wrong = LARGE.replace("[light]", "[lihgt]");
    const outcome = sameBeside(wrong, "generate");
    expect(outcome).toMatchObject({ status: 1, files: [] });
  });

  it("is found fresh, and stale when it is not", () => {
    const folder = project({ a: LARGE });
    const run = (...words: readonly string[]): unknown =>
      outcome(folder, ...words, "--no-cache");
    expect(run("generate")).toMatchObject({ status: 0 });
    expect(run("check")).toMatchObject({ status: 0 });
    folder.write("out/a/src/guards.ts", "// Mine.\n");
    expect(run("check")).toMatchObject({ status: 1 });
    expect(run("generate", "--force")).toMatchObject({ status: 0 });
    expect(run("check")).toMatchObject({ status: 0 });
  });
});

it("a thread does what it is asked, and leaves what it cannot do", async () => {
  const url = new URL("../../../dist/cli/workers/pool.js", import.meta.url);
  const { compileInThreads }: typeof Pool = await import(url.href);
  const { root } = project({ a: TABLE, b: `imports: [.]\n${TABLE}` });
  const tables = ["a", "b"].map((name) => {
    const table = `${root}/${name}.yaml`;
    return [
      {
        root,
        table,
        output: `${root}/out/${name}`,
        cached: true,
        large: false,
      },
    ];
  });
  const [good, bad] = await compileInThreads(tables, root, 2);
  expect(good?.compiled.files?.get("src/categories/plain.ts")).toContain(
    "class",
  );
  expect(good?.compiled.outline?.size).toBe(good?.compiled.files?.size);
  expect(good?.verified.size).toBe((good?.compiled.files?.size ?? 0) + 1);
  expect(bad).toBeUndefined();
});

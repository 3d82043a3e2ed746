import { execFile } from "node:child_process";
import {
  appendFile,
  cp,
  mkdtemp,
  readFile,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const bin = join(root, "generator", "bin", "captable.js");

interface Outcome {
  readonly code: number;
  readonly output: string;
}

function captable(cwd: string, ...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], { cwd }, (error, out, err) => {
      const code = typeof error?.code === "number" ? error.code : 0;
      resolve({ code, output: out + err });
    });
  });
}

/** The table and its package, as they stand in the repository. */
let copy = "";

beforeEach(async () => {
  copy = await mkdtemp(join(tmpdir(), "captable-drift-"));
  const built = /[\\/](?:dist|node_modules)$|\.tsbuildinfo$/;
  for (const folder of ["spec", "generated"]) {
    await cp(join(root, folder), join(copy, folder), {
      recursive: true,
      filter: (path) => !built.test(path),
    });
  }
  const config = {
    tables: [{ table: "spec/wsk.yaml", output: "generated/wsk" }],
  };
  await writeFile(join(copy, "captable.config.json"), JSON.stringify(config));
});

afterEach(async () => {
  await rm(copy, { recursive: true, force: true });
});

const guards = "generated/wsk/src/guards.ts";

describe("the package of the repository", () => {
  it("is what its table says", async () => {
    const { code, output } = await captable(copy, "check");
    expect(output).toMatch(
      /^generated\/wsk {2}fresh \(\d+ files\)\n\d+ accepted warnings\n$/,
    );
    expect(code).toBe(0);
  });

  it("does not change by generating", async () => {
    const { code, output } = await captable(copy, "generate");
    expect(output).toMatch(/0 written, \d+ unchanged, 0 deleted/);
    expect(code).toBe(0);
  });

  it("is stale once a character is edited, with a diff", async () => {
    const file = join(copy, guards);
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace("never throws", "never throwz"));
    const { code, output } = await captable(copy, "check");
    expect(code).toBe(1);
    expect(output).toContain(`changed  ${guards}`);
    expect(output).toMatch(/^-.*never throwz/m);
    expect(output).toMatch(/^\+.*never throws/m);
    expect(output).toContain("captable generate");
  });

  it("is stale once a file is deleted, and generating mends it", async () => {
    await rm(join(copy, guards));
    const stale = await captable(copy, "check");
    expect(stale.code).toBe(1);
    expect(stale.output).toContain(`missing  ${guards}`);
    expect((await captable(copy, "generate")).code).toBe(0);
    expect((await captable(copy, "check")).code).toBe(0);
  });

  it("is stale once a file is added, and the file is nobody's to delete", async () => {
    const file = join(copy, "generated/wsk/src/mine.ts");
    await writeFile(file, "export {};\n");
    const stale = await captable(copy, "check");
    expect(stale.code).toBe(1);
    expect(stale.output).toContain("extra    generated/wsk/src/mine.ts");
    await captable(copy, "generate");
    expect(await readFile(file, "utf8")).toBe("export {};\n");
  });

  it("is stale once the table says something else", async () => {
    const table = join(copy, "spec/wsk/functions.yaml");
    const text = await readFile(table, "utf8");
    await writeFile(table, text.replace("max: 65535", "max: 65534"));
    const { code, output } = await captable(copy, "check");
    expect(code).toBe(1);
    expect(output).toMatch(/^\+.*max: 65534/m);
  });

  it("stays as it is when the table has an error", async () => {
    const before = await readFile(join(copy, guards), "utf8");
    await appendFile(join(copy, "spec/wsk/functions.yaml"), "  brnd: {}\n");
    const { code, output } = await captable(copy, "generate");
    expect(code).toBe(1);
    expect(output).toMatch(/spec\/wsk\/functions\.yaml:\d+:3: error CT\d{3}/);
    expect(output).toMatch(/\d+ \| {3}brnd: \{\}\n.*\^\^\^\^/);
    expect(await readFile(join(copy, guards), "utf8")).toBe(before);
  });
});

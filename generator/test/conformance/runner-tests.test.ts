/** The kit as tests of a test runner. */
import { spawnSync } from "node:child_process";
import * as node from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { conformanceTests, type TestRunner } from "captable/conformance";
import { describe, expect, it } from "vitest";
import { run } from "../../dist/conformance/run/run.js";
import { ENGINE, KitFolder, PROVIDER, type FakeTest } from "./kit-folder.ts";

/** Both runners' functions fit as they are. */
const RUNNERS: readonly TestRunner[] = [
  { describe, it },
  { describe: node.describe, it: node.it },
];

const TESTS: readonly FakeTest[] = [
  { id: "shape/a" },
  { id: "shape/b", act: "fail" },
  { id: "guard/a" },
  { id: "leak/exit" },
];

/** Collects what is declared. */
function collector(): {
  readonly runner: TestRunner;
  readonly tests: Map<string, () => Promise<void>>;
} {
  const tests = new Map<string, () => Promise<void>>();
  let group = "";
  const runner: TestRunner = {
    describe: (name, body) => {
      group = name;
      body();
    },
    it: (name, _options, body) => void tests.set(`${group} > ${name}`, body),
  };
  return { runner, tests };
}

/** The outcome of every declared test, by name. */
async function outcomes(
  folder: KitFolder,
  options: { readonly ids?: readonly string[] } = {},
): Promise<{ readonly runs: number; readonly all: Record<string, string> }> {
  const { runner, tests } = collector();
  let runs = 0;
  const given = { provider: PROVIDER, seed: 3, ...options };
  conformanceTests(folder.where, given, runner, (where, asked) => {
    runs += 1;
    return run(where, asked, { engine: ENGINE });
  });
  const all: Record<string, string> = {};
  for (const [name, body] of tests)
    all[name] = await body().then(
      () => "passes",
      (error: Error) => error.message,
    );
  return { runs, all };
}

const ACCOUNTS = "accounts > every test has come to one verdict";

describe("the tests of a runner", () => {
  it("are one for each of the plan, and one for the accounts, of one run", async () => {
    const { runs, all } = await outcomes(new KitFolder(TESTS));
    expect(all).toEqual({
      "shape > shape/a": "passes",
      "shape > shape/b": "shape/b: fail: the lamp stays dark (seed 3)",
      "guard > guard/a": "passes",
      "leak > leak/exit": "passes",
      [ACCOUNTS]: "passes",
    });
    expect(runs).toBe(1);
  });

  it("are those that are asked for", async () => {
    const { all } = await outcomes(new KitFolder(TESTS), { ids: ["guard"] });
    expect(all).toEqual({ "guard > guard/a": "passes", [ACCOUNTS]: "passes" });
  });

  it("all fail if nothing can be tested", async () => {
    const folder = new KitFolder(TESTS);
    folder.remove("dist/index.js");
    const { all } = await outcomes(folder);
    expect(Object.keys(all)).toHaveLength(5);
    for (const outcome of Object.values(all))
      expect(outcome).toContain("lamp is not built");
  });

  it("fail in the accounts by what belongs to no test", async () => {
    const folder = new KitFolder([{ id: "shape/a" }]);
    const provider = folder.provider(
      `export let claims = undefined;
       export const provider = { act() { claims = 1; } };`,
    );
    const { runner, tests } = collector();
    conformanceTests(folder.where, { provider }, runner, (where, asked) =>
      run(where, asked, { engine: ENGINE }),
    );
    await expect(tests.get(ACCOUNTS)?.()).rejects.toThrow(
      "claims: fail: the claims have changed during the run",
    );
    await expect(tests.get("shape > shape/a")?.()).resolves.toBeUndefined();
  });

  it("are not declared if what is asked for is not there", () => {
    const folder = new KitFolder(TESTS);
    const options = { provider: PROVIDER, ids: ["shape/z"] };
    expect(() =>
      conformanceTests(folder.where, options, collector().runner),
    ).toThrow("the plan has no test shape/z; did you mean shape/a?");
  });

  it("work with node:test", () => {
    expect(RUNNERS).toHaveLength(2);
    const folder = new KitFolder(TESTS);
    const built = new URL("../../dist/conformance/run/", import.meta.url);
    folder.write(
      "lamp.test.mjs",
      `import { describe, it } from "node:test";
       import { conformanceTests } from "${new URL("tests.js", built).href}";
       import { run } from "${new URL("run.js", built).href}";
       conformanceTests({ url: "${folder.where.url}" }, { provider: "${fileURLToPath(PROVIDER)}" }, { describe, it },
         (where, options) => run(where, options, { engine: "${ENGINE}" }));`,
    );
    const file = fileURLToPath(pathToFileURL(folder.path("lamp.test.mjs")));
    const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
    const { stdout, status } = spawnSync(
      process.execPath,
      ["--test", "--test-reporter=tap", file],
      { encoding: "utf8", env },
    );
    expect(stdout).toMatch(/not ok \d - shape\/b/);
    expect(stdout).toContain("shape/b: fail: the lamp stays dark");
    expect(stdout).toMatch(/# pass 4\n# fail 1\n/);
    expect(status).toBe(1);
  });
});

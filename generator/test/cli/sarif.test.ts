import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Ajv from "ajv";
import type { Log, Run } from "sarif";
import { describe, expect, it } from "vitest";
import { loadCore } from "../../src/cli/core.ts";
import { catalog } from "../../src/diagnostics/catalog.ts";
import { FIXTURES, readFixture, tablesIn } from "../support/tables.ts";
import { FILES, Workspace } from "./workspace.ts";

const SCHEMA = new URL(
  "../../../node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
  import.meta.url,
);

const ajv = new Ajv.default({
  strict: false,
  unicodeRegExp: false,
  logger: false,
  allErrors: true,
});
// The formats that the schema uses come in a package of their own, which is not needed for these.
ajv.addFormat("uri", (text) => URL.canParse(text));
ajv.addFormat("uri-reference", /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/);
const validate = ajv.compile(schemaOf(readFileSync(SCHEMA, "utf8")));

/** The schema is of draft 4, but says nothing that means something else today, but for its own name. */
function schemaOf(text: string): object {
  const { $schema, id, ...rest } = JSON.parse(text);
  expect($schema).toBe("http://json-schema.org/draft-04/schema#");
  expect(id).toContain("sarif-2.1.0-rtm.5");
  return rest;
}

/** The one run of a log, which is as the standard wants it. */
function runOf(stdout: string): Run {
  const log: Log = JSON.parse(stdout);
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  expect(log.runs).toHaveLength(1);
  const [run] = log.runs;
  if (run === undefined) throw new Error("no run");
  return run;
}

async function sarifOf(
  project: Workspace,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly run: Run }> {
  const words = [...argv, "--format", "sarif"];
  const { code, stdout } = await project.run(words, { env });
  return { code, run: runOf(stdout) };
}

describe("the schema", () => {
  it("refuses a log that is not as the standard wants it", () => {
    expect(validate({ version: "2.1.0" })).toBe(false);
    const uri = "a b";
    const locations = [{ physicalLocation: { artifactLocation: { uri } } }];
    const results = [{ message: { text: "x" }, locations }];
    const tool = { driver: { name: "x" } };
    expect(validate({ version: "2.1.0", runs: [{ tool, results }] })).toBe(
      false,
    );
  });
});

describe("--format sarif", () => {
  it("has a rule for every diagnostic, with its page", async () => {
    const { run } = await sarifOf(new Workspace({ a: { files: FILES } }), [
      "check",
    ]);
    const rules = run.tool.driver.rules ?? [];
    const pages = rules.filter(({ id }) => catalog.has(id));
    expect(pages.map(({ id }) => id)).toEqual([...catalog.keys()]);
    for (const { help } of pages) expect(help?.markdown).toMatch(/\w{3}/);
    const page = pages.find(({ id }) => id === "CT403");
    expect(page?.name).toBe("Unreachable");
    expect(page?.shortDescription?.text).toBe("a state that nothing leads to");
    expect(page?.help?.markdown).toContain("```yaml\n");
    expect(run.columnKind).toBe("utf16CodeUnits");
  });

  it("tells of diagnostics where they are, with related places", async () => {
    const project = new Workspace();
    const table = readFixture("bad/unused.yaml") ?? "";
    const again = "errors: { BAD: { code: 9 } }\n";
    project.write("spec/bad/ä b.yaml", `${table}${again}`);
    project.write("spec/statuses.yaml", readFixture("statuses.yaml") ?? "");
    const words = ["check", "spec/bad/ä b.yaml", "-o", "out", "--format=sarif"];
    const core = await loadCore();
    const { code, stdout } = await project.run(words, {}, core);
    const { results = [], tool } = runOf(stdout);
    const [first] = results.filter(({ ruleId }) => ruleId === "CT121");
    expect(first?.level).toBe("error");
    expect(first?.message.text).toMatch(/ is declared twice\.\nHelp: remove/);
    expect(first?.suppressions).toEqual([]);
    const [place] = first?.locations ?? [];
    expect(place?.physicalLocation?.artifactLocation).toEqual({
      uri: "spec/bad/%C3%A4%20b.yaml",
      uriBaseId: "%SRCROOT%",
    });
    expect(place?.physicalLocation?.region?.startLine).toBeGreaterThan(1);
    const [related] = first?.relatedLocations ?? [];
    expect(related?.message?.text).toBe("first declared here");
    expect(related?.physicalLocation?.artifactLocation?.uri).toMatch(/^spec\//);
    for (const { ruleId, ruleIndex } of results)
      expect(tool.driver.rules?.[ruleIndex ?? -1]?.id).toBe(ruleId);
    expect(code).toBe(1);
  });

  it("is as the standard wants it for every bad table", async () => {
    const core = await loadCore();
    const project = new Workspace();
    for (const path of tablesIn("bad")) {
      const table = fileURLToPath(new URL(path, FIXTURES));
      const words = ["check", table, "-o", "out", "--format=sarif"];
      const { stdout } = await project.run(words, {}, core);
      const { results = [] } = runOf(stdout);
      expect(results.length, path).toBeGreaterThan(0);
    }
  }, 30_000);

  it("has what a table accepts as suppressed, with the reason", async () => {
    const project = new Workspace({
      a: { files: FILES, warnings: ["open"], accepted: ["known"] },
    });
    const { run, code } = await sarifOf(project, ["generate"]);
    expect(
      run.results?.map(({ message, level, suppressions }) => [
        message.text,
        level,
        suppressions,
      ]),
    ).toEqual([
      ["open.", "warning", []],
      ["known.", "warning", [{ kind: "inSource", justification: "because" }]],
    ]);
    expect(code).toBe(0);
  });

  it("tells of stale files, by rules of their own", async () => {
    const project = new Workspace({ a: { files: FILES } });
    await project.run(["generate"]);
    project.write("out/a/src/one.ts", "mine");
    project.write("out/a/notes.md", "");
    project.remove("out/a/package.json");
    const { run, code } = await sarifOf(project, ["check"]);
    const found = run.results?.map(({ ruleId, level, locations }) => [
      ruleId,
      level,
      locations?.[0]?.physicalLocation?.artifactLocation?.uri,
    ]);
    expect(found).toEqual([
      ["drift-extra", "error", "out/a/notes.md"],
      ["drift-missing", "error", "out/a/package.json"],
      ["drift-changed", "error", "out/a/src/one.ts"],
    ]);
    expect(run.results?.[1]?.message.text).toContain(
      "npx captable generate --force",
    );
    expect(run.invocations).toEqual([{ executionSuccessful: true }]);
    expect(code).toBe(1);
  });

  it("tells of files that kept a run from writing", async () => {
    const project = new Workspace({ a: { files: FILES } });
    project.write("out/a/src/one.ts", "mine");
    const { run } = await sarifOf(project, ["generate"]);
    expect(run.results?.map(({ ruleId }) => ruleId)).toEqual(["file-foreign"]);
  });

  it("takes no words of a table for a link", async () => {
    const message = "see [this](https://example.org) and [that](1)";
    const project = new Workspace({ a: { errors: [message] } });
    const { run } = await sarifOf(project, ["check"]);
    expect(run.results?.[0]?.message.text).not.toMatch(/(?<!\\)\]\(/);
  });

  it("has no result if all is well, and no absolute path", async () => {
    const project = new Workspace({ a: { files: FILES } });
    await project.run(["generate"]);
    const { run, code } = await sarifOf(project, ["check"]);
    expect(run.results).toEqual([]);
    expect(JSON.stringify(run)).not.toContain(project.root);
    expect(code).toBe(0);
  });

  it("names files from the checkout", async () => {
    const project = new Workspace({ a: { errors: ["x"] } });
    const { stdout } = await project.run(["check", "--format", "sarif"], {
      cwd: "spec",
      env: { GITHUB_WORKSPACE: project.root },
    });
    const [result] = runOf(stdout).results ?? [];
    const uri = result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri;
    expect(uri).toBe("spec/a.yaml");
  });

  it.each([
    ["a wrong configuration", ["check"], /^there is no configuration/],
    ["a wrong option", ["check", "--frmat"], /^unknown option '--frmat'/],
  ])("tells of %s", async (_what, argv, message) => {
    const { run, code } = await sarifOf(new Workspace(), argv);
    const [invocation] = run.invocations ?? [];
    expect(invocation?.executionSuccessful).toBe(false);
    expect(invocation?.exitCode).toBe(2);
    const [note] = invocation?.toolConfigurationNotifications ?? [];
    expect(note?.message.text).toMatch(message);
    expect(run.results).toEqual([]);
    expect(code).toBe(2);
  });

  it("tells of a bug", async () => {
    const project = new Workspace({ a: { crash: "broken" } });
    const { run, code } = await sarifOf(project, ["check"]);
    const [invocation] = run.invocations ?? [];
    expect(invocation?.toolExecutionNotifications?.[0]?.message.text).toContain(
      "broken",
    );
    expect(code).toBe(70);
  });
});

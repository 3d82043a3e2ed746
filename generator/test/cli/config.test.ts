import { describe, expect, it } from "vitest";
import { defineConfig } from "../../src/config.ts";
import { bareProject, FILES, PLACES, Workspace } from "./workspace.ts";

describe("the configuration", () => {
  const text = JSON.stringify({ tables: [PLACES] });
  it.each([
    ["captable.config.json", text],
    ["captable.config.js", `export default ${text};\n`],
    ["captable.config.mjs", `export default ${text};\n`],
    ["captable.config.cjs", `module.exports = ${text};\n`],
    ["package.json", `{ "captable": ${text} }`],
  ])("is found as %s, also from a folder below", async (name, content) => {
    const project = bareProject();
    if (name.endsWith(".js")) project.write("package.json", MODULE);
    project.write(name, content);
    expect((await project.run(["check"])).stdout).toContain("out/a  stale");
    const below = await project.run(["check"], { cwd: "spec" });
    expect(below.stdout).toContain("../out/a  stale");
  });
  const MODULE = '{ "type": "module" }';

  it("is read from the file that is named", async () => {
    const project = bareProject();
    const other = { tables: [{ table: "../spec/a.yaml", output: "there" }] };
    project.write("other/my.json", JSON.stringify(other));
    const { code } = await project.run([
      "generate",
      "--config",
      "other/my.json",
    ]);
    expect(code).toBe(0);
    expect(project.has("other/there/src/one.ts")).toBe(true);
    const missing = await project.run(["generate", "--config", "none.json"]);
    expect(missing.stderr).toBe(
      "error: there is no configuration file none.json\n",
    );
    expect(missing.code).toBe(2);
  });

  it("is given back by defineConfig as it is", () => {
    const config = { tables: [PLACES] };
    expect(defineConfig(config)).toBe(config);
  });
});

describe("a large table", () => {
  /** As long as a table may not be of which nobody says anything; the core under test has no other limit. */
  const long = JSON.stringify({ files: FILES, note: "x".repeat(14_000_000) });

  it("is read to its end only if it is said to be one's own", async () => {
    const project = bareProject();
    project.write("spec/a.yaml", long);
    const words = ["generate", "spec/a.yaml", "--output", "here"];
    const { code, stderr } = await project.run(words);
    expect(code).not.toBe(0);
    expect(stderr).toContain("JSON");
    expect((await project.run([...words, "--large"])).code).toBe(0);
    expect(project.has("here/src/one.ts")).toBe(true);
  });

  it("is said to be by the configuration too", async () => {
    const project = bareProject();
    project.write("spec/a.yaml", long);
    const configure = (large: boolean): void =>
      project.write(
        "captable.config.json",
        JSON.stringify({ tables: [{ ...PLACES, large }] }),
      );
    configure(false);
    expect((await project.run(["generate"])).code).not.toBe(0);
    expect((await project.run(["generate", "--large"])).code).toBe(0);
    configure(true);
    expect((await project.run(["check"])).code).toBe(0);
  });

  it("is one for all of its packages", async () => {
    const project = bareProject();
    project.write("spec/a.yaml", long);
    const tables = [PLACES, { ...PLACES, output: "out/more", large: true }];
    project.write("captable.config.json", JSON.stringify({ tables }));
    expect((await project.run(["generate"])).code).toBe(0);
    expect(project.has("out/a/src/one.ts")).toBe(true);
    expect(project.has("out/more/src/one.ts")).toBe(true);
  });
});

describe("the tables of a run", () => {
  it("may be one of the configuration", async () => {
    const project = new Workspace({ a: { files: FILES }, b: { files: FILES } });
    const { code } = await project.run(["generate", "spec/b.yaml"]);
    expect(code).toBe(0);
    expect(project.has("out/a")).toBe(false);
    expect(project.has("out/b/src/one.ts")).toBe(true);
  });

  it("must be one of the configuration if no output is given", async () => {
    const project = new Workspace({ a: { files: FILES } });
    project.write("spec/c.yaml", "{}");
    const { code, stderr } = await project.run(["generate", "spec/c.yaml"]);
    expect(code).toBe(2);
    expect(stderr).toContain(
      "spec/c.yaml is not a table of captable.config.json; it has: spec/a.yaml\n",
    );
  });

  it("need no configuration with a path and an output", async () => {
    const project = bareProject();
    const { code, stdout } = await project.run([
      "generate",
      "spec/a.yaml",
      "--output",
      "here",
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^here {2}3 files: 3 written/);
  });

  it("do not depend on the folder in which captable runs", async () => {
    const project = new Workspace({ a: { errors: ["bad row"] } });
    project.write("package.json", "{}");
    const options = { cwd: "spec" };
    const { stderr } = await project.run(["check"], options);
    expect(stderr).toMatch(/^a\.yaml:1:1 error: bad row/);
    await project.run(["check", "a.yaml", "--output", "../o"], options);
    await project.run(["check"]);
    expect(project.core.compiled).toEqual(Array(3).fill("spec/a.yaml"));
  });

  it("may lie outside of the configuration's folder", async () => {
    const project = bareProject();
    const tables = [{ table: "../spec/a.yaml", output: "../out" }];
    project.write("config/captable.config.json", JSON.stringify({ tables }));
    const { code } = await project.run(["generate"], { cwd: "config" });
    expect(code).toBe(0);
    expect(project.core.compiled).toEqual(["spec/a.yaml"]);
    const manifest: unknown = JSON.parse(
      project.read("out/captable.manifest.json"),
    );
    expect(manifest).toMatchObject({ table: "../spec/a.yaml" });
  });

  it.each([
    ["nothing at all", ["generate"], "there is no configuration"],
    [
      "no output",
      ["generate", "spec/a.yaml"],
      "say where the package of spec/a.yaml goes: --output DIR",
    ],
    ["no table", ["check", "--output", "out"], "--output needs to know"],
    [
      "too much",
      ["check", "spec/a.yaml", "--output", "o", "--config", "x.json"],
      "leave --config out",
    ],
    [
      "a table that is not there",
      ["check", "spec/z.yaml", "--output", "out"],
      "there is no table spec/z.yaml",
    ],
    [
      "a folder for a table",
      ["check", "spec", "--output", "out"],
      "spec is not a file",
    ],
    [
      "an output around the table",
      ["generate", "spec/a.yaml", "--output", "spec"],
      "the table spec/a.yaml lies in the output folder spec",
    ],
  ])("are refused: %s", async (_what, argv, message) => {
    const project = bareProject();
    const { code, stdout, stderr } = await project.run(argv);
    expect(stderr).toMatch(/^error: /);
    expect(stderr).toContain(message);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });
});

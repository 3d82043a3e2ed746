import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FILES, Workspace } from "./workspace.ts";

const PACKAGE: { readonly version: string } = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
);

describe("help and version", () => {
  it.each([
    [["--help"], "generate [options] [table]"],
    [["--help"], "Exit codes:"],
    [["generate", "--help"], "--force"],
    [["check", "--help"], "--no-diff"],
    [["help", "check"], "--no-diff"],
  ])("%j", async (argv, text) => {
    const { code, stdout, stderr } = await new Workspace().run(argv);
    expect(stdout).toContain(text);
    expect(stderr).toBe("");
    expect(code).toBe(0);
  });

  it("prints the version of the package", async () => {
    const { code, stdout } = await new Workspace().run(["--version"]);
    expect(stdout).toBe(`${PACKAGE.version}\n`);
    expect(code).toBe(0);
  });

  it("loads no core for them", async () => {
    const project = new Workspace();
    await project.run(["--help"]);
    expect(project.core.compiled).toEqual([]);
  });
});

describe("a wrong call", () => {
  it.each([
    [[], "Usage: captable"],
    [["generat"], "Did you mean generate?"],
    [["check", "--forc"], "unknown option '--forc'"],
    [["check", "--force"], "unknown option '--force'"],
    [["check", "a", "b"], "too many arguments"],
    [["check", "--config"], "argument missing"],
  ])("%j is told, with exit code 2", async (argv, message) => {
    const { code, stdout, stderr } = await new Workspace().run(argv);
    expect(stderr).toContain(message);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });
});

describe("colours", () => {
  const ESCAPE = "\u001b[";
  async function output(
    argv: readonly string[],
    options: Parameters<Workspace["run"]>[1],
  ): Promise<string> {
    const project = new Workspace({ a: { files: FILES, warnings: ["odd"] } });
    project.write("out/a/src/one.ts", "export {};\n");
    const { stdout, stderr } = await project.run(argv, options);
    expect(stdout).toContain("out/a/src/one.ts");
    return stdout + stderr;
  }

  it.each([
    ["on a terminal", ["check"], { isTTY: true }],
    ["if forced", ["check"], { env: { FORCE_COLOR: "1" } }],
    [
      "with an empty NO_COLOR",
      ["check"],
      { isTTY: true, env: { NO_COLOR: "" } },
    ],
  ])("are there %s", async (_when, argv, options) => {
    expect(await output(argv, options)).toContain(ESCAPE);
  });

  it.each([
    ["in a pipe", ["check"], {}],
    ["with --no-color", ["--no-color", "check"], { isTTY: true }],
    ["with --no-color behind", ["check", "--no-color"], { isTTY: true }],
    ["with NO_COLOR", ["check"], { isTTY: true, env: { NO_COLOR: "1" } }],
    ["on a dumb terminal", ["check"], { isTTY: true, env: { TERM: "dumb" } }],
    ["in JSON", ["check", "--json"], { isTTY: true }],
  ])("are absent %s", async (_when, argv, options) => {
    const { stdout } = await new Workspace({ a: { files: FILES } }).run(
      argv,
      options,
    );
    expect(stdout).toContain("out/a");
    expect(stdout).not.toContain(ESCAPE);
  });

  it("come only from captable, never from a file", async () => {
    const project = new Workspace({ a: { files: FILES } });
    project.write("out/a/src/one.ts", "\u001b[2Jgone\u202e\n");
    project.write("out/a/bad\u001b[2J.txt", "");
    const { stdout } = await project.run(["check"]);
    expect(stdout).toContain(String.raw`-\x1b[2Jgone\u202e`);
    expect(stdout).toContain(String.raw`out/a/bad\x1b[2J.txt`);
    expect(stdout).not.toContain(ESCAPE);
  });
});

describe("a bug of captable", () => {
  it("is told as such, with all that is needed to report it", async () => {
    const project = new Workspace({ a: { crash: "x is not a function" } });
    const { code, stdout, stderr } = await project.run(["generate"]);
    expect(stderr).toContain("This is a bug of captable, not of your table.");
    expect(stderr).toContain(
      `captable ${PACKAGE.version}, node ${process.versions.node}, ${process.platform}`,
    );
    expect(stderr).toMatch(/TypeError: x is not a function\n +at /);
    expect(stdout).toBe("");
    expect(code).toBe(70);
  });

  it.each([
    ["a syntax error", { "src/one.ts": "export const = 1;\n" }, "src/one.ts"],
    ["smuggled code", { "src/one.ts": "globalThis.x = 1;\n" }, "line 1"],
    ["wrong JSON", { "package.json": "{ name: 1 }" }, "package.json"],
    ["a path that leads out", { "../x.ts": "" }, "../x.ts"],
    ["a file that nothing plans", { "x.md": "" }, "x.md: is not planned", []],
    ["a file too few", {}, "x.md: is planned and missing", ["x.md"]],
  ])(
    "is %s in what is emitted, and nothing is written",
    async (_w, files, text, planned = Object.keys(files)) => {
      const b = { files, planned };
      const project = new Workspace({ a: { files: FILES }, b });
      const { code, stderr } = await project.run(["generate"]);
      expect(stderr).toContain("captable would have emitted wrong files:");
      expect(stderr).toContain(text);
      expect(code).toBe(70);
      expect(project.has("out")).toBe(false);
      project.table("b", { files: FILES });
      expect((await project.run(["generate"])).code).toBe(0);
    },
  );

  it("is in the JSON document", async () => {
    const project = new Workspace({ a: { crash: "oh" } });
    const { code, stdout } = await project.run(["check", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ error: { kind: "bug" } });
    expect(code).toBe(70);
  });
});

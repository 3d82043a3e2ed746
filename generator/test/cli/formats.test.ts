import { describe, expect, it } from "vitest";
import { FORMATS, formatOf } from "../../src/cli/format/format.ts";
import { FILES, Workspace } from "./workspace.ts";

describe("--format", () => {
  it("is text unless it is named, in CI as well", async () => {
    const env = { CI: "true", GITHUB_ACTIONS: "true" };
    const project = new Workspace({ a: { files: FILES } });
    await project.run(["generate"]);
    const plain = await project.run(["check"], { env });
    const named = await project.run(["check", "--format", "text"]);
    expect(plain.stdout).toBe("out/a  fresh (3 files)\n");
    expect(plain).toEqual(named);
  });

  it("counts what tables accept, in text", async () => {
    const fake = { files: FILES, warnings: ["a"], accepted: ["b", "c"] };
    const project = new Workspace({ a: fake });
    const { stderr } = await project.run(["generate"]);
    expect(stderr).toContain("1 warning, 2 accepted warnings\n");
    expect(stderr).not.toContain("because");
  });

  it("must be one that there is", async () => {
    const project = new Workspace({ a: { files: FILES } });
    const { code, stderr } = await project.run(["check", "--format", "xml"]);
    expect(stderr).toContain("Allowed choices are text, json, github, sarif.");
    expect(code).toBe(2);
  });

  it.each(FORMATS)("%s ends with the same exit codes", async (format) => {
    const words = ["--format", format];
    const project = new Workspace({ a: { files: FILES } });
    const codes = [
      (await project.run(["check", ...words])).code,
      (await project.run(["generate", ...words])).code,
      (await project.run(["check", ...words])).code,
      (await project.run(["check", "none.yaml", ...words])).code,
    ];
    expect(codes).toEqual([1, 0, 0, 2]);
  });
});

describe("the format of a call that commander could not read", () => {
  it.each([
    [["check"], "text"],
    [["check", "--json"], "json"],
    [["--format", "sarif", "check"], "sarif"],
    [["check", "--format=github", "--json"], "github"],
    [["check", "--format=github", "--format", "sarif"], "sarif"],
    [["check", "--format"], "text"],
    [["check", "--format", "xml"], "text"],
    [["check", "--", "--json"], "text"],
  ])("%j is %s", (argv, format) => {
    expect(formatOf(argv)).toBe(format);
  });
});

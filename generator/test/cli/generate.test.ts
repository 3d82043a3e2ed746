import { chmodSync, readdirSync, statSync, utimesSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { packageFacts } from "../../src/cli/package-facts.ts";
import { sha256 } from "../../src/output/hash.ts";
import { FILES, Workspace } from "./workspace.ts";

const MANIFEST = "out/a/captable.manifest.json";
const ONE = "out/a/src/one.ts";

describe("generate", () => {
  it("writes a package and says so in one line", async () => {
    const project = new Workspace({ a: { files: FILES } });
    const { code, stdout, stderr } = await project.run(["generate"]);
    expect(stdout).toMatch(
      /^out\/a {2}3 files: 3 written, 0 unchanged, 0 deleted {2}\(\d+\.\d\d s\)\n$/,
    );
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(project.read(ONE)).toBe(FILES["src/one.ts"]);
  });

  it("leaves unchanged files alone and writes the changed one", async () => {
    const project = new Workspace({ a: { files: FILES } });
    await project.run(["generate"]);
    const past = new Date(2001, 1, 1);
    for (const path of ["out/a/package.json", ONE])
      utimesSync(project.path(path), past, past);
    project.table("a", { files: { ...FILES, "src/one.ts": "export {};\n" } });
    const { stdout } = await project.run(["generate"]);
    expect(stdout).toContain("2 written, 1 unchanged");
    const time = (path: string) => statSync(project.path(path)).mtimeMs;
    expect(time("out/a/package.json")).toBe(past.getTime());
    expect(time(ONE)).not.toBe(past.getTime());
    expect(project.read(ONE)).toBe("export {};\n");
  });

  it("keeps the mode of a file that it replaces", async () => {
    const project = new Workspace({ a: { files: FILES } });
    await project.run(["generate"]);
    chmodSync(project.path(ONE), 0o640);
    project.table("a", { files: { ...FILES, "src/one.ts": "export {};\n" } });
    await project.run(["generate"]);
    expect(statSync(project.path(ONE)).mode & 0o777).toBe(0o640);
    expect(project.read(ONE)).toBe("export {};\n");
  });

  it("deletes what it wrote and the table no longer gives, with the folder", async () => {
    const project = new Workspace({ a: { files: FILES } });
    await project.run(["generate"]);
    project.table("a", { files: { "package.json": "{}\n" } });
    const { stdout } = await project.run(["generate"]);
    expect(stdout).toContain("1 deleted");
    expect(project.has("out/a/src")).toBe(false);
    expect(project.has("out/a/package.json")).toBe(true);
  });

  it("follows a name of which only the case has changed", async () => {
    const project = new Workspace({ a: { files: { "src/One.ts": "" } } });
    await project.run(["generate"]);
    project.table("a", { files: { "src/one.ts": "export {};\n" } });
    const { code } = await project.run(["generate"]);
    expect(code).toBe(0);
    expect(readdirSync(project.path("out/a/src"))).toEqual(["one.ts"]);
    expect(project.read(ONE)).toBe("export {};\n");
  });

  it("writes nothing at all if one of two tables has an error", async () => {
    const project = new Workspace({
      a: { files: FILES },
      b: { errors: ["bad row", "worse row"] },
    });
    const { code, stdout, stderr } = await project.run(["generate"]);
    expect(stdout).toBe("");
    expect(stderr).toBe(
      "spec/b.yaml:1:1 error: bad row\n\nspec/b.yaml:1:1 error: worse row\n\n2 errors\nNothing was written.\n",
    );
    expect(code).toBe(1);
    expect(project.has("out")).toBe(false);
    project.table("b", { files: FILES });
    expect((await project.run(["generate"])).code).toBe(0);
    expect(project.has("out/b/src/one.ts")).toBe(true);
  });

  it("shows the errors of all tables, of a table used twice once", async () => {
    const project = new Workspace({
      a: { errors: ["in a"] },
      b: { errors: ["in b"], warnings: ["odd"] },
    });
    project.config([
      { table: "spec/a.yaml", output: "out/a" },
      { table: "spec/a.yaml", output: "out/a2" },
      { table: "spec/b.yaml", output: "out/b" },
    ]);
    const { stderr } = await project.run(["generate"]);
    expect(stderr.match(/in a/g)).toHaveLength(1);
    expect(stderr).toContain("in b");
    expect(stderr).toContain("2 errors, 1 warning\n");
    expect(project.core.compiled).toEqual(["spec/a.yaml", "spec/b.yaml"]);
  });

  it("notes in the manifest what it has read and written", async () => {
    const project = new Workspace({
      a: { files: { "x.ts": "" }, imports: ["shared/b.yaml"] },
    });
    project.write("shared/b.yaml", "b: 1\r\n");
    await project.run(["generate"]);
    const manifest: unknown = JSON.parse(project.read(MANIFEST));
    expect(manifest).toEqual({
      captable: 1,
      generator: `captable ${packageFacts().version}`,
      table: "../../spec/a.yaml",
      inputs: {
        "../../shared/b.yaml": sha256("b: 1\n"),
        "../../spec/a.yaml": sha256(project.read("spec/a.yaml")),
      },
      files: { "x.ts": sha256("") },
    });
  });

  it("prints warnings and writes all the same", async () => {
    const project = new Workspace({ a: { files: FILES, warnings: ["odd"] } });
    const { code, stderr } = await project.run(["generate"]);
    expect(stderr).toContain("warning: odd");
    expect(code).toBe(0);
    expect(project.has(ONE)).toBe(true);
  });
});

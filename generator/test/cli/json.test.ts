import { describe, expect, it } from "vitest";
import { FILES, Workspace } from "./workspace.ts";

describe("--json", () => {
  it("is short for --format json", async () => {
    const project = new Workspace({ a: { files: FILES, warnings: ["odd"] } });
    const { stdout: short } = await project.run(["check", "--json"]);
    const { stdout: long } = await project.run(["check", "--format", "json"]);
    expect(short).toBe(long);
    expect(JSON.parse(short)).toMatchObject({ ok: false });
  });

  it("gives way to a format that is named", async () => {
    const project = new Workspace({ a: { files: FILES } });
    const words = ["check", "--json", "--format=text"];
    const { stdout } = await project.run(words);
    expect(stdout).toContain("out/a  stale: 3 missing\n");
  });

  it("has what a table accepts, with the reason", async () => {
    const project = new Workspace({ a: { files: FILES, accepted: ["odd"] } });
    const { stdout } = await project.run(["check", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      packages: [
        {
          diagnostics: [],
          accepted: [{ code: "CT999", message: "odd", accepted: "because" }],
        },
      ],
    });
  });

  it("prints a document for an unknown option too", async () => {
    const project = new Workspace();
    const { code, stdout } = await project.run(["check", "--json", "--jsn"]);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      error: {
        kind: "usage",
        message: expect.stringContaining("unknown option '--jsn'"),
      },
    });
    expect(code).toBe(2);
  });

  it("prints one document of what generate did", async () => {
    const project = new Workspace({ a: { files: FILES, warnings: ["odd"] } });
    project.write("out/a/notes.md", "");
    const { code, stdout, stderr } = await project.run([
      ...["generate", "--json", "--force"],
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      packages: [
        {
          table: "spec/a.yaml",
          output: "out/a",
          files: {
            written: ["captable.manifest.json", "package.json", "src/one.ts"],
            unchanged: [],
            deleted: [],
            foreign: ["notes.md"],
            refused: [],
          },
          diagnostics: [{ code: "CT999", severity: "warning" }],
        },
      ],
    });
    expect(stderr).toBe("");
    expect(code).toBe(0);
  });

  it("prints what was refused, and that nothing was written", async () => {
    const project = new Workspace({ a: { files: FILES } });
    project.write("out/a/src/one.ts", "mine");
    const { code, stdout } = await project.run(["generate", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      packages: [
        {
          files: {
            written: [],
            refused: [{ path: "src/one.ts", reason: "foreign" }],
          },
        },
      ],
    });
    expect(code).toBe(1);
  });

  it("prints the drift of every package", async () => {
    const project = new Workspace({
      a: { files: FILES },
      b: { errors: ["x"] },
    });
    project.write("out/a/notes.md", "");
    const { code, stdout } = await project.run(["check", "--json"]);
    const document: { packages: { diagnostics: unknown[] }[] } =
      JSON.parse(stdout);
    expect(document).toMatchObject({
      ok: false,
      packages: [
        {
          output: "out/a",
          drift: [
            { path: "captable.manifest.json", kind: "missing" },
            { path: "notes.md", kind: "extra" },
            { path: "package.json", kind: "missing" },
            { path: "src/one.ts", kind: "missing" },
          ],
          diagnostics: [],
        },
        { output: "out/b", drift: [] },
      ],
    });
    expect(document.packages[1]?.diagnostics).toEqual([
      {
        code: "CT999",
        severity: "error",
        message: "x",
        at: {
          path: "spec/b.yaml",
          line: 1,
          column: 1,
          endLine: 1,
          endColumn: 2,
        },
        related: [],
      },
    ]);
    expect(code).toBe(1);
  });

  it("prints a document for a wrong call too", async () => {
    const project = new Workspace();
    const { code, stdout, stderr } = await project.run(["check", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      error: { kind: "usage" },
      packages: [],
    });
    expect(stderr).toContain("error: there is no configuration");
    expect(code).toBe(2);
  });
});

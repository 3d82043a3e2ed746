import { chmodSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FILES, Workspace } from "./workspace.ts";

const MANIFEST = "out/a/captable.manifest.json";
const ONE = "out/a/src/one.ts";

async function freshProject(): Promise<Workspace> {
  const project = new Workspace({ a: { files: FILES } });
  await project.run(["generate"]);
  return project;
}

describe("check", () => {
  it("finds a generated package fresh, again and again", async () => {
    const project = await freshProject();
    for (let time = 0; time < 2; time += 1) {
      const outcome = await project.run(["check"]);
      expect(outcome).toEqual({
        code: 0,
        stdout: "out/a  fresh (3 files)\n",
        stderr: "",
      });
    }
  });

  it("lists every file of a package that does not exist, and creates nothing", async () => {
    const project = new Workspace({ a: { files: FILES } });
    const { code, stdout } = await project.run(["check"]);
    expect(code).toBe(1);
    expect(stdout).toBe(
      [
        "out/a  stale: 3 missing",
        "  missing  out/a/captable.manifest.json",
        "  missing  out/a/package.json",
        "  missing  out/a/src/one.ts",
        "",
        "To mend it: npx captable generate",
        "",
      ].join("\n"),
    );
    expect(project.has("out")).toBe(false);
  });

  it("does not mind what the tools put there, nor who may read and write", async () => {
    const project = await freshProject();
    chmodSync(project.path(ONE), 0o600);
    project.write("out/a/dist/one.js", "");
    project.write("out/a/tsconfig.tsbuildinfo", "");
    expect((await project.run(["check"])).code).toBe(0);
  });

  it("tells that only the mode differs", async () => {
    const project = await freshProject();
    chmodSync(project.path(ONE), 0o711);
    const { stdout } = await project.run(["check"]);
    expect(stdout).toContain(`${ONE} may be run as a program`);
    expect(stdout).not.toContain("@@");
    await project.run(["generate"]);
    expect(statSync(project.path(ONE)).mode & 0o777).toBe(0o600);
  });

  it("knows file systems on which everything is a program", async () => {
    const project = await freshProject();
    for (const path of [ONE, MANIFEST, "out/a/package.json"])
      chmodSync(project.path(path), 0o777);
    expect((await project.run(["check"])).code).toBe(0);
  });

  it("shows a diff unless told not to", async () => {
    const project = await freshProject();
    project.write(ONE, "export const one = 2;\n");
    const { stdout } = await project.run(["check"]);
    expect(stdout).toContain(
      [
        "--- out/a/src/one.ts (on disk)",
        "+++ out/a/src/one.ts (from the table)",
        "@@ -1,1 +1,1 @@",
        "-export const one = 2;",
        "+export const one = 1;",
      ].join("\n"),
    );
    const without = await project.run(["check", "--no-diff"]);
    expect(without.stdout).not.toContain("@@");
    expect(without.stdout).toContain(`  changed  ${ONE}`);
    expect(without.code).toBe(1);
  });

  it("names the differing line endings instead of showing every line", async () => {
    const project = await freshProject();
    project.write(ONE, "export const one = 1;\r\n");
    const { stdout } = await project.run(["check"]);
    expect(stdout).toContain("Only the line endings differ.\n");
  });

  it("tells how to mend an edit, and what it does to it", async () => {
    const project = await freshProject();
    project.write(ONE, "export const one = 2;\n");
    const { stdout } = await project.run(["check"]);
    expect(stdout).toContain("Move what you want to keep");
    expect(stdout).toContain("To mend it: npx captable generate --force\n");
  });

  it("offers no generating where it would not help", async () => {
    const project = await freshProject();
    project.write("out/a/notes.md", "");
    const { code, stdout } = await project.run(["check"]);
    expect(code).toBe(1);
    expect(stdout).toContain("have to be moved");
    expect(stdout).not.toContain("To mend it");
  });

  it("repeats the arguments in the mending command", async () => {
    const project = new Workspace({ a: { files: FILES } });
    const { stdout } = await project.run([
      "check",
      "spec/a.yaml",
      "--output",
      "else where",
    ]);
    expect(stdout).toContain(
      'npx captable generate spec/a.yaml --output "else where"\n',
    );
  });
});

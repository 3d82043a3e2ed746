import { describe, expect, it } from "vitest";
import { FILES, Workspace } from "./workspace.ts";

describe("check of several packages", () => {
  it("finds the second stale although the first is fresh", async () => {
    const project = new Workspace({ a: { files: FILES }, b: { files: FILES } });
    await project.run(["generate"]);
    expect((await project.run(["check"])).code).toBe(0);
    project.remove("out/b/src/one.ts");
    const { code, stdout } = await project.run(["check"]);
    expect(code).toBe(1);
    expect(stdout).toContain("out/a  fresh (3 files)\n");
    expect(stdout).toContain("  missing  out/b/src/one.ts\n");
  });

  it("lists the drift of all of them", async () => {
    const project = new Workspace({ a: { files: FILES }, b: { files: FILES } });
    const { stdout } = await project.run(["check"]);
    expect(stdout).toContain("  missing  out/a/src/one.ts\n");
    expect(stdout).toContain("  missing  out/b/src/one.ts\n");
  });

  it("compares the others if one table has an error", async () => {
    const project = new Workspace({ a: { files: FILES }, b: { files: FILES } });
    await project.run(["generate"]);
    project.table("a", { errors: ["bad row"] });
    const { code, stdout, stderr } = await project.run(["check"]);
    expect(code).toBe(1);
    expect(stderr).toContain("spec/a.yaml:1:1 error: bad row");
    expect(stdout).toBe(
      "out/a  not checked: spec/a.yaml has errors\nout/b  fresh (3 files)\n",
    );
  });
});

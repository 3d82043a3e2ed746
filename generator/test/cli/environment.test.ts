import { chmodSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FILES, Workspace } from "./workspace.ts";

describe("a machine that does not let it", () => {
  it("tells that the output is a file", async () => {
    const project = new Workspace({ a: { files: FILES } });
    project.write("out/a", "");
    const { code, stderr } = await project.run(["generate"]);
    expect(stderr).toContain("error: out/a: not a folder (ENOTDIR");
    expect(code).toBe(2);
    project.remove("out/a");
    expect((await project.run(["generate"])).code).toBe(0);
  });

  // Windows knows no modes that keep the owner out.
  if (process.platform !== "win32") describe("by its modes", modeTests);
});

/** Gives up the right to go everywhere, if the tests have it. */
async function asOrdinaryUser<T>(act: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return act();
  process.seteuid?.(65534);
  try {
    return await act();
  } finally {
    process.seteuid?.(0);
  }
}

function modeTests(): void {
  it("tells that a folder cannot be written to", async () => {
    const project = new Workspace({ a: { files: FILES } });
    project.write("out/readme", "");
    chmodSync(project.root, 0o755);
    chmodSync(project.path("out"), 0o555);
    const { code, stderr } = await asOrdinaryUser(() =>
      project.run(["generate"]),
    );
    expect(stderr).toBe("error: out/a: permission denied (EACCES, mkdir)\n");
    expect(code).toBe(2);
    chmodSync(project.path("out"), 0o777);
    const { code: then } = await asOrdinaryUser(() =>
      project.run(["generate"]),
    );
    expect(then).toBe(0);
  });

  it("tells that a table cannot be read", async () => {
    const project = new Workspace({ a: { files: {} } });
    chmodSync(project.root, 0o755);
    chmodSync(project.path("spec/a.yaml"), 0);
    const { code, stderr } = await asOrdinaryUser(() => project.run(["check"]));
    expect(stderr).toBe(
      "error: spec/a.yaml: permission denied (EACCES, open)\n",
    );
    expect(code).toBe(2);
    chmodSync(project.path("spec/a.yaml"), 0o444);
    const { code: then } = await asOrdinaryUser(() => project.run(["check"]));
    expect(then).toBe(1);
  });
}

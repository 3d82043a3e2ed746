// The same bytes on every Node that captable supports.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { TemporaryFolder } from "../../generator/test/temporary-folder.ts";
import { digestsOf } from "./child.ts";
import { copyTable, digestsIn } from "./copies.ts";
import { digestsHere, ROOT } from "./tables.ts";

/** Every supported version, and its program. */
function nodes(): readonly (readonly [string, string])[] {
  const script = join(ROOT, "test", "matrix", "nodes.mjs");
  const { stdout, status } = spawnSync(process.execPath, [script, "--paths"], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stdout);
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
}

const here = digestsHere();

describe.each(nodes())("on Node %s", (version, node) => {
  it("the core emits the same bytes, with everything trapped", () => {
    const report = digestsOf({ node, trapped: true });
    expect(report.node).toBe(`v${version}`);
    expect(report.trapped.length).toBeGreaterThan(35);
    expect(report.digests).toEqual(here);
  });

  it("the command line starts without a word of Node", () => {
    const bin = join(ROOT, "generator", "bin", "captable.js");
    const { status, stdout, stderr } = spawnSync(node, [bin, "--version"], {
      encoding: "utf8",
    });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(stderr).toBe("");
  });

  it("the command line writes the same bytes", () => {
    const folder = new TemporaryFolder();
    copyTable(folder.root);
    const bin = join(ROOT, "generator", "bin", "captable.js");
    const { status, stderr } = spawnSync(node, [bin, "generate"], {
      cwd: folder.root,
      encoding: "utf8",
    });
    expect(status, stderr).toBe(0);
    expect(digestsIn(folder.root)).toEqual(digestsIn(ROOT));
  });
});

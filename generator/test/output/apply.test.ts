import { readdirSync, statSync, utimesSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  InterruptedError,
  Outputs,
  type FolderWork,
} from "../../src/output/apply.ts";
import { realDisk } from "../../src/output/disk.ts";
import { occupation } from "../../src/output/work-folder.ts";
import { TemporaryFolder } from "../temporary-folder.ts";

/** Does the work as a run does it. Gives the folders in which an earlier run was finished. */
function apply(work: readonly FolderWork[]): readonly string[] {
  const outputs = new Outputs(realDisk);
  const roots = work.map(({ root }) => root);
  try {
    for (const root of roots) expect(outputs.take(root)).toBe(true);
    const recovered = roots.filter((root) => outputs.recover(root));
    outputs.apply(work);
    return recovered;
  } finally {
    outputs.release();
  }
}

function texts(...paths: string[]): ReadonlyMap<string, string> {
  return new Map(paths.map((path) => [path, `new ${path}`]));
}

describe("apply", () => {
  it("writes and deletes in several folders, and leaves nothing else", () => {
    const folder = new TemporaryFolder();
    folder.write("a/old/deep/x.ts", "");
    folder.write("a/keep.ts", "kept");
    const past = new Date(2001, 1, 1);
    utimesSync(folder.path("a/keep.ts"), past, past);
    apply([
      {
        root: folder.path("a"),
        writes: texts("captable.manifest.json", "src/y.ts"),
        deletes: ["old/deep/x.ts"],
      },
      { root: folder.path("b/c"), writes: texts("z.ts"), deletes: [] },
    ]);
    expect(list(folder)).toEqual([
      "a/captable.manifest.json",
      "a/keep.ts",
      "a/src/y.ts",
      "b/c/z.ts",
    ]);
    expect(folder.read("a/src/y.ts")).toBe("new src/y.ts");
    expect(statSync(folder.path("a/keep.ts")).mtime).toEqual(past);
  });

  it("keeps a folder in which there is something else", () => {
    const folder = new TemporaryFolder();
    folder.write("old/x.ts", "");
    folder.write("old/mine.txt", "");
    apply([{ root: folder.root, writes: new Map(), deletes: ["old/x.ts"] }]);
    expect(list(folder)).toEqual(["old/mine.txt"]);
  });

  it("changes nothing if a file of another folder cannot be written", () => {
    const folder = new TemporaryFolder();
    folder.write("a/x.ts", "old");
    folder.write("a/y.ts", "old");
    folder.write("file", "");
    const first = {
      root: folder.path("a"),
      writes: texts("x.ts", "new/deep/z.ts"),
      deletes: ["y.ts"],
    };
    const second = { root: folder.path("file"), writes: texts("x.ts") };
    expect(() => apply([first, { ...second, deletes: [] }])).toThrow(
      /ENOTDIR|EEXIST/,
    );
    expect(list(folder)).toEqual(["a/x.ts", "a/y.ts", "file"]);
    expect(readdirSync(folder.path("a"))).toEqual(["x.ts", "y.ts"]);
    expect(folder.read("a/x.ts")).toBe("old");
    apply([first]);
    expect(folder.read("a/x.ts")).toBe("new x.ts");
  });

  it("says so if it was stopped half way, and finishes the work the next time", () => {
    const folder = new TemporaryFolder();
    folder.write("b.ts/in-the-way", "");
    const work = {
      root: folder.root,
      writes: texts("captable.manifest.json", "a.ts", "b.ts", "c.ts"),
      deletes: [],
    };
    expect(() => apply([work])).toThrow(InterruptedError);
    expect(folder.has("a.ts")).toBe(true);
    expect(folder.has("captable.manifest.json")).toBe(false);
    expect(folder.has(".captable/journal")).toBe(true);
    expect(folder.has(".captable/owner.0")).toBe(false);
    folder.remove("b.ts");
    const next = { root: folder.root, writes: texts("d.ts"), deletes: [] };
    expect(apply([next])).toEqual([folder.root]);
    const paths = ["a.ts", "b.ts", "c.ts", "captable.manifest.json", "d.ts"];
    expect(list(folder)).toEqual(paths);
    expect(apply([{ ...next, writes: texts("d.ts") }])).toEqual([]);
  });

  it("gives a folder to one run at a time", () => {
    const folder = new TemporaryFolder();
    const one = new Outputs(realDisk);
    const two = new Outputs(realDisk);
    expect(one.take(folder.root)).toBe(true);
    expect(occupation(folder.root, realDisk)).toMatchObject({
      kind: "running",
      owner: { pid: process.pid },
    });
    one.release();
    expect(occupation(folder.root, realDisk)).toEqual({ kind: "free" });
    expect(two.take(folder.root)).toBe(true);
    two.release();
    expect(list(folder)).toEqual([]);
  });
});

/** Every file below a folder. */
function list(folder: TemporaryFolder): readonly string[] {
  return readdirSync(folder.root, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => statSync(folder.path(path)).isFile())
    .toSorted();
}

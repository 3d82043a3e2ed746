import { describe, expect, it } from "vitest";
import { sha256 } from "../../src/output/hash.ts";
import { MANIFEST, manifestText } from "../../src/output/manifest.ts";
import { plan } from "../../src/output/plan.ts";
import type { DiskEntry } from "../../src/output/read-tree.ts";

function file(text: string): DiskEntry {
  const hash = sha256(text);
  return {
    kind: "file",
    text,
    hash,
    lfHash: hash,
    link: false,
    executable: false,
  };
}

describe("plan", () => {
  it("names every file of either side once, by code unit", () => {
    const emitted = new Map([
      ["b.ts", "b"],
      ["a.ts", "new"],
      ["Z.ts", "z"],
    ]);
    const disk = new Map([
      ["src", { kind: "folder" } as const],
      ["b.ts", file("b")],
      ["a.ts", file("old")],
      ["src/x.ts", { kind: "unread" } as const],
      ["old.ts", file("old")],
    ]);
    expect(plan(emitted, disk)).toEqual([
      { path: "Z.ts", kind: "missing", after: "z" },
      { path: "a.ts", kind: "changed", before: "old", after: "new" },
      { path: "b.ts", kind: "same", before: "b", after: "b" },
      { path: "old.ts", kind: "extra", before: "old" },
      { path: "src/x.ts", kind: "extra" },
    ]);
  });

  it("compares bytes: line endings count", () => {
    const emitted = new Map([["a", "x\n"]]);
    expect(plan(emitted, new Map([["a", file("x\r\n")]]))).toMatchObject([
      { kind: "changed" },
    ]);
    expect(plan(emitted, new Map([["a", file("x\n")]]))).toMatchObject([
      { kind: "same" },
    ]);
  });

  it("finds something else than a file changed, without a text", () => {
    const emitted = new Map([["a", "x"]]);
    for (const kind of ["folder", "special"] as const)
      expect(plan(emitted, new Map([["a", { kind }]]))).toEqual([
        { path: "a", kind: "changed", after: "x" },
      ]);
  });

  it("takes the manifest of another version as it is, and no other file", () => {
    const text = (version: string): string =>
      manifestText({
        version,
        table: "t",
        inputs: new Map(),
        files: new Map(),
      });
    const kinds = (path: string, before: string): string[] =>
      plan(
        new Map([[path, text("1.0.0")]]),
        new Map([[path, file(before)]]),
      ).map(({ kind }) => kind);
    expect(kinds(MANIFEST, text("2.0.0"))).toEqual(["same"]);
    expect(kinds(`a/${MANIFEST}`, text("2.0.0"))).toEqual(["changed"]);
    expect(kinds(MANIFEST, text("2.0.0").replace('"t"', '"u"'))).toEqual([
      "changed",
    ]);
  });
});

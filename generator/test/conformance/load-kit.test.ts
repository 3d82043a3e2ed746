/** What of a package the tests can get hold of. */
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import type { Kit } from "../../src/conformance/kit.ts";
import { locatePackage } from "../../src/conformance/run/locate.ts";
import { complaintsIn } from "../../src/conformance/run/type-complaints.ts";
import { loadKit } from "../../dist/conformance/run/load-kit.js";
import { KitFolder } from "./kit-folder.ts";

/** A built package of two modules. */
function load(): Promise<Kit> {
  const folder = new KitFolder([]);
  folder.write("dist/index.js", 'export { Lamp } from "./lamp/lamp.js";\n');
  folder.write("dist/lamp/lamp.js", "export class Lamp {}\n");
  return loadKit(locatePackage(folder.where));
}

function copies(): readonly string[] {
  return readdirSync(tmpdir()).filter((it) => it.startsWith("captable-copy-"));
}

describe("a kit", () => {
  it("has what the main module exports, and a second copy of all of it", async () => {
    const kit = await load();
    const before = new Set(copies());
    const copy = await kit.secondCopy();
    expect(Object.keys(kit.exports)).toEqual(["Lamp"]);
    expect(Object.keys(copy)).toEqual(["Lamp"]);
    expect(copy["Lamp"]).not.toBe(kit.exports["Lamp"]);
    expect(await kit.secondCopy()).toBe(copy);
    expect(copies().filter((it) => !before.has(it))).toEqual([]);
  });

  it("evaluates in another realm", async () => {
    const kit = await load();
    const list = kit.otherRealm("[1]");
    expect(Array.isArray(list)).toBe(true);
    expect(list instanceof Array).toBe(false);
  });
});

describe("complaints about types", () => {
  const TSCONFIG = {
    compilerOptions: { strict: true, noEmit: true, types: [] },
    include: ["."],
  };

  it("are none if all compiles", async () => {
    expect(await complaintsOf("export const lamp: number = 1;\n")).toEqual([]);
  });

  it("name the declaration that they stand in", async () => {
    const complaints = await complaintsOf(
      [
        "export const lamp: number = 1;",
        "export function absentFromLamp(value: number): void {",
        "  value.light();",
        "}",
        "",
      ].join("\n"),
    );
    expect(complaints).toEqual([
      {
        message: expect.stringMatching(
          /^conformance\/types\.check\.ts\(3,9\): error TS2339: /,
        ),
        within: "absentFromLamp",
      },
    ]);
  });

  it("go on over several lines, and may stand nowhere", () => {
    const output = [
      "a.ts(1,1): error TS1: One",
      "  more of it",
      "error TS5058: no such file",
      "",
    ].join("\n");
    expect(complaintsIn(output, () => "")).toEqual([
      { message: "a.ts(1,1): error TS1: One\n  more of it" },
      { message: "error TS5058: no such file" },
    ]);
    expect(complaintsIn("Killed\n", () => "")).toEqual([{ message: "Killed" }]);
  });

  async function complaintsOf(text: string): ReturnType<Kit["typeComplaints"]> {
    const folder = new KitFolder([]);
    folder.json("conformance/tsconfig.json", TSCONFIG);
    folder.write("conformance/types.check.ts", text);
    return (await loadKit(locatePackage(folder.where))).typeComplaints();
  }
});

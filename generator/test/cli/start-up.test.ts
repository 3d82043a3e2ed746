import { describe, expect, it } from "vitest";
import { packagesLoadedBy } from "./loaded-packages.ts";

const SOURCE = new URL("../../src/", import.meta.url);

describe("start-up", () => {
  it("loads nothing but what reads the arguments and the configuration", () => {
    expect(packagesLoadedBy(new URL("cli/main.ts", SOURCE))).toEqual([
      "commander",
      "fastest-levenshtein",
      "lilconfig",
      "picocolors",
    ]);
  });

  it("compiles plain tables without a parser of others", () => {
    expect(packagesLoadedBy(new URL("compile-with.ts", SOURCE))).toEqual([
      "fastest-levenshtein",
    ]);
    expect(packagesLoadedBy(new URL("compile.ts", SOURCE))).toEqual([
      "fastest-levenshtein",
      "yaml",
    ]);
  });

  it.each([
    ["the parser", "output/verify-typescript.ts", "oxc-parser"],
    ["the differ", "output/diff.ts", "diff"],
  ])("leaves %s to a module of its own", (_what, module, name) => {
    expect(packagesLoadedBy(new URL(module, SOURCE))).toEqual([name]);
  });
});

import { describe, expect, it } from "vitest";
import { catalog } from "../src/diagnostics/catalog.ts";
import { suggest } from "../src/diagnostics/suggest.ts";

describe("the catalog of diagnostics", () => {
  it("has codes in groups of a hundred, sorted", () => {
    const codes = [...catalog.keys()];
    expect(codes.length).toBeGreaterThan(60);
    expect(codes).toEqual([...codes].sort());
    for (const code of codes) expect(code).toMatch(/^CT[1-6]\d\d$/);
  });

  it("has warnings only where a table can still be used", () => {
    const warnings = [...catalog.values()]
      .filter(({ severity }) => severity === "warning")
      .map(({ name }) => name);
    expect(warnings).toEqual([
      "valueTwice",
      "unusedType",
      "propertyCodeTwice",
      "unusedError",
      "neverEnabled",
      "outOfReach",
      "undocumented",
      "unusedAcceptance",
    ]);
  });
});

describe("did you mean", () => {
  it.each([
    ["recieve", "receive"],
    ["Receive", "receive"],
    ["RECEIVE", "receive"],
    ["sent", "send"],
  ])("%s is taken for %s", (name, expected) => {
    expect(suggest(name, ["send", "receive", "close"])).toBe(expected);
  });

  it.each(["open", "rcv", "x", ""])("%s is taken for nothing", (name) => {
    expect(suggest(name, ["send", "receive", "close"])).toBeUndefined();
  });

  it("the closest is meant", () => {
    expect(suggest("abcd", ["abxy", "abcx", "axyz"])).toBe("abcx");
  });
});

import { describe, expect, it } from "vitest";
import type { RunResult } from "../../../src/conformance/run/verdict.ts";
import * as runs from "./runs.ts";
import { consoleOf, keeping } from "./terminal.ts";

/** The first line of the summary, and the last of all. */
function headlines(run: RunResult): readonly (string | undefined)[] {
  const said = consoleOf(run).trimEnd().split("\n");
  return [said.find((text) => /^(?:PASSED|FAILED)/.test(text)), said.at(-1)];
}

describe("the first line of the summary", () => {
  it.each([
    ["a good provider", runs.good, /^PASSED {2}memory \(raw\): claimed 7\/7;/],
    [
      "one that claims little",
      runs.lazy,
      /^PASSED IN PART {2}lazy \(raw\): claimed 1\/7; .*4 of 10 tests negative/,
    ],
    [
      "one that claims what it does not do",
      runs.liar,
      /^FAILED {2}liar \(raw\): claimed 7\/7; 9 of 10 tests failed/,
    ],
  ])("tells %s, and so does the last line", (_name, run, expected) => {
    const [first, last] = headlines(run);
    expect(first).toMatch(expected);
    expect(last).toBe(first);
  });

  it("says that a run has failed of which no test has", () => {
    expect(headlines({ ...runs.good, ok: false })[0]).toMatch(/^FAILED/);
  });
});

describe("a terminal", () => {
  it("has one line that is written anew, and is gone at the end", () => {
    const said = consoleOf(runs.crashing, keeping(true));
    const anew = said.split("\r\u001b[K");
    expect(anew.length).toBeGreaterThan(3);
    for (const text of anew.slice(1, -1)) expect(text).not.toContain("\n");
    expect(anew[1]).toBe("1/10, 0 failed  shape/till");
    expect(anew.at(-1)).toMatch(/^\n/);
    expect(said).not.toContain(" done, ");
  });

  it("is not written to more often than one can see", () => {
    const often = keeping(true);
    const once = { ...often, pass: () => undefined };
    const said = consoleOf(runs.good, once);
    expect(said.split("\r\u001b[K")).toHaveLength(3);
  });

  it("gets no line that it would break in two", () => {
    const said = consoleOf(runs.good, keeping(true, {}, 20));
    const [, first] = said.split("\r\u001b[K");
    expect(first).toBe("1/10, 0 failed  sh…");
    expect(first).toHaveLength(19);
  });

  it("has colours, unless nobody wants them", () => {
    expect(consoleOf(runs.good, keeping(true))).toContain("\u001b[32m");
    expect(consoleOf(runs.liar, keeping(true))).toContain("\u001b[31m");
    const plain = consoleOf(runs.good, keeping(true, { NO_COLOR: "1" }));
    expect(plain).not.toMatch(/\u001b\[\d/);
  });
});

describe("a log", () => {
  it("has a line for each family that is through, and no colours", () => {
    const said = consoleOf(runs.crashing);
    expect(said).toContain("state: 3 done, 1 failed\n");
    expect(said).not.toContain("\u001b");
    expect(said).not.toContain("\r");
  });

  it("is what CI gets, whatever it calls its output", () => {
    const said = consoleOf(runs.good, keeping(true, { CI: "true" }));
    expect(said).toContain("state: 3 done, 0 failed\n");
    expect(said).not.toContain("\r");
  });
});

describe("many of a kind", () => {
  it("are not all told, and it is said that there are more", () => {
    const unclaimed = Array.from({ length: 40 }, (_, at) => `property P${at}`);
    const said = consoleOf({
      ...runs.lazy,
      claimable: [{ kind: "property", claimed: 0, total: 40, unclaimed }],
    });
    expect(said).toContain("  - property P11\n  - … and 28 more");
    expect(said).not.toContain("property P12\n");
  });
});

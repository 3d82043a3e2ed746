// docs/trust.md names the tests that hold what it promises. They are there, and they are run.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "./tables.ts";

const page = readFileSync(join(ROOT, "docs", "trust.md"), "utf8");
const [promised = "", notPromised] = page.split("\n## What is not promised");

const promises = promised
  .split("\n")
  .filter((line) => line.startsWith("- **"))
  .map((line) => ({
    title: /\*\*(.*?)\*\*/.exec(line)?.[1] ?? line,
    files: [...line.matchAll(/`([\w./-]+\.ts)`/g)].map(([, it = ""]) => it),
  }));

describe("the page of promises", () => {
  it.each(promises.flatMap(({ files }) => files))("names %s", (path) => {
    expect(path).toMatch(/^(?:generator\/)?(?:src|test)\//);
    expect(existsSync(join(ROOT, path))).toBe(true);
  });

  it("says what holds each of them, and what is not promised", () => {
    const without = promises.filter(({ files }) => files.length === 0);
    // The first is a consequence of the limits of the language, the second a hint.
    expect(without.map(({ title }) => title)).toEqual([
      "Nothing of a table is executed.",
      "How to report",
    ]);
    expect(promises.length).toBeGreaterThan(20);
    expect(notPromised).toContain("**Power loss.**");
  });
});

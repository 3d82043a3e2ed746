import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { COUNT, seeds } from "./seeds.ts";

/** The titles of the tests of a file, as it spells them. */
function titlesOf(source: string): readonly string[] {
  const tests = /\bit(?:\.each\([^]*?\))?\(\s*(["'`])(.*?)\1,/gu;
  return [...source.matchAll(tests)].map(([, , title = ""]) => title);
}

describe("what is documented", () => {
  it("is all there", () => {
    const numbers = Array.from({ length: COUNT }, (_, index) => index + 1);
    expect(Object.keys(seeds).map(Number)).toEqual(numbers);
  });

  it.each(Object.entries(seeds))("is tested: %s", (_number, seed) => {
    const files = Object.entries(seed.tests);
    expect(files.length).toBeGreaterThan(0);
    for (const [file, titles] of files) {
      const path = new URL(file, import.meta.url);
      const found = titlesOf(readFileSync(path, "utf8"));
      expect(titles.length).toBeGreaterThan(0);
      for (const title of titles) expect(found, file).toContain(title);
    }
  });
});

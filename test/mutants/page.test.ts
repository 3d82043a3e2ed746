/** The page of the score is that of the faults that there are; what they come to is found out elsewhere. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Killers } from "./scoring/killers.ts";
import { tallyOf, withScore } from "./scoring/page.ts";
import type { Scored } from "./scoring/scored.ts";
import { groupOf } from "./scoring/score.ts";
import { handMade, innocent, ofTable, tablesIn } from "./suspects.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const textOf = (file: string): string => readFileSync(`${root}${file}`, "utf8");
const score: Scored = JSON.parse(textOf("test/mutants/score.json"));
const page = textOf("docs/conformance-score.md");

/** How many faults there are, by their group. */
function counts(): Readonly<Record<string, number>> {
  const tables = tablesIn(root).map((path) => ofTable(path, { root }));
  const groups = [
    ...innocent({ root }),
    ...tables.map((table) => table.innocent),
  ].map(groupOf);
  const all = [
    ...handMade({ root }),
    ...tables.flatMap(({ suspects }) => suspects),
  ].map(groupOf);
  return Object.fromEntries(
    groups.map((name) => [name, all.filter((one) => one === name).length]),
  );
}

describe("the score", () => {
  it("has been made of all faults", () => {
    const scored = Object.entries(score).map(([name, group]) => [
      name,
      tallyOf(group).all,
    ]);
    expect(Object.fromEntries(scored)).toEqual(counts());
  });

  it("comes with the test that noticed each fault of a provider", () => {
    const killers: Killers = JSON.parse(textOf("test/mutants/killers.json"));
    const faults = handMade({ root }).map((one) => ({
      group: groupOf(one),
      id: one.id,
      isKnown: killers[groupOf(one)]?.[one.id] !== undefined,
    }));
    expect(faults.filter(({ isKnown }) => !isKnown)).toEqual([]);
    const known = Object.values(killers).flatMap((group) => Object.keys(group));
    expect(known).toHaveLength(faults.length);
  });

  it("stands on the page", () => {
    expect(page).toBe(withScore(page, score));
  });

  it("has a place on the page, or is refused", () => {
    expect(() => withScore("# Nothing", score)).toThrow("has no");
    expect(withScore(page, {})).toContain("0 of 0 deliberate faults");
  });
});

/** The kit notices the deliberate faults of every table that the project has. */
import { beforeAll, describe, expect, it } from "vitest";
import { known, missed, tell, tried, unnamed } from "./running.ts";
import { tallyOf } from "./scoring/page.ts";
import type { Summary } from "./scoring/summary.ts";

const MINUTES = 60_000;

describe("the faults of tables", () => {
  let summary: Summary;

  beforeAll(async () => {
    summary = await tried(["--tables"]);
    tell("tables", summary);
  }, 30 * MINUTES);

  it("are as many as have been scored, of each table", async () => {
    const before = await known();
    const counts = Object.entries(summary.groups).map(([name, { all }]) => [
      name,
      all,
    ]);
    expect(counts.length).toBeGreaterThan(10);
    for (const [name, all] of counts) {
      const kept = before[String(name)];
      expect(kept && tallyOf(kept).all, String(name)).toBe(all);
    }
  });

  it("are all noticed, each by the family that should", () => {
    expect(missed(summary)).toEqual([]);
  });

  it("are noticed by tests that name the clause", () => {
    expect(unnamed(summary)).toEqual([]);
  });

  it("are of tables that pass without any", () => {
    expect(summary.excused).toEqual([]);
  });
});

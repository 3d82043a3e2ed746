/** The kit notices hand-made faults of the classes and of both providers. */
import { beforeAll, describe, expect, it } from "vitest";
import { missed, tell, tried, unnamed } from "./running.ts";
import type { Summary } from "./scoring/summary.ts";

const MINUTES = 60_000;

/** What both providers show is tried with the one that needs no system; of the other, what it alone can show. */
const RUNS = [
  { provider: "memory", args: [], least: 64 },
  { provider: "node", args: ["--own"], least: 15 },
] as const;

describe.each(RUNS)("hand-made faults, with $provider", (run) => {
  let summary: Summary;

  beforeAll(async () => {
    const { provider, args } = run;
    summary = await tried(["--hand-made", "--provider", provider, ...args]);
    tell(`hand-made (${provider})`, summary);
  }, 30 * MINUTES);

  it("are all noticed, each by the family that should", () => {
    expect(summary.all).toBeGreaterThanOrEqual(run.least);
    expect(missed(summary)).toEqual([]);
  });

  it("are noticed by tests that name the clause", () => {
    expect(unnamed(summary)).toEqual([]);
  });

  it("are of what passes without any", () => {
    expect(summary.excused).toEqual([]);
  });
});

/** The kit notices hand-made faults of the classes and of a provider. */
import { beforeAll, describe, expect, it } from "vitest";
import { missed, tell, tried, unnamed } from "./running.ts";
import type { Summary } from "./scoring/summary.ts";

const MINUTES = 60_000;

/** What is particular to the provider for Node is tried when the score is written: it takes as long again. */
const PROVIDER = "memory";

/** There are so many at least. */
const LEAST = 64;

describe("hand-made faults", () => {
  let summary: Summary;

  beforeAll(async () => {
    summary = await tried(["--hand-made", "--provider", PROVIDER]);
    tell("hand-made", summary);
  }, 30 * MINUTES);

  it("are all noticed, each by the family that should", () => {
    expect(summary.all).toBeGreaterThanOrEqual(LEAST);
    expect(missed(summary)).toEqual([]);
  });

  it("are noticed by tests that name the clause", () => {
    expect(unnamed(summary)).toEqual([]);
  });

  it("are of what passes without any", () => {
    expect(summary.excused).toEqual([]);
  });
});

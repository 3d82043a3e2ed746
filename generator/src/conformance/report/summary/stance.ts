/** What kind of provider it is, at a glance: one that does all, one that claims little, or one that claims what it does not do. @module */
import type { ClaimCount } from "../../claims/counts.ts";
import type { RunResult } from "../../run/verdict.ts";
import type { Tally } from "./tally.ts";

/** `partial`: it does what it claims, and does not claim everything. */
export type Stance = "complete" | "partial" | "failed";

export interface ClaimTotal {
  readonly claimed: number;
  readonly total: number;
}

/**
 * All claims together. Errors are not among them: an error that never comes up makes a provider no smaller, and there
 * are so many of them that the rest would not be seen.
 */
export function claimTotal(counts: readonly ClaimCount[]): ClaimTotal {
  const counted = counts.filter(({ kind }) => kind !== "error");
  return {
    claimed: counted.reduce((sum, { claimed }) => sum + claimed, 0),
    total: counted.reduce((sum, { total }) => sum + total, 0),
  };
}

export function stanceOf(result: RunResult, tally: Tally): Stance {
  if (!result.ok || tally.failed > 0) return "failed";
  const all = result.claimable.every(({ claimed, total }) => claimed === total);
  return all && tally.negative === 0 ? "complete" : "partial";
}

/** The stance in a word or few. */
export const STANCE_WORDS: Readonly<Record<Stance, string>> = {
  complete: "passed",
  partial: "passed in part",
  failed: "failed",
};

/** What the stance comes from: the same words in every report. */
export function stanceDetail(
  stance: Stance,
  tally: Tally,
  claims: ClaimTotal,
): string {
  const claimed = `claimed ${claims.claimed}/${claims.total}`;
  const tests = `${tally.total} ${tally.total === 1 ? "test" : "tests"}`;
  if (stance === "failed") {
    return `${claimed}; ${tally.failed} of ${tests} failed, ${tally.negative} negative`;
  }
  if (stance === "complete") {
    return `${claimed}; ${tally.passed} of ${tests} passed, none failed`;
  }
  return `${claimed}; nothing failed, but ${tally.negative} of ${tests} negative: what is not claimed is only shown to be absent`;
}

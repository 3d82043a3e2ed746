/** What hears of a run while it goes on. @module */
import type { RunResult, Verdict } from "../run/verdict.ts";

/** What is known of a run before its first verdict. */
export type RunStart = Pick<RunResult, "table" | "provider" | "mode" | "plan">;

export interface Reporter {
  start(run: RunStart): void;
  /** In the order in which tests end, which need not be that of the plan. */
  verdict(verdict: Verdict): void;
  end(result: RunResult): void;
}

/** What failed, and how to see it again. @module */
import { GOOD, type RunResult, type Verdict } from "../../run/verdict.ts";
import { shellWord } from "../text.ts";
import type { Outcome } from "./outcome.ts";

export interface FailedTest {
  readonly verdict: Verdict;
  readonly clause: string | undefined;
  /** The seed of the test or, if it has none of its own, of the run. */
  readonly seed: number;
  /** How to run it alone: a command line or, if the kit was called from code, options. */
  readonly again: string;
}

/** Every test that fails the run, in the order of the verdicts. */
export function failuresOf(
  result: RunResult,
  outcomes: readonly Outcome[],
): readonly FailedTest[] {
  return outcomes
    .filter(({ verdict }) => !GOOD.has(verdict.kind))
    .map(({ verdict, test }) => {
      const seed = verdict.seed ?? result.seed;
      return {
        verdict,
        clause: test?.clause,
        seed,
        again: again(result.command, verdict.id, seed),
      };
    });
}

function again(command: string | undefined, id: string, seed: number): string {
  return command === undefined
    ? `{ id: [${JSON.stringify(id)}], seed: ${seed} }`
    : `${command} --id ${shellWord(id)} --seed ${seed}`;
}

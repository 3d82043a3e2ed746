/**
 * Which test noticed a fault of a provider when it was tried last. It is tried first the next time, so that a fault costs one
 * test and not a family of hundreds; what that does not notice any more is tried with all, as if nothing were known.
 */
import type { Judgement, Suspect } from "./judge.ts";
import { groupOf } from "./score.ts";

/** The id of a test, by the group of the fault and its id. */
export type Killers = Readonly<
  Record<string, Readonly<Record<string, string>>>
>;

/** What is worth keeping: the model is so fast that nothing would be gained. */
export function killersOf(judgements: readonly Judgement[]): Killers {
  const found: Record<string, Record<string, string>> = {};
  for (const { suspect, outcome, killers } of judgements) {
    const [first] = killers;
    if (first === undefined) continue;
    if (suspect.provider === "model" || outcome !== "killed") continue;
    (found[groupOf(suspect)] ??= {})[suspect.id] = first;
  }
  return found;
}

/** The test that is likely to notice a fault, if any is known. What a process is left with is the doing of no test. */
export function likelyTest(
  killers: Killers,
  suspect: Omit<Suspect, "build">,
): string | undefined {
  if (suspect.alone === true) return undefined;
  return killers[groupOf(suspect)]?.[suspect.id];
}

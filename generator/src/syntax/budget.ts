/** Keeps a table within what it may be, and says where it is more. @module */
import * as limits from "../diagnostics/limit-rules.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Budget } from "./limits.ts";
import type { Source } from "./source.ts";

/** Whether the file is within what is left of the characters; if not, that is reported. */
export function takeCharacters(
  source: Source,
  reporter: Reporter,
  budget: Budget,
): boolean {
  const { length } = source.text;
  if (budget.take("characters", length)) return true;
  const end = Math.min(length, budget.most.characters);
  tooMuch("characters", source, end, reporter, budget);
  return false;
}

/** Reports that from here on there is too much of something. */
export function tooMuch(
  what: "characters" | "tokens",
  source: Source,
  start: number,
  reporter: Reporter,
  { most }: Budget,
): void {
  const about = { most: most[what], what };
  const span = { source, start, end: start + 1 };
  reporter.report(limits.tooLarge, span, about);
}

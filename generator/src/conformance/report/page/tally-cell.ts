/** A tally in one cell. @module */
import type { Tally } from "../summary/tally.ts";
import { cell, type Cell, type Tone } from "./page.ts";

/** `12/14, 1 negative, 1 failed`; nothing but a dash if nothing was tested. */
export function tallyCell(tally: Tally | undefined): Cell {
  return tally === undefined
    ? cell("–")
    : cell(tallyWords(tally), toneOf(tally));
}

function tallyWords(tally: Tally): string {
  const rest = (["negative", "expected", "untestable", "failed"] as const)
    .filter((count) => tally[count] > 0)
    .map((count) => `${tally[count]} ${count}`);
  return [`${tally.passed}/${tally.total}`, ...rest].join(", ");
}

export function toneOf(tally: Tally): Tone {
  if (tally.failed > 0) return "bad";
  if (tally.negative > 0 || tally.expected > 0) return "partial";
  return tally.passed > 0 ? "good" : "none";
}

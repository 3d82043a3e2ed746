/** A unified diff of two texts. Loads a package: import this module only when there is something to show. @module */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";

/** One side of a diff. */
export interface Side {
  /** What the diff calls it: its path and where it comes from. */
  readonly label: string;
  readonly text: string;
}

/** Beyond so many differing lines a diff helps nobody, and takes long to find. */
const MAX_EDITS = 4000;

/** Gives a unified diff, ending with a line break; or one line that says why there is none to show. */
export function unifiedDiff(from: Side, to: Side): string {
  if (from.text !== to.text && toLf(from.text) === toLf(to.text))
    return `${headers(from, to)}Only the line endings differ.\n`;
  const patch = createTwoFilesPatch(
    from.label,
    to.label,
    from.text,
    to.text,
    undefined,
    undefined,
    { context: 3, headerOptions: FILE_HEADERS_ONLY, maxEditLength: MAX_EDITS },
  );
  return patch ?? `${headers(from, to)}Too different to show.\n`;
}

function headers(from: Side, to: Side): string {
  return `--- ${from.label}\n+++ ${to.label}\n`;
}

function toLf(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

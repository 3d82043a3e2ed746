/** Quoted and block scalars of the quick reader. @module */
import type { ScalarNode } from "../node.ts";
import type { Lines } from "./lines.ts";
import { scalar } from "./scalars.ts";
import { giveUp } from "./unusual.ts";

/** In one line, and without escapes. */
const DOUBLE = /"[^"\\\n]*"/y;
const SINGLE = /'(?:[^'\n]|'')*'/y;
const HEADER = /[|>]-?\n/y;
const BLANKS = /\n*/y;

/** A quoted scalar. Stays behind it. */
export function quoted(lines: Lines): ScalarNode {
  const { at, text } = lines;
  const isDouble = lines.char === '"';
  const end = lines.endOf(isDouble ? DOUBLE : SINGLE);
  if (end < 0) giveUp();
  lines.at = end;
  const inner = text.slice(at + 1, end - 1);
  const value = isDouble ? inner : inner.replaceAll("''", "'");
  return scalar(value, value, at, end);
}

/**
 * A block scalar whose lines are all indented alike, if they are folded; it stands in something that is indented so
 * far. Stays at the beginning of the line after it.
 */
export function block(lines: Lines, outside: number): ScalarNode {
  const { at, text } = lines;
  const start = lines.endOf(HEADER);
  if (start < 0) giveUp();
  const isFolded = lines.char === ">";
  const isStripped = text.charAt(at + 1) === "-";
  lines.at = start;
  const parts = partsOf(lines, outside, isFolded);
  // Empty lines behind it are not of it.
  while (text.startsWith("\n\n", lines.at - 2)) lines.at -= 1;
  const end = lines.at;
  const value = parts.join("") + (isStripped ? "" : "\n");
  return scalar(value, value, at, end);
}

/** The lines, each with what the ends of lines before it mean. */
function partsOf(
  lines: Lines,
  outside: number,
  isFolded: boolean,
): readonly string[] {
  const { text } = lines;
  const parts: string[] = [];
  let level = -1;
  let breaks = 0;
  for (;;) {
    const start = lines.at;
    lines.skipSpaces();
    const indent = lines.at - start;
    if (lines.char === "\n" && indent > 0) giveUp();
    if (level < 0) level = indent;
    const isInside = lines.char !== "" && indent >= level && indent > outside;
    if (!isInside) {
      lines.at = start;
      return parts.length === 0 || (indent > outside && indent < level)
        ? giveUp()
        : parts;
    }
    if (isFolded && indent > level) giveUp();
    if (breaks > 0) parts.push(breakOf(breaks, isFolded));
    const end = text.indexOf("\n", start);
    if (end < 0 || text.charAt(end - 1) === " ") giveUp();
    parts.push(text.slice(start + level, end));
    lines.at = end;
    breaks = skipBlanks(lines);
  }
}

/** One end of a line is a blank, and each further one a line; in a literal, all are what they are. */
function breakOf(breaks: number, isFolded: boolean): string {
  if (!isFolded) return "\n".repeat(breaks);
  return breaks === 1 ? " " : "\n".repeat(breaks - 1);
}

/** Goes to the beginning of the next line that is not empty; says how many lines end before it. */
function skipBlanks(lines: Lines): number {
  const end = lines.endOf(BLANKS);
  const count = end - lines.at;
  lines.at = end;
  return count;
}

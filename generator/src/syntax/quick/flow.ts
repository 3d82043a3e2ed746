/** Lists and mappings in brackets, of the quick reader. @module */
import type { Node, Pair } from "../node.ts";
import { type Lines, startsPlain, withoutSpaces } from "./lines.ts";
import { quoted } from "./quoted.ts";
import { plain } from "./scalars.ts";
import { giveUp } from "./unusual.ts";

/** A word in brackets goes up to a sign that means something there. */
const WORD = /(?:[^,[\]{}\n:#]|:(?![ \n,[\]{}])|(?<! )#)+/y;
const DEEPEST = 20;

/** A list or mapping in brackets, in something that is indented so far. Stays behind it. */
export function flow(lines: Lines, outside: number, depth = 0): Node {
  if (depth > DEEPEST) giveUp();
  const start = lines.at;
  const close = lines.char === "{" ? "}" : "]";
  const pairs: Pair[] = [];
  const items: Node[] = [];
  lines.at += 1;
  skipBlank(lines, outside);
  while (lines.char !== close) {
    lines.count(2);
    if (close === "}") pairs.push(pair(lines, outside, depth));
    else items.push(value(lines, outside, depth));
    skipBlank(lines, outside);
    if (lines.char === ",") {
      lines.at += 1;
      skipBlank(lines, outside);
    } else if (lines.char !== close) giveUp();
  }
  lines.at += 1;
  const end = lines.at;
  return close === "}"
    ? { kind: "map", pairs, start, end }
    : { kind: "list", items, start, end };
}

function pair(lines: Lines, outside: number, depth: number): Pair {
  const isQuoted = lines.char === '"' || lines.char === "'";
  const key = isQuoted ? quoted(lines) : word(lines);
  const after = lines.text.charAt(lines.at + 1);
  if (lines.char !== ":" || (after !== " " && after !== "\n")) giveUp();
  lines.at += 1;
  skipBlank(lines, outside);
  return { key, value: value(lines, outside, depth) };
}

function value(lines: Lines, outside: number, depth: number): Node {
  const { char } = lines;
  if (char === "{" || char === "[") return flow(lines, outside, depth + 1);
  return char === '"' || char === "'" ? quoted(lines) : word(lines);
}

function word(lines: Lines): Node {
  const { at, text } = lines;
  const end = lines.endOf(WORD);
  if (end < 0) giveUp();
  const source = withoutSpaces(text.slice(at, end));
  if (!startsPlain(source)) giveUp();
  lines.at = at + source.length;
  return plain(source, at);
}

/** Over blanks and line breaks; what goes on in another line is indented further than what it stands in. */
function skipBlank(lines: Lines, outside: number): void {
  lines.skipSpaces();
  while (lines.char === "\n") {
    lines.at += 1;
    const start = lines.at;
    lines.skipSpaces();
    if (lines.at - start <= outside) giveUp();
  }
}

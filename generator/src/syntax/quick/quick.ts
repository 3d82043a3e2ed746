/**
 * Reads YAML as people write tables: mappings and lists in lines or brackets, words, numbers, quoted text and blocks
 * of prose. It makes of them what the full parser would make, at a tenth of the cost; what it is not sure of, be it
 * wrong or merely unusual, it leaves to the full parser, and so it never has to say what is wrong.
 *
 * @module
 */
import type { ListNode, MapNode, Node, Pair, ScalarNode } from "../node.ts";
import { flow } from "./flow.ts";
import { Lines } from "./lines.ts";
import { block, quoted } from "./quoted.ts";
import { nothing, plain } from "./scalars.ts";
import { giveUp, Unusual } from "./unusual.ts";

/** What the quick reader has made of a file. */
interface QuicklyRead {
  readonly root: Node;
  /** How many keys and values there are. */
  readonly nodes: number;
}

/** Reads a file; nothing if it is for the full parser, as one is that has more nodes than it may. */
export function readQuickly(
  text: string,
  mostNodes: number,
): QuicklyRead | undefined {
  // A merge key is refused wherever it stands, and however it is quoted.
  if (STRANGE.test(text) || text.includes("<<")) return undefined;
  try {
    const lines = new Lines(text, mostNodes);
    lines.nextLine();
    if (lines.indent !== 0) return undefined;
    const root = mapping(lines, 0, 0);
    const { nodes } = lines;
    return lines.indent < 0 ? { root, nodes } : undefined;
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

/** Characters that mean something to the full parser, or that may not be there. */
const STRANGE =
  /[^\n\x20-\x7e\u00a1-\u061b\u061d-\u200d\u2010-\u2027\u2030-\u2060\u2070-\ud7ff]/;
/** A key that nothing but a key can be, and that is text. */
const KEY = /[A-Za-z_$][\w.$/-]{0,200}(?=:(?:[ \n]|$))/y;
const QUOTED_KEY = /(?:"[^"\\\n]{0,200}"|'[^'\n]{0,200}')(?=:(?:[ \n]|$))/y;
const DEEPEST = 40;

/** The mapping whose first key is in the current line, at this column. */
function mapping(lines: Lines, column: number, depth: number): MapNode {
  if (depth > DEEPEST) giveUp();
  const pairs: Pair[] = [];
  const start = lines.at;
  do {
    lines.count(2);
    const key = keyHere(lines);
    lines.at += 1;
    const value = valueAfterKey(lines, column, depth);
    pairs.push({ key, value });
  } while (lines.indent === column);
  if (lines.indent > column) giveUp();
  return { kind: "map", pairs, start, end: lines.reach };
}

function keyHere(lines: Lines): ScalarNode {
  const { at, text } = lines;
  const end = lines.endOf(KEY);
  if (end < 0) {
    if (lines.endOf(QUOTED_KEY) < 0) giveUp();
    return quoted(lines);
  }
  lines.at = end;
  return plain(text.slice(at, end), at);
}

/** What follows a key and its colon. Goes on to the next line that says something. */
function valueAfterKey(lines: Lines, column: number, depth: number): Node {
  const colon = lines.at;
  lines.skipSpaces();
  const { char } = lines;
  if (char !== "\n" && char !== "#" && char !== "")
    return inline(lines, column);
  // A comment belongs to the value below it, or to nothing.
  const isSilent = char !== "#";
  const spaces = lines.at;
  if (char === "#") lines.at = colon;
  lines.endLine();
  const comments = lines.nextLine();
  if (lines.indent > column) return below(lines, column, depth);
  // A list that is not indented further than its key, and comments on nothing.
  const isList = lines.indent === column && lines.char === "-";
  if (isList || !isSilent || comments) giveUp();
  lines.reach = spaces;
  return nothing(spaces);
}

/** What begins in a line of its own. */
function below(lines: Lines, outside: number, depth: number): Node {
  const { char } = lines;
  if (char === "-") return sequence(lines, lines.indent, depth + 1);
  if (char === "[" || char === "{") return inline(lines, outside);
  return mapping(lines, lines.indent, depth + 1);
}

/** A value that begins in the line of its key or dash. Goes on to the next line that says something. */
function inline(lines: Lines, outside: number): Node {
  const { char } = lines;
  const node = bare(lines, outside);
  if (char !== "|" && char !== ">") lines.endLine();
  lines.reach = lines.at;
  lines.nextLine();
  if (lines.indent > outside) giveUp();
  return node;
}

function bare(lines: Lines, outside: number): Node {
  switch (lines.char) {
    case "{":
    case "[":
      return flow(lines, outside);
    case '"':
    case "'":
      return quoted(lines);
    case "|":
    case ">":
      return block(lines, outside);
    default: {
      const { at } = lines;
      const source = lines.plainLine();
      return plain(source, at);
    }
  }
}

/** The list whose first dash is in the current line, at this column. */
function sequence(lines: Lines, column: number, depth: number): ListNode {
  const items: Node[] = [];
  const start = lines.at;
  do {
    lines.count(1);
    if (!lines.text.startsWith("- ", lines.at)) giveUp();
    const dash = lines.at;
    lines.at += 1;
    lines.skipSpaces();
    const isMap = lines.endOf(KEY) >= 0 || lines.endOf(QUOTED_KEY) >= 0;
    const item = isMap
      ? mapping(lines, column + lines.at - dash, depth + 1)
      : inline(lines, column);
    items.push(item);
  } while (lines.indent === column);
  if (lines.indent > column) giveUp();
  return { kind: "list", items, start, end: lines.reach };
}

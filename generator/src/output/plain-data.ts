/**
 * Knows data when it sees it: what stands between `export const name =` and a semicolon and consists of nothing but
 * mappings, lists, strings, numbers and bare words runs no code, whatever is in it: a word is a constant that is read.
 * Large tables are nearly all data, and a tree of it would cost more than all the rest of the verification.
 *
 * @module
 */
import { RESERVED_WORDS } from "../validate/words.ts";

/** A constant whose value begins a line of its own; the layout of the emitter, and if it is not, nothing is lost. */
const CONSTANT =
  /^export const [A-Za-z_$][\w$]*(?:: [A-Za-z_$][\w$]*)? = \{\n/gm;
/**
 * What ends the constant. In front of anything else the value may be no value: `{ a: null } = b` is a bad pattern, and
 * `{} = b` a good one.
 */
const END = /(?: as const)?;/y;
/** Shorter than this, data is not worth a look of its own. */
const WORTH = 2_000;

/** A text with blanks in the place of data, as long as before. */
interface Shortened {
  readonly text: string;
  /** Where the constants begin of which the data is left out, if that is where they begin for the parser as well. */
  readonly constants: readonly number[];
}

/** Leaves out what is data beyond doubt, if it is where it seems to be: that, the tree of the rest must show. */
export function withoutData(text: string): Shortened {
  const constants: number[] = [];
  if (text.length < WORTH) return { text, constants };
  const parts: string[] = [];
  let from = 0;
  for (const { 0: head, index } of text.matchAll(CONSTANT)) {
    const open = index + head.length - 2;
    const end = open < from ? -1 : dataEnd(text, open);
    if (end < 0 || endOf(END, text, end) < 0) continue;
    parts.push(text.slice(from, open + 1), " ".repeat(end - open - 2));
    from = end - 1;
    constants.push(index);
  }
  return { text: [...parts, text.slice(from)].join(""), constants };
}

const STRING = String.raw`"(?:[^"\\\n\r\u2028\u2029]|\\["\\nrt])*"`;
const NAME = String.raw`[A-Za-z_$][\w$]*`;
const NAME_ENDS = String.raw`(?![\w$])`;
/** What begins something else: `class`, `new`. */
const KEYWORD = `(?:${[...RESERVED_WORDS].join("|")})${NAME_ENDS}`;

const BLANK = /[ \n]*/y;
const KEY = new RegExp(
  String.raw`(?!"?__proto__)(?:${STRING}|${NAME}):[ \n]+`,
  "y",
);
const SCALAR = new RegExp(
  [
    STRING,
    String.raw`-?(?:0x[0-9a-fA-F]+|0|[1-9][0-9]*)(?![\w$.])`,
    `(?:true|false|null|undefined)${NAME_ENDS}`,
    `(?!${KEYWORD})${NAME}`,
  ].join("|"),
  "y",
);

/** Where the data ends that begins with a bracket; -1 if it is not data all through. */
function dataEnd(text: string, open: number): number {
  const closers: string[] = [];
  let at = open;
  for (;;) {
    // At a value.
    const char = text.charAt(at);
    if (char === "{" || char === "[") {
      closers.push(char === "{" ? "}" : "]");
      at = endOf(BLANK, text, at + 1);
    } else {
      at = endOf(SCALAR, text, at);
      if (at < 0) return -1;
      at = separatorEnd(text, at);
    }
    while (text.charAt(at) === closers.at(-1)) {
      closers.pop();
      at += 1;
      if (closers.length === 0) return at;
      at = separatorEnd(text, at);
    }
    if (at < 0) return -1;
    if (closers.at(-1) === "}") at = endOf(KEY, text, at);
    if (at < 0) return -1;
  }
}

/** Behind the comma and the blanks after a value, or before the bracket that closes what it stands in. */
function separatorEnd(text: string, at: number): number {
  const blank = endOf(BLANK, text, at);
  const next = text.charAt(blank);
  if (next === ",") return endOf(BLANK, text, blank + 1);
  return next === "}" || next === "]" ? blank : -1;
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** Verbs for the text in a report's Markdown. What they give, Prettier leaves as it is. @module */
import { outsideCode } from "../../emit/print/prose.ts";

/** One line of text, in which nothing but code between backticks is markup. */
export function prose(text: string): string {
  const escaped = outsideCode(text, escape, (code) =>
    /[|\\]/.test(code) ? escape(code) : code,
  );
  // At the start of a block these would make a list or a rule of it.
  return escaped
    .replace(/^(?=[-+=])/, "\\")
    .replace(/^(\d+)(?=[.)](?: |$))/, "$1\\");
}

function escape(text: string): string {
  return text.replace(
    /[\\`*[\]<>|#~$]|&(?=#?\w+;)|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g,
    "\\$&",
  );
}

/** One line as code, out of which nothing gets. */
export function code(text: string): string {
  if (text === "") return "";
  const sign = "`".repeat(freeRun(text));
  const space = /^`|`$/.test(text) ? " " : "";
  return sign + space + text + space + sign;
}

/** The same in a cell. Tables take a bar for a border in code too, so that what has one is text. */
export function codeInCell(text: string): string {
  return /[|\\]/.test(text) ? escape(text) : code(text);
}

/**
 * An address in the brackets of a link. It is an URL already, with percent signs where they must be; what is left are
 * signs that mean something to Markdown.
 */
export function linkAddress(href: string): string {
  return href
    .replace(/[\\|[\]()<>`*_]/g, percent)
    .replace(/(?<=&#?\w+);/g, percent);
}

function percent(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Lines as they are. */
export function fenced(text: string): string {
  const fence = "`".repeat(Math.max(2, ...runsIn(text)) + 1);
  // Nobody sees blanks at the end of a line, and Prettier takes some of them away.
  const seen = text.replace(/ +$/gm, "");
  return `${fence}text\n${seen}\n${fence}`;
}

/** The length of the shortest run of backticks that does not occur. */
function freeRun(text: string): number {
  const runs = new Set(runsIn(text));
  let length = 1;
  while (runs.has(length)) length += 1;
  return length;
}

/** The lengths of all runs of backticks. */
function runsIn(text: string): readonly number[] {
  return (text.match(/`+/g) ?? []).map(({ length }) => length);
}

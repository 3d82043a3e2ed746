/** Verbs for Markdown. @module */
import { codeOrText, outsideCode } from "./prose.ts";

/** Prose in Markdown: no text of a table becomes HTML, a link, a heading, a fence or a cell border. */
export function markdownText(text: string): string {
  const plain = text
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g, " ")
    .replace(/[ \t]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{2,}/g, "\n\n")
    .trim();
  // What some publishers take for a template is none in code either.
  const code = (part: string): string =>
    /\{[{%]/.test(part) ? escaped(part) : part;
  return outsideCode(plain, escaped, code).replace(
    /^(?=[-=_~ ]{2,}$|~~~)/gm,
    "\\",
  );
}

function escaped(text: string): string {
  return text
    .replace(/[\\[\]<>|#*`]|\{(?=[{%])/g, (character) => `\\${character}`)
    .replace(/&(?=#?\w+;)/g, "\\&");
}

/** The same in one line. */
export function markdownLine(text: string): string {
  return markdownText(text.replace(/\s+/g, " "));
}

/** A name as code, if it can stand there. */
export function markdownCode(name: string): string {
  const code = codeOrText(name);
  return code === name ? markdownLine(name) : code;
}

/** An address in the brackets of a link, out of which it does not get. */
export function markdownAddress(url: string): string {
  return encodeURI(url).replace(/[()]/g, (sign) =>
    sign === "(" ? "%28" : "%29",
  );
}

/** A table whose columns are padded, as formatters want it. Where cells hold wide characters, `widthOf` measures them. */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  widthOf: (cell: string) => number = (cell) => cell.length,
): string {
  const widths = header.map((cell, column) =>
    Math.max(
      3,
      widthOf(cell),
      ...rows.map((row) => widthOf(row[column] ?? "")),
    ),
  );
  const padded = (cell: string, width: number): string =>
    cell + " ".repeat(width - widthOf(cell));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => padded(cells[column] ?? "", width)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(header), rule, ...rows.map(line)].join("\n");
}

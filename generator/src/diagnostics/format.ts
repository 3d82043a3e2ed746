/** Diagnostics as text. @module */
import type { Diagnostic, Location } from "./diagnostic.ts";

/** Makes text stand out; without it, text stays as it is. */
export interface Painter {
  readonly bold: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
  readonly dim: (text: string) => string;
}

const same = (text: string): string => text;
const PLAIN: Painter = {
  bold: same,
  red: same,
  yellow: same,
  cyan: same,
  dim: same,
};

/** One diagnostic, with the line that it is about, a caret under what is wrong, and how to mend it. */
export function formatDiagnostic(
  diagnostic: Diagnostic,
  sources: ReadonlyMap<string, string>,
  painter: Painter = PLAIN,
): string {
  return new Formatter(painter, sources).format(diagnostic);
}

/** Diagnostics one below the other, an empty line between them. */
export function formatDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  painter: Painter = PLAIN,
): string {
  const formatter = new Formatter(painter, sources);
  return diagnostics.map((one) => formatter.format(one)).join("\n");
}

type Sources = ReadonlyMap<string, string>;

/** The lines of files, for all diagnostics about them: there may be very many. */
const linesBySources = new WeakMap<Sources, Map<string, readonly string[]>>();

class Formatter {
  readonly #painter: Painter;
  readonly #sources: ReadonlyMap<string, string>;
  readonly #lines: Map<string, readonly string[]>;

  constructor(painter: Painter, sources: ReadonlyMap<string, string>) {
    this.#painter = painter;
    this.#sources = sources;
    this.#lines = linesBySources.get(sources) ?? new Map();
    linesBySources.set(sources, this.#lines);
  }

  format(diagnostic: Diagnostic): string {
    const { bold, red, yellow, cyan, dim } = this.#painter;
    const { at, code, severity, message, reason, help } = diagnostic;
    const paint = severity === "error" ? red : yellow;
    const head = `${bold(place(at))}: ${paint(`${severity} ${code}`)}: ${message}`;
    const lines = [head, ...this.#frame(at, paint)];
    for (const related of diagnostic.related) {
      lines.push(`  ${bold(place(related.at))}: ${related.message}`);
      lines.push(...this.#frame(related.at, dim));
    }
    if (reason !== undefined) lines.push(`  ${cyan("why")}: ${reason}`);
    if (help !== undefined) lines.push(`  ${cyan("help")}: ${help}`);
    return `${lines.join("\n")}\n`;
  }

  /** The line and a caret under the range, as far as it goes on that line. */
  #frame(at: Location, paint: (text: string) => string): readonly string[] {
    const line = this.#linesOf(at.path)[at.line - 1];
    if (line === undefined) return [];
    const skipped = skippedOf(line, at.column);
    const text = line.slice(skipped, skipped + LONGEST_LINE);
    const column = at.column - skipped;
    const number = String(at.line);
    const gutter = " ".repeat(number.length);
    // Tabs stay tabs, so that the caret stands below what it is about.
    const indent = text.slice(0, column - 1).replace(/[^\t]/g, " ");
    const last = at.endLine === at.line ? at.endColumn - skipped : Infinity;
    const end = Math.min(last, text.length + 1);
    const caret = "^".repeat(Math.max(1, end - column));
    const { dim } = this.#painter;
    return [
      `  ${dim(`${number} |`)} ${visible(text)}`,
      `  ${dim(`${gutter} |`)} ${indent}${paint(caret)}`,
    ];
  }

  #linesOf(path: string): readonly string[] {
    const known = this.#lines.get(path);
    if (known !== undefined) return known;
    const lines = (this.#sources.get(path) ?? "").split(/\r?\n/);
    this.#lines.set(path, lines);
    return lines;
  }
}

/** More of a line is no help: the part around the place is shown. */
const LONGEST_LINE = 240;

function skippedOf(line: string, column: number): number {
  if (line.length <= LONGEST_LINE) return 0;
  return Math.max(0, column - LONGEST_LINE / 2);
}

function place({ path, line, column }: Location): string {
  return `${path}:${line}:${column}`;
}

/** Characters that a table must not have are shown as what they are, not obeyed. */
function visible(text: string): string {
  return text.replace(
    /[\0-\x08\v-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]/g,
    "\ufffd",
  );
}

/** Reads Stryker's report, and tells what came of its faults. */

/** One fault, and what came of it. */
export interface Tried {
  readonly file: string;
  readonly line: number;
  /** What kind of fault Stryker calls it: `StringLiteral`. */
  readonly kind: string;
  /** `Killed`, `Survived`, `Timeout`, `NoCoverage` … */
  readonly status: string;
  readonly original: string;
  readonly replacement: string;
}

/** All faults of a report, in the order of files and lines. */
export function readReport(report: unknown): readonly Tried[] {
  const files: unknown = Reflect.get(Object(report), "files");
  return Object.entries(Object(files))
    .flatMap(([file, entry]) => triedIn(file, entry))
    .sort((a, b) =>
      a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1,
    );
}

function triedIn(file: string, entry: unknown): readonly Tried[] {
  const source = textOf(entry, "source");
  const mutants: unknown = Reflect.get(Object(entry), "mutants");
  if (!Array.isArray(mutants)) throw new TypeError(`${file} has no mutants`);
  return mutants.map((mutant: unknown) => {
    const location: unknown = Reflect.get(Object(mutant), "location");
    const [start, end] = [place(location, "start"), place(location, "end")];
    return {
      file,
      line: start.line,
      kind: textOf(mutant, "mutatorName"),
      status: textOf(mutant, "status"),
      original: between(source, start, end),
      replacement: textOf(mutant, "replacement"),
    };
  });
}

interface Place {
  readonly line: number;
  readonly column: number;
}

function place(location: unknown, name: string): Place {
  const at: unknown = Reflect.get(Object(location), name);
  const line: unknown = Reflect.get(Object(at), "line");
  const column: unknown = Reflect.get(Object(at), "column");
  if (typeof line === "number" && typeof column === "number")
    return { line, column };
  throw new TypeError(`a mutant has no ${name}`);
}

function textOf(value: unknown, name: string): string {
  const text: unknown = Reflect.get(Object(value), name);
  if (typeof text === "string") return text;
  throw new TypeError(`there is no ${name}`);
}

/** Lines and columns count from 1. */
function between(source: string, start: Place, end: Place): string {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, index) =>
      index === last ? line.slice(0, end.column - 1) : line,
    )
    .map((line, index) => (index === 0 ? line.slice(start.column - 1) : line))
    .join("\n");
}

/** The score by file, as Markdown. What could not be tried counts nowhere. */
export function scoreTable(report: readonly Tried[]): string {
  const files = [...new Set(report.map(({ file }) => file))];
  const rows = files.map((file) =>
    row(
      `\`${file.replace(/^.*\/src\//, "")}\``,
      report.filter((one) => one.file === file),
    ),
  );
  return [
    "| File | Faults | Killed | Timed out | Survived | Not covered | Score |",
    "| :--- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...rows,
    row("**all**", report),
    "",
  ].join("\n");
}

function row(name: string, all: readonly Tried[]): string {
  const count = (status: string): number =>
    all.filter((one) => one.status === status).length;
  const [killed, timeout] = [count("Killed"), count("Timeout")];
  const [survived, uncovered] = [count("Survived"), count("NoCoverage")];
  const found = killed + timeout;
  const tried = found + survived + uncovered;
  const score = tried === 0 ? "–" : `${Math.floor((100 * found) / tried)} %`;
  const cells = [name, tried, killed, timeout, survived, uncovered, score];
  return `| ${cells.join(" | ")} |`;
}

/** Each fault that nothing has noticed, on a line. */
export function survivors(report: readonly Tried[]): readonly string[] {
  return report
    .filter(({ status }) => status === "Survived" || status === "NoCoverage")
    .map(
      ({ file, line, kind, original, replacement }) =>
        `${file}:${line} ${kind}: ${onLine(original)} → ${onLine(replacement)}`,
    );
}

function onLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}

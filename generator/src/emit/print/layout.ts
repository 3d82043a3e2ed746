/**
 * A small document printer: what fits in the line stays in the line, what does not is broken at every line of its
 * group. It follows the rules by which Prettier lays out code, so that emitted files need no formatter.
 *
 * @module
 */

export type Doc =
  string | readonly Doc[] | Group | Indent | Line | IfBreak | Fill;

interface Group {
  readonly kind: "group";
  readonly content: Doc;
  readonly broken: boolean;
}
interface Indent {
  readonly kind: "indent";
  readonly content: Doc;
}
interface Line {
  readonly kind: "line";
  /** What a line is if its group fits. */
  readonly flat: "" | " ";
}
interface IfBreak {
  readonly kind: "ifBreak";
  readonly broken: string;
}
interface Fill {
  readonly kind: "fill";
  readonly words: readonly string[];
}

/** The width that Prettier gives a line by default. */
export const LINE_WIDTH = 80;

export const line: Doc = { kind: "line", flat: " " };
export const softline: Doc = { kind: "line", flat: "" };

export function group(...content: readonly Doc[]): Doc {
  return { kind: "group", content, broken: false };
}

/** A group whose lines are always broken. */
export function broken(...content: readonly Doc[]): Doc {
  return { kind: "group", content, broken: true };
}

export function indent(...content: readonly Doc[]): Doc {
  return { kind: "indent", content };
}

/** Text that is printed only if the enclosing group is broken. */
export function ifBreak(text: string): Doc {
  return { kind: "ifBreak", broken: text };
}

/** Words of which as many stand in a line as fit, if the enclosing group is broken. */
export function fill(words: readonly string[]): Doc {
  return { kind: "fill", words };
}

export function join(separator: Doc, docs: readonly Doc[]): Doc {
  return docs.flatMap((doc, index) => (index === 0 ? [doc] : [separator, doc]));
}

/** `open item, item close`, or one item a line with a trailing comma. */
export function list(open: string, items: readonly Doc[], close: string): Doc {
  if (items.length === 0) return `${open}${close}`;
  const last = items.at(-1);
  // Nothing may follow a rest parameter.
  const rest = typeof last === "string" && last.startsWith("...");
  return group(
    open,
    indent(softline, join([",", line], items)),
    rest ? "" : ifBreak(","),
    softline,
    close,
  );
}

/** Prints a document whose first character stands at column `indent` and whose further lines start there. */
export function print(
  doc: Doc,
  indentation = 0,
  column: number = indentation,
): string {
  const out: string[] = [];
  const rest = new Rest(doc, indentation);
  let at = column;
  const put = (text: string): void => {
    out.push(text);
    const newline = text.lastIndexOf("\n");
    at = newline < 0 ? at + text.length : text.length - newline - 1;
  };
  for (let next = rest.next(); next !== undefined; next = rest.next()) {
    const { level } = rest;
    if (typeof next === "string") put(next);
    else if (isList(next)) rest.addAll(next, level);
    else if (next.kind === "indent") rest.add(next.content, level + 2);
    else if (next.kind === "ifBreak") put(next.broken);
    else if (next.kind === "fill") {
      const lines = filled(next.words, LINE_WIDTH - level);
      rest.add(join(line, lines), level);
    } else if (next.kind === "group") {
      const flat = !next.broken && fits(next.content, rest, LINE_WIDTH - at);
      if (flat) putFlat(next.content, put);
      else rest.add(next.content, level);
    } else {
      trimEnd(out);
      put(`\n${" ".repeat(level)}`);
    }
  }
  return out.join("");
}

/**
 * What is still to be printed, and not flat. It holds what comes next at its end, and the levels apart: an object for
 * each would be a tenth of all that a run of captable throws away.
 */
class Rest {
  /** How far what came last is indented. */
  level = 0;
  readonly #docs: Doc[];
  readonly #levels: number[];

  constructor(doc: Doc, level: number) {
    this.#docs = [doc];
    this.#levels = [level];
  }

  next(): Doc | undefined {
    this.level = this.#levels.pop() ?? 0;
    return this.#docs.pop();
  }

  add(doc: Doc, level: number): void {
    this.#docs.push(doc);
    this.#levels.push(level);
  }

  addAll(docs: readonly Doc[], level: number): void {
    for (let at = docs.length - 1; at >= 0; at--) {
      const doc = docs[at];
      if (doc !== undefined) this.add(doc, level);
    }
  }

  /** What comes after so many others. */
  after(count: number): Doc | undefined {
    return this.#docs[this.#docs.length - 1 - count];
  }
}

/** Puts what stands in one line. */
function putFlat(doc: Doc, put: (text: string) => void): void {
  if (typeof doc === "string") put(doc);
  else if (isList(doc)) for (const it of doc) putFlat(it, put);
  else if (doc.kind === "fill") put(doc.words.join(" "));
  else if (doc.kind === "line") put(doc.flat);
  else if (doc.kind !== "ifBreak") putFlat(doc.content, put);
}

/** The lines of a fill, which begins a line unless it is flat. */
export function filled(
  words: readonly string[],
  width: number,
): readonly string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of words) {
    const longer = current === "" ? word : `${current} ${word}`;
    if (current === "" || longer.length <= width) current = longer;
    else {
      lines.push(current);
      current = word;
    }
  }
  return [...lines, current];
}

/** No line ends in spaces. */
function trimEnd(out: string[]): void {
  const last = out.at(-1);
  if (last?.endsWith(" ")) out[out.length - 1] = last.replace(/ +$/, "");
}

function isList(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}

/** Whether a document in one line, and what follows it up to the next possible line break, fits in the rest of a line. */
function fits(doc: Doc, rest: Rest, width: number): boolean {
  let left = roomAfter(doc, width, true);
  for (let count = 0; left >= 0 && left < ENOUGH; count += 1) {
    const next = rest.after(count);
    if (next === undefined) return true;
    left = roomAfter(next, left, false);
  }
  return left >= 0;
}

/** There is room, whatever follows. */
const ENOUGH: number = Number.MAX_SAFE_INTEGER;

/**
 * How much of the width is left behind a document: less than nothing if it does not fit, {@link ENOUGH} if a line may
 * end in it.
 */
function roomAfter(doc: Doc, width: number, flat: boolean): number {
  if (typeof doc === "string") {
    const newline = doc.indexOf("\n");
    if (newline < 0) return width - doc.length;
    return newline <= width ? ENOUGH : -1;
  }
  if (isList(doc)) {
    let left = width;
    for (const it of doc) {
      left = roomAfter(it, left, flat);
      if (left < 0 || left >= ENOUGH) break;
    }
    return left;
  }
  switch (doc.kind) {
    case "indent":
      return roomAfter(doc.content, width, flat);
    case "group":
      if (flat && doc.broken) return -1;
      return roomAfter(doc.content, width, flat || !doc.broken);
    case "line":
      return flat ? width - doc.flat.length : ENOUGH;
    case "fill":
      return width - doc.words.join(" ").length;
    case "ifBreak":
      return flat ? width : width - doc.broken.length;
  }
}

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

interface Frame {
  readonly doc: Doc;
  readonly indent: number;
  readonly flat: boolean;
}

/** Prints a document whose first character stands at column `indent` and whose further lines start there. */
export function print(
  doc: Doc,
  indentation = 0,
  column: number = indentation,
): string {
  const out: string[] = [];
  let at = column;
  const stack: Frame[] = [{ doc, indent: indentation, flat: false }];
  for (let frame = stack.pop(); frame !== undefined; frame = stack.pop()) {
    const { doc: current, indent: level, flat } = frame;
    if (typeof current === "string") {
      out.push(current);
      const newline = current.lastIndexOf("\n");
      at = newline < 0 ? at + current.length : current.length - newline - 1;
    } else if (isList(current)) {
      pushAll(stack, current, level, flat);
    } else if (current.kind === "indent") {
      stack.push({ doc: current.content, indent: level + 2, flat });
    } else if (current.kind === "ifBreak") {
      if (!flat) stack.push({ doc: current.broken, indent: level, flat });
    } else if (current.kind === "fill") {
      const { words } = current;
      const lines = filled(words, flat ? Infinity : LINE_WIDTH - level);
      stack.push({ doc: join(line, lines), indent: level, flat });
    } else if (current.kind === "group") {
      const next = { doc: current.content, indent: level, flat: true };
      const fit =
        flat || (!current.broken && fits(next, stack, LINE_WIDTH - at));
      stack.push({ ...next, flat: fit });
    } else if (flat) {
      out.push(current.flat);
      at += current.flat.length;
    } else {
      trimEnd(out);
      out.push(`\n${" ".repeat(level)}`);
      at = level;
    }
  }
  return out.join("");
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

function pushAll(
  stack: Frame[],
  docs: readonly Doc[],
  level: number,
  flat: boolean,
): void {
  for (let index = docs.length - 1; index >= 0; index--) {
    const doc = docs[index];
    if (doc !== undefined) stack.push({ doc, indent: level, flat });
  }
}

/** Whether the frame, and what follows it up to the next possible line break, fits in the rest of the line. */
function fits(next: Frame, rest: readonly Frame[], width: number): boolean {
  let remaining = width;
  let restIndex = rest.length;
  const stack: Frame[] = [next];
  while (remaining >= 0) {
    let frame = stack.pop();
    if (frame === undefined) {
      restIndex -= 1;
      frame = rest[restIndex];
      if (frame === undefined) return true;
    }
    const { doc, indent: level, flat } = frame;
    if (typeof doc === "string") {
      const newline = doc.indexOf("\n");
      if (newline >= 0) return remaining >= newline;
      remaining -= doc.length;
    } else if (isList(doc)) {
      pushAll(stack, doc, level, flat);
    } else if (doc.kind === "indent") {
      stack.push({ doc: doc.content, indent: level, flat });
    } else if (doc.kind === "group") {
      if (flat && doc.broken) return false;
      stack.push({
        doc: doc.content,
        indent: level,
        flat: flat || !doc.broken,
      });
    } else if (doc.kind === "line") {
      if (!flat) return true;
      remaining -= doc.flat.length;
    } else if (doc.kind === "fill") {
      remaining -= doc.words.join(" ").length;
    } else if (!flat) {
      stack.push({ doc: doc.broken, indent: level, flat });
    }
  }
  return false;
}

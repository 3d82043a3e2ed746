/**
 * Plain data as Prettier lays it out, in JSON and in TypeScript. Most of a large package is data, so it is printed
 * straight to text.
 *
 * @module
 */
import { filled, LINE_WIDTH } from "./layout.ts";

/** How a language writes data. */
export interface Style {
  /** The key of an object. */
  readonly key: (name: string) => string;
  /** Anything that has no parts. */
  readonly scalar: (value: unknown) => string;
  /** Behind the last part, if each has a line of its own. */
  readonly lastComma: "" | ",";
  /** A text that does not fit behind a key at least so long goes to the next line. */
  readonly wrapBehind: number;
}

type Parts = Readonly<Record<string, unknown>>;

/** What fits in the line stands in the line. */
export class ValuePrinter {
  readonly #style: Style;

  constructor(style: Style) {
    this.#style = style;
  }

  /** A value at a level, from a column on, and before so many characters that belong to its last line. */
  value(value: unknown, level: number, column: number, after: number): string {
    if (!hasParts(value)) return this.#style.scalar(value);
    const flat = this.#flat(value, LINE_WIDTH - column - after);
    if (flat !== undefined) return flat;
    return isList(value) ? this.#list(value, level) : this.object(value, level);
  }

  /** An object with an entry a line. */
  object(value: Parts, level: number): string {
    const keys = Object.keys(value).filter((key) => value[key] !== undefined);
    if (keys.length === 0) return "{}";
    const inner = level + 2;
    const start = lineAt(inner);
    const last = keys.length - 1;
    let text = "{";
    keys.forEach((key, at) => {
      const comma = at < last ? "," : this.#style.lastComma;
      text += `${start}${this.#entry(key, value[key], inner, comma)}`;
    });
    return `${text}${lineAt(level)}}`;
  }

  #entry(key: string, value: unknown, level: number, comma: string): string {
    const style = this.#style;
    const name = `${style.key(key)}:`;
    const column = level + name.length + 1;
    const text = this.value(value, level, column, comma.length);
    const wraps =
      typeof value === "string" &&
      name.length > style.wrapBehind &&
      column + text.length + comma.length > LINE_WIDTH;
    return wraps
      ? `${name}${lineAt(level + 2)}${text}${comma}`
      : `${name} ${text}${comma}`;
  }

  #list(items: readonly unknown[], level: number): string {
    const inner = level + 2;
    const start = lineAt(inner);
    const last = items.length - 1;
    const { lastComma } = this.#style;
    const lines = isNumbers(items)
      ? filled(this.#separated(items), LINE_WIDTH - inner)
      : items.map((item, at) => {
          const comma = at < last ? "," : lastComma;
          return `${this.value(item, inner, inner, comma.length)}${comma}`;
        });
    return `[${start}${lines.join(start)}${lineAt(level)}]`;
  }

  #separated(items: readonly number[]): readonly string[] {
    const last = items.length - 1;
    const { scalar, lastComma } = this.#style;
    return items.map(
      (item, at) => `${scalar(item)}${at < last ? "," : lastComma}`,
    );
  }

  /** An object or a list in one line; nothing if it is wider than that, or if something in it has lines of its own. */
  #flat(value: Parts | readonly unknown[], width: number): string | undefined {
    return isList(value)
      ? this.#flatList(value, width)
      : this.#flatObject(value, width);
  }

  #flatList(items: readonly unknown[], width: number): string | undefined {
    if (items.length === 0) return "[]";
    if (isMatrix(items)) return undefined;
    let text = "[";
    for (const item of items) {
      if (text.length > 1) text += ", ";
      const part = this.#flatPart(item, width - text.length);
      if (part === undefined) return undefined;
      text += part;
      if (text.length > width) return undefined;
    }
    return text.length < width ? `${text}]` : undefined;
  }

  #flatObject(value: Parts, width: number): string | undefined {
    let text = "{ ";
    for (const key of Object.keys(value)) {
      const item = value[key];
      if (item === undefined) continue;
      text += `${text.length > 2 ? ", " : ""}${this.#style.key(key)}: `;
      const part = this.#flatPart(item, width - text.length);
      if (part === undefined) return undefined;
      // How wide other text is, an editor and a formatter may see in different ways.
      if (typeof item === "string" && !ASCII.test(part)) return undefined;
      text += part;
      if (text.length > width) return undefined;
    }
    if (text.length === 2) return "{}";
    return text.length + 2 <= width ? `${text} }` : undefined;
  }

  #flatPart(item: unknown, width: number): string | undefined {
    return hasParts(item) ? this.#flat(item, width) : this.#style.scalar(item);
  }
}

/** A piece of code that stands where a value may. */
export class Code {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

function hasParts(value: unknown): value is Parts {
  return (
    typeof value === "object" && value !== null && !(value instanceof Code)
  );
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Several numbers are filled into lines. */
function isNumbers(items: readonly unknown[]): items is readonly number[] {
  return items.length > 1 && items.every((item) => typeof item === "number");
}

/** Several lists, or several objects, each of several parts, never share a line. */
function isMatrix(items: readonly unknown[]): boolean {
  const [first] = items;
  if (items.length < 2 || !hasParts(first)) return false;
  const areLists = isList(first);
  return items.every(
    (item) => hasParts(item) && isList(item) === areLists && partsOf(item) > 1,
  );
}

function partsOf(value: Parts): number {
  if (isList(value)) return value.length;
  return Object.values(value).filter((part) => part !== undefined).length;
}

const ASCII = /^[\x20-\x7e]*$/;

const lines: string[] = [];

/** The line break before a line at a level. */
export function lineAt(level: number): string {
  return (lines[level] ??= `\n${" ".repeat(level)}`);
}

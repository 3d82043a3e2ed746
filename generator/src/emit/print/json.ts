/**
 * JSON as Prettier lays it out. The conformance data of a package is most of what is written, so it is printed straight
 * to text.
 *
 * @module
 */
import { filled, LINE_WIDTH } from "./layout.ts";

/** What fits in the line stands in the line; but the value itself, if it is an object, has an entry a line. */
export function jsonText(value: unknown): string {
  if (isObject(value) && !isList(value)) return objectText(value, 0);
  return valueText(value, 0, 0, 0);
}

/** A list of objects of several entries each, of which no more than two need be there at once. */
export function jsonRows(rows: Iterable<object>): string {
  const texts: string[] = [];
  let held: object | undefined;
  for (const row of rows) {
    if (held !== undefined) texts.push(`${valueText(held, 2, 2, 1)},`);
    held = row;
  }
  if (held === undefined) return "[]";
  if (texts.length === 0) return valueText([held], 0, 0, 0);
  const start = lineAt(2);
  return `[${start}${texts.join(start)}${start}${valueText(held, 2, 2, 0)}\n]`;
}

/** A value at a level, from a column on, and before so many characters that belong to its last line. */
function valueText(
  value: unknown,
  level: number,
  column: number,
  after: number,
): string {
  if (typeof value === "string") return ascii(value);
  if (!isObject(value)) return scalar(value);
  const width = LINE_WIDTH - column - after;
  const flat = flatText(value, width);
  if (flat !== undefined) return flat;
  return isList(value) ? listText(value, level) : objectText(value, level);
}

function objectText(
  value: Readonly<Record<string, unknown>>,
  level: number,
): string {
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  if (keys.length === 0) return "{}";
  const inner = level + 2;
  const start = lineAt(inner);
  let left = keys.length;
  let text = "{";
  for (const key of keys) {
    left -= 1;
    const comma = left > 0 ? "," : "";
    const name = `${ascii(key)}: `;
    const column = inner + name.length;
    text += `${start}${name}${valueText(value[key], inner, column, comma.length)}${comma}`;
  }
  return `${text}${lineAt(level)}}`;
}

function listText(items: readonly unknown[], level: number): string {
  const inner = level + 2;
  const start = lineAt(inner);
  const last = items.length - 1;
  const lines = isNumbers(items)
    ? filled(separated(items), LINE_WIDTH - inner)
    : items.map((item, at) => {
        const comma = at < last ? "," : "";
        return `${valueText(item, inner, inner, comma.length)}${comma}`;
      });
  return `[${start}${lines.join(start)}${lineAt(level)}]`;
}

/** An object or a list in one line; nothing if it is wider than that, or if something in it has lines of its own. */
function flatText(
  value: Readonly<Record<string, unknown>> | readonly unknown[],
  width: number,
): string | undefined {
  return isList(value) ? flatList(value, width) : flatObject(value, width);
}

function flatList(
  items: readonly unknown[],
  width: number,
): string | undefined {
  if (items.length === 0) return "[]";
  if (isMatrix(items)) return undefined;
  let text = "[";
  for (const item of items) {
    if (text.length > 1) text += ", ";
    const part = flatPart(item, width - text.length);
    if (part === undefined) return undefined;
    text += part;
    if (text.length > width) return undefined;
  }
  return text.length < width ? `${text}]` : undefined;
}

function flatObject(
  value: Readonly<Record<string, unknown>>,
  width: number,
): string | undefined {
  let text = "{ ";
  for (const key of Object.keys(value)) {
    const item = value[key];
    if (item === undefined) continue;
    text += `${text.length > 2 ? ", " : ""}${ascii(key)}: `;
    const part = flatPart(item, width - text.length);
    if (part === undefined) return undefined;
    text += part;
    if (text.length > width) return undefined;
  }
  if (text.length === 2) return "{}";
  return text.length + 2 <= width ? `${text} }` : undefined;
}

function flatPart(item: unknown, width: number): string | undefined {
  if (typeof item === "string") return ascii(item);
  return isObject(item) ? flatText(item, width) : scalar(item);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Prettier writes `1e21` where JavaScript writes `1e+21`. */
function scalar(value: unknown): string {
  const text = JSON.stringify(value) ?? "null";
  return typeof value === "number" ? text.replace("e+", "e") : text;
}

/** Several numbers are filled into lines. */
function isNumbers(items: readonly unknown[]): items is readonly number[] {
  return items.length > 1 && items.every((item) => typeof item === "number");
}

function separated(items: readonly number[]): readonly string[] {
  const last = items.length - 1;
  return items.map((item, at) => `${scalar(item)}${at < last ? "," : ""}`);
}

/** Several lists, or several objects, each of several parts, never share a line. */
function isMatrix(items: readonly unknown[]): boolean {
  const [first] = items;
  if (items.length < 2 || !isObject(first)) return false;
  const areLists = isList(first);
  return items.every(
    (item) => isObject(item) && isList(item) === areLists && partsOf(item) > 1,
  );
}

function partsOf(value: Readonly<Record<string, unknown>>): number {
  if (isList(value)) return value.length;
  return Object.values(value).filter((part) => part !== undefined).length;
}

/** Whether a list fits behind its key depends on how wide their text is: of ASCII alone that is known. */
function ascii(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  const quoted = JSON.stringify(text);
  return WIDE.test(quoted) ? quoted.replace(ALL_WIDE, escaped) : quoted;
}

/** What stands in quotes as it is. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;
const WIDE = /[^\x20-\x7e]/;
const ALL_WIDE = new RegExp(WIDE, "g");

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

const lines: string[] = [];

/** The line break before a line at a level. */
function lineAt(level: number): string {
  return (lines[level] ??= `\n${" ".repeat(level)}`);
}

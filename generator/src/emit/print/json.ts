/**
 * JSON as Prettier lays it out. The conformance data of a package is most of what is written, so it is printed straight
 * to text.
 *
 * @module
 */
import { filled, LINE_WIDTH } from "./layout.ts";

/** An object has an entry a line; a list stands in the line if it fits. */
export function jsonText(value: unknown): string {
  return valueText(value, 0, 0, 0);
}

/** A list of objects, of which no two need be there at once. */
export function jsonRows(rows: Iterable<object>): string {
  const texts: string[] = [];
  for (const row of rows) texts.push(valueText(row, 2, 2, 0));
  const start = lineAt(2);
  return texts.length > 0 ? `[${start}${texts.join(`,${start}`)}\n]` : "[]";
}

/** A value at a level, from a column on, and before so many characters that belong to its last line. */
function valueText(
  value: unknown,
  level: number,
  column: number,
  after: number,
): string {
  if (isList(value)) return listText(value, level, column, after);
  return isObject(value) ? objectText(value, level) : scalar(value);
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
    const item = value[key];
    left -= 1;
    const comma = left > 0 ? "," : "";
    const name = `${ascii(key)}: `;
    const column = inner + name.length;
    text += `${start}${name}${valueText(item, inner, column, comma.length)}${comma}`;
  }
  return `${text}${lineAt(level)}}`;
}

function listText(
  items: readonly unknown[],
  level: number,
  column: number,
  after: number,
): string {
  const flat = flatList(items, LINE_WIDTH - column - after);
  if (flat !== undefined) return flat;
  const inner = level + 2;
  const start = lineAt(inner);
  const last = items.length - 1;
  const lines = isNumbers(items)
    ? filled(separated(items), LINE_WIDTH - inner)
    : items.map((item, at) => {
        const comma = at < last ? "," : "";
        return `${itemText(item, inner, comma.length)}${comma}`;
      });
  return `[${start}${lines.join(start)}${lineAt(level)}]`;
}

function itemText(item: unknown, level: number, after: number): string {
  return typeof item === "string"
    ? ascii(item)
    : valueText(item, level, level, after);
}

/** A list in one line; nothing if it is wider than that, or if something in it has lines of its own. */
function flatList(
  items: readonly unknown[],
  width: number,
): string | undefined {
  if (items.length === 0) return "[]";
  if (isMatrix(items)) return undefined;
  let text = "[";
  for (const item of items) {
    if (text.length > 1) text += ", ";
    const part = flatItem(item, width - text.length);
    if (part === undefined) return undefined;
    text += part;
    if (text.length > width) return undefined;
  }
  return text.length < width ? `${text}]` : undefined;
}

function flatItem(item: unknown, width: number): string | undefined {
  if (typeof item === "string") return ascii(item);
  if (isList(item)) return flatList(item, width);
  if (!isObject(item)) return scalar(item);
  const isEmpty = Object.values(item).every((one) => one === undefined);
  return isEmpty ? "{}" : undefined;
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

/** Several lists, each of several items, never share a line. */
function isMatrix(items: readonly unknown[]): boolean {
  return (
    items.length > 1 && items.every((item) => isList(item) && item.length > 1)
  );
}

/** Whether a list fits behind its key depends on how wide their text is: of ASCII alone that is known. */
function ascii(text: string): string {
  const quoted = JSON.stringify(text);
  return WIDE.test(quoted) ? quoted.replace(ALL_WIDE, escaped) : quoted;
}

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

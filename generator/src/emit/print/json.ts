/** JSON as Prettier lays it out. @module */
import {
  broken,
  type Doc,
  fill,
  group,
  indent,
  join,
  line,
  softline,
} from "./layout.ts";

/** An object has an entry a line; a list stands in the line if it fits. */
export function json(value: unknown): Doc {
  if (isList(value)) return list(value);
  if (typeof value !== "object" || value === null) return scalar(value);
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => [`${ascii(key)}: `, json(item)]);
  if (entries.length === 0) return "{}";
  return broken("{", indent(line, join([",", line], entries)), line, "}");
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Prettier writes `1e21` where JavaScript writes `1e+21`. */
function scalar(value: unknown): string {
  const text = JSON.stringify(value) ?? "null";
  return typeof value === "number" ? text.replace("e+", "e") : text;
}

function list(items: readonly unknown[]): Doc {
  if (items.length === 0) return "[]";
  const content = isNumbers(items) ? fill(separated(items)) : itemsOf(items);
  const make = isMatrix(items) ? broken : group;
  return make("[", indent(softline, content), softline, "]");
}

function itemsOf(items: readonly unknown[]): Doc {
  return join(
    [",", line],
    items.map((item) => (typeof item === "string" ? ascii(item) : json(item))),
  );
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
  return JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Rows as JSON holds them. @module */
import { escapeMark, escapeNumber } from "./numbers.ts";
import { type Default, type RowShape, type Shape, TYPE } from "./shapes.ts";
import { inWords, isType } from "./type-words.ts";

/**
 * Maps as objects, sets as lists, and numbers that JSON has no form for as objects too. What has a shape is written as
 * that says; `whole` of `read-rows.ts` reads it.
 */
export function written(value: unknown, shape?: Shape): unknown {
  if (typeof value === "number") return escapeNumber(value);
  if (!isObject(value)) return value;
  if (shape === TYPE) return isType(value) ? inWords(value) : value;
  if (value instanceof Map) {
    const each =
      shape !== undefined && "each" in shape ? shape.each : undefined;
    return object([...value].map(([key, item]) => [key, written(item, each)]));
  }
  const row = shape !== undefined && "parts" in shape ? shape : undefined;
  if (value instanceof Set || Array.isArray(value))
    return row?.key === undefined
      ? Array.from(value, (item: unknown) => written(item, row))
      : byKey(value, row, row.key);
  return row === undefined ? data(value) : rowOf(value, row);
}

/** An object that is no row. */
function data(value: object): object {
  return object(
    Object.entries(value).map(([key, item]) => [key, written(item)]),
  );
}

/** Rows by what they are called, which no two of them share. */
function byKey(rows: Iterable<unknown>, shape: RowShape, key: string): object {
  const entries: [string, unknown][] = [];
  for (const row of rows) {
    if (!isObject(row)) continue;
    const called: unknown = Reflect.get(row, key);
    entries.push([String(called), rowOf(row, shape, called)]);
  }
  return object(entries);
}

/** A row without what goes by default, and without what it is called by; in a word if that is all of it. */
function rowOf(value: object, shape: RowShape, called?: unknown): unknown {
  const { defaults, parts, key: by, word } = shape;
  const row: Record<string, unknown> = {};
  let count = 0;
  for (const [key, part] of Object.entries(value)) {
    if (part === called && (key === by || key === "name")) continue;
    if (part === undefined || isDefault(part, defaults[key])) continue;
    row[key] = written(part, parts[key]);
    count += 1;
  }
  if (word === undefined || count > 1) return row;
  const only = row[word];
  return typeof only === "string" ? only : row;
}

function isDefault(value: unknown, by: Default | undefined): boolean {
  if (by === undefined) return false;
  return typeof by === "object" ? isNothing(value) : value === by;
}

function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (value instanceof Map || value instanceof Set) return value.size === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

/** Any key may come up in the data of tests. */
function object(entries: readonly (readonly [string, unknown])[]): object {
  return escapeMark(Object.fromEntries(entries));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

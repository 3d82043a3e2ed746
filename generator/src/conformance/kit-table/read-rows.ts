/** Rows as they were before they were written. @module */
import { type RowShape, type Shape, TYPE } from "./shapes.ts";
import { fromWords } from "./type-words.ts";

/** A value of a shape, whole again. */
export function whole(value: unknown, shape: Shape): unknown {
  if (shape === TYPE) return fromWords(value);
  if ("each" in shape) return eachOf(value, shape.each);
  if (Array.isArray(value)) return value.map((item) => rowOf(item, shape));
  if (shape.key === undefined) return rowOf(value, shape);
  return isObject(value) ? listOf(value, shape, shape.key) : value;
}

/** Rows by name. */
function eachOf(value: unknown, shape: RowShape): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, row]) => [key, rowOf(row, shape)]),
  );
}

/** A list of rows that is written as an object. */
function listOf(value: object, shape: RowShape, key: string): unknown {
  return Object.entries(value).map(([name, item]) =>
    rowOf(item, shape, key, name),
  );
}

/** A row, with what it is called if that stands elsewhere. */
function rowOf(
  value: unknown,
  shape: RowShape,
  key?: string,
  called?: string,
): unknown {
  const isWord = typeof value === "string" && shape.word !== undefined;
  if (!isWord && !isObject(value)) return value;
  // Copied first: engines copy a literal at once, and what comes after it part by part.
  const row: Record<string, unknown> = { ...shape.defaults };
  if (key !== undefined) {
    row["name"] = called;
    row[key] = called;
  }
  const parts = isWord ? [[shape.word, value] as const] : Object.entries(value);
  for (const [name, part] of parts) {
    const inner = shape.parts[name];
    row[name] = inner === undefined ? part : whole(part, inner);
  }
  return row;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

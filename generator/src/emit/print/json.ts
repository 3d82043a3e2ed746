/** JSON as Prettier lays it out. @module */
import { isList, lineAt, ValuePrinter } from "./values.ts";

/** What fits in the line stands in the line; but the value itself, if it is an object, has an entry a line. */
export function jsonText(value: unknown): string {
  if (isObject(value)) return json.object(value, 0);
  return json.value(value, 0, 0, 0);
}

/** A list of objects of several entries each, of which no more than two need be there at once. */
export function jsonRows(rows: Iterable<object>): string {
  const texts: string[] = [];
  let held: object | undefined;
  for (const row of rows) {
    if (held !== undefined) texts.push(`${json.value(held, 2, 2, 1)},`);
    held = row;
  }
  if (held === undefined) return "[]";
  if (texts.length === 0) return json.value([held], 0, 0, 0);
  const start = lineAt(2);
  return `[${start}${texts.join(start)}${start}${json.value(held, 2, 2, 0)}\n]`;
}

const json = new ValuePrinter({
  key: ascii,
  scalar,
  lastComma: "",
  wrapBehind: Infinity,
});

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !isList(value);
}

/** Prettier writes `1e21` where JavaScript writes `1e+21`. */
function scalar(value: unknown): string {
  if (typeof value === "string") return ascii(value);
  const text = JSON.stringify(value) ?? "null";
  return typeof value === "number" ? text.replace("e+", "e") : text;
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

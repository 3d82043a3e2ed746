/** Data: object and array literals. @module */
import { Code, ValuePrinter } from "./values.ts";
import {
  broken,
  type Doc,
  group,
  ifBreak,
  indent,
  join,
  line,
  softline,
} from "./layout.ts";
import { propertyKey, stringLiteral } from "./literals.ts";

/** An object literal, an entry a line: data reads best so, and no width can change it. */
export function object(entries: readonly (readonly [string, Doc])[]): Doc {
  if (entries.length === 0) return "{}";
  return broken(
    "{",
    indent(
      entries.map(([key, value]) => [
        line,
        entry(propertyKey(key), value),
        ",",
      ]),
    ),
    line,
    "}",
  );
}

/** A text that does not fit behind its key goes to the next line, unless the key is very short. */
function entry(key: string, value: Doc): Doc {
  const text = typeof value === "string" && /^["']/.test(value);
  return text && key.length >= 5
    ? group(`${key}:`, indent(line, value))
    : [`${key}: `, value];
}

/** An array of string literals. */
export function strings(values: readonly string[]): Doc {
  return array(values.map(stringLiteral));
}

/** `[a, b]` in the line, or an item a line. */
export function array(items: readonly Doc[]): Doc {
  if (items.length === 0) return "[]";
  return group(
    "[",
    indent(softline, join([",", line], items)),
    ifBreak(","),
    softline,
    "]",
  );
}

/** An object literal of plain values, printed straight to text: small objects in it stand in the line. */
export function objectText(value: Readonly<Record<string, unknown>>): string {
  return literals.object(value, 0);
}

const literals = new ValuePrinter({
  key: propertyKey,
  scalar: scalarText,
  lastComma: ",",
  // A key of four letters and a colon is as wide as what wrapping would win.
  wrapBehind: 5,
});

function scalarText(value: unknown): string {
  if (typeof value === "string") return stringLiteral(value);
  if (value instanceof Code) return value.text;
  return String(value).replace("e+", "e");
}

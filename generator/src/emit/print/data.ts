/** Data: object and array literals. @module */
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

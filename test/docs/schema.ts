/** What the JSON Schema of the language knows. @module */
import { readFileSync } from "node:fs";

const url = new URL(
  "../../generator/schema/captable.schema.json",
  import.meta.url,
);

/** All keys that mappings of a table can have, and all words that a value can be one of. */
export interface Vocabulary {
  readonly keys: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
}

export function readVocabulary(): Vocabulary {
  const keys = new Set<string>();
  const words = new Set<string>();
  collect(JSON.parse(readFileSync(url, "utf8")), keys, words);
  return { keys, words };
}

function collect(node: unknown, keys: Set<string>, words: Set<string>): void {
  if (Array.isArray(node)) {
    for (const item of node) collect(item, keys, words);
    return;
  }
  if (!isObject(node)) return;
  const { properties, enum: values, ...rest } = node;
  for (const [key, value] of Object.entries(properties ?? {})) {
    keys.add(key);
    collect(value, keys, words);
  }
  for (const value of Array.isArray(values) ? values : []) {
    if (typeof value === "string") words.add(value);
  }
  for (const value of Object.values(rest)) collect(value, keys, words);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

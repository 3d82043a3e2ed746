/** Shapes of lists and of mappings from names to rows. @module */
import * as rules from "../../diagnostics/syntax-rules.ts";
import type { MapNode, Node } from "../node.ts";
import type { Span } from "../source.ts";
import type { Entry, Rows } from "../tree.ts";
import { isUsableName, NAME } from "./scalars.ts";
import type { JsonSchema, Reader, Shape } from "./shape.ts";

/** A list; elements that cannot be read are left out. */
export function list<T>(element: Shape<T>): Shape<readonly T[]> {
  return {
    expects: "a list",
    read(node, reader, owner) {
      if (node.kind !== "list") return reader.refuse(node, "a list", owner);
      const found: T[] = [];
      for (const child of node.items) {
        const value = element.read(child, reader, startOf(child, reader));
        if (value !== undefined) found.push(value);
      }
      return found;
    },
    schema: (definitions) => ({
      type: "array",
      items: element.schema(definitions),
    }),
  };
}

/** What the keys of a mapping may be. */
interface KeyForm {
  readonly expects: string;
  readonly pattern: RegExp;
}
const NAMES: KeyForm = { expects: "a name", pattern: NAME };

/** A mapping from names to rows, in the order of the text. Keys that start with `x-` are passed over. */
export function rows<T>(row: Shape<T>, keys: KeyForm = NAMES): Shape<Rows<T>> {
  return {
    expects: "a mapping",
    read(node, reader, owner) {
      if (isNothing(node)) return [];
      if (node.kind !== "map") return reader.refuse(node, "a mapping", owner);
      const found: Entry<T>[] = [];
      for (const pair of pairsOf(node, reader)) {
        if (!isUsableKey(pair, keys, reader)) continue;
        const value = row.read(pair.value, reader, pair.span);
        if (value === undefined) continue;
        found.push({ name: pair.key, span: pair.span, row: value });
      }
      return found;
    },
    schema: (definitions): JsonSchema => ({
      type: ["object", "null"],
      patternProperties: {
        [keys.pattern.source]: row.schema(definitions),
        "^x-": true,
      },
      additionalProperties: false,
    }),
  };
}

function isUsableKey(pair: KeyValue, keys: KeyForm, reader: Reader): boolean {
  if (!isUsableName(pair.key, pair.span, reader)) return false;
  if (keys.pattern.test(pair.key)) return true;
  const about = { expected: keys.expects, found: pair.key };
  reader.reporter.report(rules.malformed, pair.span, about);
  return false;
}

/** A key and its value. */
export interface KeyValue {
  readonly key: string;
  /** Where the key stands. */
  readonly span: Span;
  readonly value: Node;
}

/** The keys of a mapping once each, without those that start with `x-`. */
export function pairsOf(map: MapNode, reader: Reader): KeyValue[] {
  const seen = new Map<string, KeyValue>();
  for (const { key: keyNode, value } of map.pairs) {
    if (keyNode.kind !== "scalar") {
      reader.refuse(keyNode, "a key", reader.span(keyNode));
      continue;
    }
    const key = String(keyNode.source ?? keyNode.value);
    const span = reader.span(keyNode);
    // A merge key has been refused already.
    if (key.startsWith("x-") || keyNode.value === "<<") continue;
    const first = seen.get(key);
    if (first !== undefined) {
      const related = { message: "first stands here", span: first.span };
      reader.reporter.report(rules.duplicateKey, span, { key }, [related]);
      continue;
    }
    seen.set(key, { key, span, value });
  }
  return [...seen.values()];
}

/** Whether nothing is written where a value could stand. */
export function isNothing(node: Node): boolean {
  return node.kind === "scalar" && node.value === null;
}

/** The first character of a node: where to point if it lacks something. */
function startOf(node: Node, reader: Reader): Span {
  const { source, start } = reader.span(node);
  return { source, start, end: start + 1 };
}

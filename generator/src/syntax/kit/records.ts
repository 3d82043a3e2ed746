/** Shapes of mappings with a closed set of keys. @module */
import { suggest } from "../../diagnostics/suggest.ts";
import * as rules from "../../diagnostics/syntax-rules.ts";
import type { MapNode, Node } from "../node.ts";
import type { Span } from "../source.ts";
import type { KeyValue } from "./collections.ts";
import { isNothing, pairsOf } from "./collections.ts";
import type { Definitions, JsonSchema, Reader, Shape } from "./shape.ts";

/** One key of a record. */
interface Key<T, Required extends boolean = boolean> {
  readonly shape: Shape<T>;
  readonly doc: string;
  readonly required: Required;
}

/** The keys of a record that is read as a `T`: required ones exactly where `T` requires them. */
export type Keys<T> = {
  readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K>
    ? Key<Exclude<T[K], undefined>, false>
    : Key<T[K], true>;
};

/** A key that must be there; `doc` describes it in one sentence. */
export function required<T>(shape: Shape<T>, doc: string): Key<T, true> {
  return { shape, doc, required: true };
}

/** A key that may be left out. */
export function optional<T>(shape: Shape<T>, doc: string): Key<T, false> {
  return { shape, doc, required: false };
}

/** A mapping with a closed set of keys; one that requires none may be left empty. */
export interface RecordShape<T> extends Shape<T> {
  readonly keys: ReadonlyMap<string, Key<unknown>>;
  /** Reads keys and values that have been taken apart already. */
  readPairs(
    pairs: readonly KeyValue[],
    reader: Reader,
    owner: Span,
  ): T | undefined;
}

export function record<T>(fields: Keys<T>): RecordShape<T> {
  const keys = new Map<string, Key<unknown>>(Object.entries(fields));
  const mayBeEmpty = [...keys.values()].every((key) => !key.required);
  const expects = "a mapping";
  const readPairs = (
    pairs: readonly KeyValue[],
    reader: Reader,
    owner: Span,
  ): T | undefined => readKeys<T>(keys, pairs, reader, owner);
  return {
    expects,
    keys,
    readPairs,
    read(node, reader, owner) {
      if (mayBeEmpty && isNothing(node)) return readPairs([], reader, owner);
      if (node.kind !== "map") return reader.refuse(node, expects, owner);
      return readPairs(pairsOf(node, reader), reader, owner);
    },
    schema: (definitions) => ({
      type: mayBeEmpty ? ["object", "null"] : "object",
      ...keysSchema(keys, definitions),
    }),
  };
}

function readKeys<T>(
  keys: ReadonlyMap<string, Key<unknown>>,
  pairs: readonly KeyValue[],
  reader: Reader,
  owner: Span,
): T | undefined {
  const found: Record<string, unknown> = {};
  let complete = true;
  const present = new Set<string>();
  for (const { key, span, value } of pairs) {
    const known = keys.get(key);
    if (known === undefined) {
      refuseKey(key, span, [...keys.keys()], reader);
      continue;
    }
    present.add(key);
    const read = known.shape.read(value, reader, span);
    if (read !== undefined) found[key] = read;
    else if (known.required) complete = false;
  }
  for (const [key, { required, doc }] of keys) {
    if (!required || present.has(key)) continue;
    reader.reporter.report(rules.missingKey, owner, { key, doc });
    complete = false;
  }
  // `Keys<T>` makes sure that what has been collected is a `T`.
  return complete ? (found as T) : undefined;
}

function refuseKey(
  key: string,
  span: Span,
  known: readonly string[],
  reader: Reader,
): void {
  const about = { key, suggestion: suggest(key, known), known };
  reader.reporter.report(rules.unknownKey, span, about);
}

function keysSchema(
  keys: ReadonlyMap<string, Key<unknown>>,
  definitions: Definitions,
): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  const needed: string[] = [];
  for (const [name, key] of keys) {
    properties[name] = {
      description: key.doc,
      ...key.shape.schema(definitions),
    };
    if (key.required) needed.push(name);
  }
  return {
    properties,
    patternProperties: { "^x-": true },
    additionalProperties: false,
    ...(needed.length > 0 && { required: needed }),
  };
}

/** A record of one of several forms, told apart by the one key that only this form has. */
export function formOf<T>(
  forms: Readonly<Record<string, RecordShape<T>>>,
): Shape<T> {
  const byKey = new Map(Object.entries(forms));
  const names = [...byKey.keys()];
  const known = new Set(
    [...byKey.values()].flatMap((form) => [...form.keys.keys()]),
  );
  const choose = (map: MapNode, reader: Reader, owner: Span): T | undefined => {
    const pairs = pairsOf(map, reader);
    const found = pairs.map((pair) => pair.key).filter((key) => byKey.has(key));
    const form = byKey.get(found[0] ?? "");
    if (form !== undefined && found.length === 1) {
      return form.readPairs(pairs, reader, owner);
    }
    for (const { key, span } of pairs) {
      if (!known.has(key)) refuseKey(key, span, [...known], reader);
    }
    reader.reporter.report(rules.notOneForm, owner, { forms: names, found });
    return undefined;
  };
  return {
    expects: "a mapping",
    read: (node: Node, reader, owner) =>
      node.kind === "map"
        ? choose(node, reader, owner)
        : reader.refuse(node, "a mapping", owner),
    schema: (definitions) => ({
      oneOf: [...byKey.values()].map((form) => form.schema(definitions)),
    }),
  };
}

/** A record that remembers by its `kind` which of several forms it is. */
export function form<const K extends string, T>(
  kind: K,
  shape: RecordShape<T>,
): RecordShape<{ readonly kind: K } & T> {
  return {
    ...shape,
    read(node, reader, owner) {
      const row = shape.read(node, reader, owner);
      return row === undefined ? undefined : { kind, ...row };
    },
    readPairs(pairs, reader, owner) {
      const row = shape.readPairs(pairs, reader, owner);
      return row === undefined ? undefined : { kind, ...row };
    },
  };
}

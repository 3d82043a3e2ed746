/**
 * The kit that the grammar is declared with. A shape is one source for three things: it reads a
 * YAML node into typed syntax, it says the same as a JSON Schema, and it knows its valid keys.
 *
 * @module
 */
import type { Reporter } from "../../diagnostics/reporter.ts";
import * as rules from "../../diagnostics/syntax-rules.ts";
import { kindOfNode, type Node } from "../node.ts";
import type { Source, Span } from "../source.ts";

/** A JSON Schema, as plain data. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

export interface Shape<T> {
  /** What stands here, with its article, for messages. */
  readonly expects: string;
  /**
   * Reads a node; what is wrong with it is reported, and then there is no value.
   *
   * @param owner - Where to point if something is missing: the key that the node belongs to.
   */
  read(node: Node, reader: Reader, owner: Span): T | undefined;
  /** The same as a JSON Schema; shapes with a name of their own go to the definitions. */
  schema(definitions: Definitions): JsonSchema;
}

/** What a shape needs to read a node. */
export class Reader {
  readonly source: Source;
  readonly reporter: Reporter;

  constructor(source: Source, reporter: Reporter) {
    this.source = source;
    this.reporter = reporter;
  }

  span({ start, end }: Node): Span {
    return { source: this.source, start, end };
  }

  /** Reports that a node is of the wrong kind. */
  refuse(node: Node, expected: string, owner: Span): undefined {
    // An alias has been refused already, and what it stands for is not looked up.
    if (node.kind === "alias") return undefined;
    const found = kindOfNode(node);
    // Nothing has no place of its own.
    const span = found === "nothing" ? owner : this.span(node);
    this.reporter.report(rules.wrongKind, span, { expected, found });
  }
}

/** Collects the named parts of a JSON Schema. */
export class Definitions {
  readonly #schemas = new Map<string, JsonSchema>();

  /** A reference to a named part, which is made at the first use. */
  reference(name: string, make: () => JsonSchema): JsonSchema {
    if (!this.#schemas.has(name)) {
      this.#schemas.set(name, {});
      this.#schemas.set(name, make());
    }
    return { $ref: `#/$defs/${name}` };
  }

  all(): JsonSchema {
    return Object.fromEntries(this.#schemas);
  }
}

/** Gives a shape a name in the JSON Schema, so that it is written out once. */
export function named<T>(name: string, shape: Shape<T>): Shape<T> {
  return {
    expects: shape.expects,
    read: (node, reader, owner) => shape.read(node, reader, owner),
    schema: (definitions) =>
      definitions.reference(name, () => shape.schema(definitions)),
  };
}

/** Makes something else of what a shape has read. */
export function mapped<A, B>(
  shape: Shape<A>,
  make: (value: A, span: Span) => B,
): Shape<B> {
  return {
    expects: shape.expects,
    read(node, reader, owner) {
      const value = shape.read(node, reader, owner);
      return value === undefined ? undefined : make(value, reader.span(node));
    },
    schema: (definitions) => shape.schema(definitions),
  };
}

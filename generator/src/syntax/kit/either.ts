/** Short forms and long forms. @module */
import type { Node } from "../node.ts";
import type { Span } from "../source.ts";
import { isNothing } from "./collections.ts";
import type { Definitions, JsonSchema, Shape } from "./shape.ts";

/** One shape per kind of node: what is written short, and what is written long. */
interface Forms<T> {
  readonly scalar?: Shape<T>;
  readonly list?: Shape<T>;
  readonly map?: Shape<T>;
  /** What it means if nothing is written. */
  readonly nothing?: (span: Span) => T;
}

/** Reads a node by the form that fits its kind. */
export function either<T>(forms: Forms<T>): Shape<T> {
  const all = [forms.scalar, forms.list, forms.map].filter(
    (shape) => shape !== undefined,
  );
  const expects = all.map((shape) => shape.expects).join(" or ");
  return {
    expects,
    read(node, reader, owner) {
      if (forms.nothing !== undefined && isNothing(node)) {
        return forms.nothing(owner);
      }
      const shape = formFor(node, forms);
      if (shape === undefined) return reader.refuse(node, expects, owner);
      return shape.read(node, reader, owner);
    },
    schema: (definitions) => schemaOf(all, forms, definitions),
  };
}

function formFor<T>(node: Node, forms: Forms<T>): Shape<T> | undefined {
  if (node.kind === "scalar")
    return node.value === null ? undefined : forms.scalar;
  if (node.kind === "list") return forms.list;
  return node.kind === "map" ? forms.map : undefined;
}

function schemaOf<T>(
  shapes: readonly Shape<T>[],
  forms: Forms<T>,
  definitions: Definitions,
): JsonSchema {
  const schemas = shapes.map((shape) => shape.schema(definitions));
  if (forms.nothing !== undefined) schemas.push({ type: "null" });
  return { anyOf: schemas };
}

/** The shape of a type expression. @module */
import * as rules from "../../diagnostics/syntax-rules.ts";
import type { Node } from "../node.ts";
import type { Located, Span } from "../source.ts";
import type { TypeExpression } from "../type-expression.ts";
import { parseTypeExpression } from "../type-expression.ts";
import type { Shape } from "./shape.ts";
import { named } from "./shape.ts";

/** A type expression, such as `list<uint8>?`. */
export const type: Shape<Located<TypeExpression>> = named("type", {
  expects: "a type",
  read(node, reader, owner) {
    if (node.kind !== "scalar" || typeof node.value !== "string") {
      return reader.refuse(node, "a type", owner);
    }
    const text = node.value;
    const span = reader.span(node);
    const spanOf = partsOf(node, text, span);
    const value = parseTypeExpression(text, spanOf);
    if (!("problem" in value)) return { value, span };
    const { offset, problem } = value;
    const at = spanOf(offset, offset + 1);
    reader.reporter.report(rules.typeExpression, at, { text, problem });
    return undefined;
  },
  schema: () => ({
    type: "string",
    description:
      "A type: string, boolean, int8 … uint64, float, bytes, duration, unknown, list<T>, map<T>, stream<T>, instance<category>, service<name>, handlers<category> or the name of a declared type; `?` after it makes it optional.",
  }),
});

/** Where parts of a scalar stand, if its text stands in the file as it is. */
function partsOf(
  node: Node,
  text: string,
  span: Span,
): (start: number, end: number) => Span {
  const { source } = span;
  for (const shift of [0, 1]) {
    const from = span.start + shift;
    if (source.text.startsWith(text, from)) {
      return (start, end) => ({
        source,
        start: Math.min(from + start, span.end - 1),
        end: Math.min(from + end, span.end),
      });
    }
  }
  return () => span;
}

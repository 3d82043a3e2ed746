/** Shapes of scalars. @module */
import * as rules from "../../diagnostics/syntax-rules.ts";
import { unknownAmong } from "../../diagnostics/suggest.ts";
import { dataOf, type Node, type ScalarNode } from "../node.ts";
import type { Located, Span } from "../source.ts";
import type { ScalarValue } from "../tree.ts";
import type { Reader, Shape } from "./shape.ts";

/** A name: what an identifier may be. */
export const NAME: RegExp = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Prose. */
export const text: Shape<string> = {
  expects: "text",
  read(node, reader, owner) {
    if (node.kind === "scalar" && typeof node.value === "string")
      return node.value;
    return reader.refuse(node, "text", owner);
  },
  schema: () => ({ type: "string" }),
};

/** Text that YAML may take for a number, such as a version: taken as it is written. */
export const label: Shape<string> = {
  expects: "text",
  read(node, reader, owner) {
    const found = node.kind === "scalar" ? written(node) : undefined;
    return found ?? reader.refuse(node, "text", owner);
  },
  schema: () => ({ type: ["string", "number"] }),
};

/** Text of a certain form, located. */
export function word(expects: string, pattern: RegExp): Shape<Located<string>> {
  return {
    expects,
    read(node, reader, owner) {
      const found = node.kind === "scalar" ? written(node) : undefined;
      if (found === undefined) return reader.refuse(node, expects, owner);
      const span = reader.span(node);
      if (pattern.test(found)) return { value: found, span };
      const about = { expected: expects, found };
      return (reader.reporter.report(rules.malformed, span, about), undefined);
    },
    schema: () => ({ type: "string", pattern: pattern.source }),
  };
}

/** The name of a row that is declared somewhere. */
export const reference: Shape<Located<string>> = word("a name", NAME);

/** Whether a row may have the name; if not, that is reported. */
export function isUsableName(
  name: string,
  span: Span,
  reader: Reader,
): boolean {
  if (name !== "__proto__") return true;
  return (reader.reporter.report(rules.unusableName, span, { name }), false);
}

/** The name of a row that is declared by nothing else. */
export const rowName: Shape<Located<string>> = {
  ...reference,
  read(node, reader, owner) {
    const name = reference.read(node, reader, owner);
    if (name === undefined) return undefined;
    return isUsableName(name.value, name.span, reader) ? name : undefined;
  },
};

export const boolean: Shape<boolean> = {
  expects: "true or false",
  read(node, reader, owner) {
    if (node.kind === "scalar" && typeof node.value === "boolean")
      return node.value;
    return reader.refuse(node, "true or false", owner);
  },
  schema: () => ({ type: "boolean" }),
};

/** `true` and nothing else. */
export const onlyTrue: Shape<true> = {
  expects: `"true"`,
  read(node, reader, owner) {
    if (node.kind === "scalar" && node.value === true) return true;
    return reader.refuse(node, `"true"`, owner);
  },
  schema: () => ({ const: true }),
};

/** A whole number that a JavaScript number holds exactly. */
export const integer: Shape<Located<number>> = {
  expects: "a whole number",
  read(node, reader, owner) {
    const value = node.kind === "scalar" ? node.value : undefined;
    if (typeof value !== "number") {
      return reader.refuse(node, "a whole number", owner);
    }
    const span = reader.span(node);
    if (Number.isSafeInteger(value)) return { value, span };
    const expected = "a whole number between -2^53 and 2^53";
    const about = { expected, found: `${value}` };
    return (reader.reporter.report(rules.malformed, span, about), undefined);
  },
  schema: () => ({ type: "integer" }),
};

/** A number in the range in which JavaScript tells whole ones apart. */
export const number: Shape<Located<number>> = {
  expects: "a number",
  read(node, reader, owner) {
    const value = node.kind === "scalar" ? node.value : undefined;
    if (typeof value !== "number") {
      return reader.refuse(node, "a number", owner);
    }
    const span = reader.span(node);
    if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return { value, span };
    const found = node.kind === "scalar" ? written(node) : undefined;
    const expected = "a number between -2^53 and 2^53";
    const about = { expected, found: found ?? `${value}` };
    return (reader.reporter.report(rules.malformed, span, about), undefined);
  },
  schema: () => ({ type: "number" }),
};

/** Text, a finite number, true or false. */
export const scalar: Shape<Located<ScalarValue>> = {
  expects: "text, a number, true or false",
  read(node, reader, owner) {
    const value = node.kind === "scalar" ? node.value : undefined;
    if (isScalarValue(value)) return { value, span: reader.span(node) };
    return reader.refuse(node, this.expects, owner);
  },
  schema: () => ({ type: ["string", "number", "boolean"] }),
};

/** One of a few words. */
export function oneOf<const W extends string>(
  kind: string,
  ...words: readonly W[]
): Shape<Located<W>> {
  return {
    expects: kind,
    read(node, reader, owner) {
      const found = node.kind === "scalar" ? written(node) : undefined;
      if (found === undefined) return reader.refuse(node, kind, owner);
      const span = reader.span(node);
      const value = words.find((candidate) => candidate === found);
      if (value !== undefined) return { value, span };
      const about = unknownAmong(kind, found, words);
      return (
        reader.reporter.report(rules.unknownWord, span, about),
        undefined
      );
    },
    schema: () => ({ enum: words }),
  };
}

/** Any data, as plain values. */
export const anything: Shape<Located<unknown>> = {
  expects: "a value",
  read: (node: Node, reader: Reader) => ({
    value: dataOf(node),
    span: reader.span(node),
  }),
  schema: () => ({}),
};

/** A scalar's text as it is written, if it is text or could be taken for it. */
function written(node: ScalarNode): string | undefined {
  if (typeof node.value === "string") return node.value;
  return node.value === null ? undefined : node.source;
}

function isScalarValue(value: unknown): value is ScalarValue {
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value === "string" || typeof value === "boolean";
}

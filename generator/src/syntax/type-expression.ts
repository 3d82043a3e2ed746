/** Type expressions such as `list<uint8>?`: their syntax, names unresolved. @module */
import type { IntegerName, PrimitiveName } from "../model/types.ts";
import { DEEPEST_TYPE } from "./limits.ts";
import type { Located, Span } from "./source.ts";

export type TypeExpression =
  | { readonly kind: "primitive"; readonly name: PrimitiveName }
  | {
      readonly kind: "list" | "map" | "stream" | "optional";
      readonly of: TypeExpression;
    }
  | {
      readonly kind: "instance" | "service" | "handlers";
      readonly of: Located<string>;
    }
  | { readonly kind: "named"; readonly name: Located<string> };

/** Names that `instance<…>` takes besides those of categories. */
export const ANY = "any";

const INTEGERS: readonly IntegerName[] = [
  "int8",
  "int16",
  "int32",
  "int64",
  "uint8",
  "uint16",
  "uint32",
  "uint64",
];

/** The types that need no declaration. */
export const PRIMITIVES: ReadonlySet<string> = new Set<PrimitiveName>([
  "string",
  "boolean",
  "float",
  "bytes",
  "duration",
  "unknown",
  ...INTEGERS,
]);

/** The words that take `<…>`. */
export const CONSTRUCTORS: readonly string[] = [
  "list",
  "map",
  "stream",
  "instance",
  "service",
  "handlers",
];

/** What is wrong with a type expression, and at which character. */
interface TypeExpressionError {
  readonly problem: string;
  readonly offset: number;
}

/** Parses a type expression; `spanOf` tells where a part of the text stands in the file. */
export function parseTypeExpression(
  text: string,
  spanOf: (start: number, end: number) => Span,
): TypeExpression | TypeExpressionError {
  const parser = new Parser(text, spanOf);
  const type = parser.type();
  if ("problem" in type) return type;
  return parser.end() ?? type;
}

class Parser {
  readonly #text: string;
  readonly #spanOf: (start: number, end: number) => Span;
  #at = 0;
  #depth = 0;

  constructor(text: string, spanOf: (start: number, end: number) => Span) {
    this.#text = text;
    this.#spanOf = spanOf;
  }

  type(): TypeExpression | TypeExpressionError {
    if (this.#depth === DEEPEST_TYPE)
      return this.#error(`nests more than ${DEEPEST_TYPE} deep`);
    this.#depth += 1;
    const plain = this.#plain();
    this.#depth -= 1;
    if ("problem" in plain || !this.#take("?")) return plain;
    if (this.#take("?")) return this.#error("is optional twice", -1);
    return { kind: "optional", of: plain };
  }

  end(): TypeExpressionError | undefined {
    this.#blanks();
    if (this.#at === this.#text.length) return undefined;
    return this.#error(`has ${JSON.stringify(this.#rest())} after its end`);
  }

  #plain(): TypeExpression | TypeExpressionError {
    const name = this.#name();
    if (name === undefined) return this.#error("lacks a type's name");
    if (this.#take("<")) return this.#constructed(name);
    if (CONSTRUCTORS.includes(name.value)) {
      return this.#error(`lacks "<…>" after "${name.value}"`);
    }
    if (isPrimitive(name.value)) return { kind: "primitive", name: name.value };
    return { kind: "named", name };
  }

  #constructed(head: Located<string>): TypeExpression | TypeExpressionError {
    const kind = head.value;
    let type: TypeExpression | TypeExpressionError;
    if (kind === "list" || kind === "map" || kind === "stream") {
      const of = this.type();
      type = "problem" in of ? of : { kind, of };
    } else if (
      kind === "instance" ||
      kind === "service" ||
      kind === "handlers"
    ) {
      const of = this.#name();
      type =
        of === undefined
          ? this.#error(`lacks a name inside "${kind}<…>"`)
          : { kind, of };
    } else {
      const known = CONSTRUCTORS.join(", ");
      return this.#error(`takes "<" only after ${known}`, -1);
    }
    if ("problem" in type || this.#take(">")) return type;
    return this.#error(`lacks ">" of "${kind}<"`);
  }

  #name(): Located<string> | undefined {
    this.#blanks();
    const match = /^[A-Za-z_][A-Za-z0-9_]*/.exec(this.#rest());
    if (match === null) return undefined;
    const start = this.#at;
    this.#at += match[0].length;
    return { value: match[0], span: this.#spanOf(start, this.#at) };
  }

  #take(sign: string): boolean {
    this.#blanks();
    if (this.#text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #blanks(): void {
    while (this.#text[this.#at] === " ") this.#at += 1;
  }

  #rest(): string {
    return this.#text.slice(this.#at);
  }

  #error(problem: string, shift = 0): TypeExpressionError {
    return { problem, offset: this.#at + shift };
  }
}

function isPrimitive(name: string): name is PrimitiveName {
  return PRIMITIVES.has(name);
}

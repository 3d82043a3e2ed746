/** Types in words: `uint32` says what `{ kind: "primitive", name: "uint32" }` says. @module */
import type { PrimitiveName, Type } from "../../model/types.ts";
import { PRIMITIVES } from "../../syntax/type-expression.ts";

/** A type by its name if it has one; otherwise with the types in it so. */
export function inWords(type: Type): unknown {
  switch (type.kind) {
    case "primitive":
      return type.name;
    case "named":
      return isPrimitive(type.name) ? type : type.name;
    case "list":
    case "map":
    case "stream":
    case "optional":
      return { kind: type.kind, of: inWords(type.of) };
    case "instance":
    case "handlers":
      return type;
  }
}

/** Reads what {@link inWords} has written. */
export function fromWords(value: unknown): unknown {
  if (typeof value === "string")
    return isPrimitive(value)
      ? { kind: "primitive", name: value }
      : { kind: "named", name: value };
  return isAround(value) ? { ...value, of: fromWords(value.of) } : value;
}

/** Whether a value stands where a type does, and is one. */
export function isType(value: unknown): value is Type {
  return typeof value === "object" && value !== null && "kind" in value;
}

function isPrimitive(name: string): name is PrimitiveName {
  return PRIMITIVES.has(name);
}

const AROUND: ReadonlySet<string> = new Set<Type["kind"]>([
  "list",
  "map",
  "stream",
  "optional",
]);

/** Whether it is a type around another one. */
function isAround(
  value: unknown,
): value is { readonly kind: string; readonly of: unknown } {
  return isType(value) && AROUND.has(value.kind) && "of" in value;
}

/** Whether what is written in a table is a value of a type, and meets a limit. @module */
import type { Scope } from "../model/scope.ts";
import { expand, integerRange } from "../model/type-relations.ts";
import type { PrimitiveName, Type } from "../model/types.ts";
import type { LimitSyntax } from "../syntax/tree.ts";

/** Whether text can be a value of the type. */
export function hasWords(scope: Scope, type: Type): boolean {
  const expanded = expand(scope, type);
  return (
    expanded.kind === "named" &&
    scope.types.get(expanded.name)?.row.kind === "enum"
  );
}

/** What should stand there instead, if the value does not fit. */
export function expectedValue(
  scope: Scope,
  value: unknown,
  type: Type,
): string | undefined {
  if (type.kind === "primitive") return expectedPrimitive(value, type.name);
  if (type.kind === "optional") return expectedValue(scope, value, type.of);
  const row = type.kind === "named" && scope.types.get(type.name)?.row;
  if (!row || row.kind !== "enum") return undefined;
  const members = row.enum.map(({ name }) => name);
  if (members.some((member) => member === value)) return undefined;
  return `one of ${members.join(", ")}`;
}

function expectedPrimitive(
  value: unknown,
  name: PrimitiveName,
): string | undefined {
  switch (name) {
    case "string":
      return typeof value === "string" ? undefined : "text";
    case "boolean":
      return typeof value === "boolean" ? undefined : "true or false";
    case "float":
      return typeof value === "number" ? undefined : NUMBER;
    case "duration":
      return typeof value === "number" && value >= 0
        ? undefined
        : "a number of milliseconds";
    default: {
      const range = integerRange(name);
      if (range === undefined) return undefined;
      const fits =
        typeof value === "number" &&
        Number.isSafeInteger(value) &&
        BigInt(value) >= range.min &&
        BigInt(value) <= range.max;
      return fits
        ? undefined
        : `a whole number from ${range.min} to ${range.max}`;
    }
  }
}

/** What should stand there instead, if the value or its length breaks the limit. */
export function expectedByLimit(
  value: unknown,
  limit: LimitSyntax,
  type: Type,
): string | undefined {
  const size = sizeOf(value, type);
  const { min, max, exact } = limit;
  if (size === undefined) return undefined;
  if (exact !== undefined) {
    return size === exact.value ? undefined : exactly(exact.value, type);
  }
  const isLess = min !== undefined && size < min.value;
  const isMore = max !== undefined && size > max.value;
  if (!isLess && !isMore) return undefined;
  return `${nounOf(type)} ${rangeOf(min?.value, max?.value)}`;
}

function exactly(size: number, type: Type): string {
  const noun = nounOf(type);
  return noun === NUMBER ? String(size) : `${noun} of ${size}`;
}

/** What a limit is compared with. */
function sizeOf(value: unknown, type: Type): number | undefined {
  if (typeof value === "number") return value;
  if (Array.isArray(value)) return value.length;
  // How many bytes text stands for is not said.
  const isBytes = type.kind === "primitive" && type.name === "bytes";
  return typeof value === "string" && !isBytes ? value.length : undefined;
}

const NUMBER = "a number";

function nounOf(type: Type): string {
  if (type.kind === "optional") return nounOf(type.of);
  if (type.kind === "list") return "a list with a length";
  const name = type.kind === "primitive" ? type.name : "float";
  if (name === "string") return "text with a length";
  return name === "bytes" ? "a number of bytes" : NUMBER;
}

function rangeOf(min: number | undefined, max: number | undefined): string {
  if (min === undefined) return `of at most ${max}`;
  return max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
}

/** Which type can stand in for which. @module */
import { resolveType } from "./resolve-types.ts";
import type { Scope } from "./scope.ts";
import type { Type } from "./types.ts";

/** Whether every value of one type is a value of the other. */
export function isAssignable(scope: Scope, from: Type, to: Type): boolean {
  const a = expand(scope, from);
  const b = expand(scope, to);
  if (b.kind === "primitive" && b.name === "unknown") return true;
  if (b.kind === "optional") {
    return isAssignable(scope, a.kind === "optional" ? a.of : a, b.of);
  }
  switch (a.kind) {
    case "optional":
      return false;
    case "primitive":
      return b.kind === "primitive" && isNarrower(a.name, b.name);
    case "named":
      return b.kind === "named" && a.name === b.name;
    case "list":
    case "stream":
    case "map":
      return b.kind === a.kind && isAssignable(scope, a.of, b.of);
    case "instance":
      return b.kind === "instance" && isKindOf(scope, a.of, b.of);
    case "handlers":
      return b.kind === "handlers" && a.of === b.of;
  }
}

/** The type that an alias stands for in the end. */
export function expand(scope: Scope, type: Type): Type {
  const seen = new Set<string>();
  let current = type;
  while (current.kind === "named" && !seen.has(current.name)) {
    seen.add(current.name);
    const row = scope.types.get(current.name)?.row;
    if (row?.kind !== "alias") return current;
    const target = resolveType(scope, row.alias.value);
    if (target === undefined) return current;
    current = target;
  }
  return current;
}

/** Whether the first is the second or inherits from it; without a name, any category is meant. */
function isKindOf(
  scope: Scope,
  name: string | undefined,
  ancestor: string | undefined,
): boolean {
  if (ancestor === undefined) return true;
  if (name === undefined) return false;
  const seen = new Set([name]);
  for (const category of seen) {
    const parents = scope.categories.get(category)?.row.parents ?? [];
    for (const { value } of parents) seen.add(value);
  }
  return seen.has(ancestor);
}

function isNarrower(a: string, b: string): boolean {
  if (a === b) return true;
  const from = integerRange(a);
  const to = integerRange(b);
  if (from === undefined) return false;
  // 64-bit integers are another kind of value than the rest.
  if (b === "float") return from.bits < 64;
  if (to === undefined || (from.bits === 64) !== (to.bits === 64)) return false;
  return from.min >= to.min && from.max <= to.max;
}

/** The range of an integer type. */
export function integerRange(
  name: string,
): { bits: number; min: bigint; max: bigint } | undefined {
  const match = /^(u?)int(8|16|32|64)$/.exec(name);
  if (match === null) return undefined;
  const bits = Number(match[2]);
  const size = 1n << BigInt(bits);
  return match[1] === "u"
    ? { bits, min: 0n, max: size - 1n }
    : { bits, min: -size / 2n, max: size / 2n - 1n };
}

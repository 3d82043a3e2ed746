/** Values of a size: what limits are about. @module */
import type { Limit } from "../../../../model/model.ts";
import type { Type } from "../../../../model/types.ts";
import { resolved } from "../../../session/values/property.ts";
import {
  plainValue,
  type ValueSource,
} from "../../../session/values/values.ts";

/** Nothing longer than this is made for a test. */
const MOST = 1 << 20;

/** A value of the type whose size is the given one, plus one or minus one; undefined if there is none to be made. */
export function valueOfSize(
  type: Type,
  size: number,
  source: ValueSource,
  more: -1 | 0 | 1 = 0,
): unknown {
  const plain = resolved(type, source.lookup);
  if (plain.kind === "primitive") {
    if (/^u?int64$/.test(plain.name)) return BigInt(size) + BigInt(more);
    if (/^(u?int|float|duration)/.test(plain.name)) return size + more;
  }
  const length = size + more;
  if (length < 0 || length > MOST || !Number.isInteger(length)) {
    return undefined;
  }
  if (plain.kind === "list") {
    return Array.from({ length }, () => plainValue(plain.of, source));
  }
  if (plain.kind !== "primitive") return undefined;
  if (plain.name === "string") return "x".repeat(length);
  return plain.name === "bytes" ? new Uint8Array(length) : undefined;
}

export interface SizedValue {
  readonly value: unknown;
  readonly fits: boolean;
  readonly why: string;
}

/** Values at both ends of a limit, and just beyond. */
export function atLimits(
  type: Type,
  limit: Limit,
  source: ValueSource,
): readonly SizedValue[] {
  const { min = limit.exact, max = limit.exact } = limit;
  const sized = (
    size: number | undefined,
    more: -1 | 0 | 1,
  ): readonly SizedValue[] => {
    if (size === undefined) return [];
    const value = valueOfSize(type, size, source, more);
    const by = more === 0 ? "" : more > 0 ? " and one more" : " less one";
    return value === undefined
      ? []
      : [{ value, fits: more === 0, why: `a size of ${size}${by}` }];
  };
  return [
    ...sized(min, -1),
    ...sized(min, 0),
    ...sized(max, 0),
    ...sized(max, 1),
  ];
}

/** A value of the type that counts as given. */
export function truthyValue(type: Type, source: ValueSource): unknown {
  const value = plainValue(type, source);
  if (value) return value;
  const { lookup } = source;
  const plain = resolved(type, lookup);
  if (plain.kind !== "primitive") return value;
  switch (plain.name) {
    case "string":
      return "x";
    case "boolean":
    case "unknown":
      return true;
    case "int64":
    case "uint64":
      return 1n;
    default:
      return 1;
  }
}

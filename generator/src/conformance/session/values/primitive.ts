/** Primitive values as tables write them. @module */
import type { PrimitiveName } from "../../../model/types.ts";
import { bytesOf } from "./bytes.ts";

/** What is written, as a value of the type: only bytes and large numbers are written otherwise than they are. */
export function typedPrimitive(name: PrimitiveName, raw: unknown): unknown {
  if (name === "bytes") return bytesOf(raw);
  const big = name === "int64" || name === "uint64";
  return big && Number.isInteger(raw) ? BigInt(Number(raw)) : raw;
}

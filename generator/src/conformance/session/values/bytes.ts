/** Bytes as tables write them. @module */
import { isRecord } from "./record.ts";

/**
 * A number is so many zeros, a text its UTF-8, `{ pattern, seed }` so many bytes that depend on the seed alone, with
 * `skip` those behind so many. Anything else is left as it is.
 */
export function bytesOf(raw: unknown): unknown {
  if (typeof raw === "number") return new Uint8Array(raw);
  if (typeof raw === "string") return new TextEncoder().encode(raw);
  if (!isRecord(raw)) return raw;
  const { pattern, seed = 0, skip = 0 } = raw;
  if (typeof pattern !== "number" || typeof seed !== "number") return raw;
  if (typeof skip !== "number") return raw;
  return patternOf(skip + pattern, seed).subarray(skip);
}

/** Bytes that look random and are the same for the same seed. */
function patternOf(length: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 1;
  for (let at = 0; at < length; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

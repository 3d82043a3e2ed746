import { Dice } from "./dice.ts";

/** A prime, so that no two flows run in step for long. */
const PERIOD = 65_521;
const LONGEST = 65_536;

const dice = new Dice(1);
const period = Uint8Array.from({ length: PERIOD }, () => dice.int(0, 255));
const table = Uint8Array.from(
  { length: PERIOD + LONGEST },
  (_, index) => period[index % PERIOD] ?? 0,
);

/**
 * The bytes of a flow from a position on, at most 65,536 of them: arbitrary
 * ones, so that a byte that is missing, twice there, or at another place shows.
 * They are shared: nobody may change them.
 */
export function patternAt(
  flow: number,
  position: number,
  length: number,
): Uint8Array {
  const start = (flow * 7919 + position) % PERIOD;
  return table.subarray(start, start + length);
}

/** Where bytes first differ from the pattern; undefined if they do not. */
export function mismatch(
  flow: number,
  position: number,
  bytes: Uint8Array,
): number | undefined {
  for (let at = 0; at < bytes.byteLength; at += LONGEST) {
    const part = bytes.subarray(at, at + LONGEST);
    const expected = patternAt(flow, position + at, part.byteLength);
    if (Buffer.compare(part, expected) === 0) continue;
    return at + part.findIndex((byte, index) => byte !== expected[index]);
  }
  return undefined;
}

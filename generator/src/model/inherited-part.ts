/** How far a category begins as its parent does: what is written down of it is the rest. @module */
import type { Move } from "./model.ts";

/** What a call does that only is legal. */
export const STAYS: Move = { at: "success" };

/** The id of a function, and what a call of it does. */
export type Call = readonly [id: string, move: Move];

export function isSameCall(
  [one, move]: Call,
  [other, otherMove]: Call,
): boolean {
  return one === other && isSameMove(move, otherMove);
}

export function isSameMove(one: Move, other: Move): boolean {
  return one.to === other.to && one.via === other.via && one.at === other.at;
}

/** How many items two lists begin with in common. */
export function common<T>(
  some: readonly T[],
  others: readonly T[],
  isSame: (one: T, other: T) => boolean,
): number {
  const differs = some.findIndex((one, at) => {
    const other = others[at];
    return other === undefined || !isSame(one, other);
  });
  return differs < 0 ? some.length : differs;
}

/** Said only where there is anything in common. */
export function counted(inherited: number): { readonly inherited?: number } {
  return inherited === 0 ? {} : { inherited };
}

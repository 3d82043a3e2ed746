/** Every status that the tests of a run have seen, so that none is seen that is not listed. @module */
import type { Kit } from "../../../kit.ts";
import type { Session } from "../../../session/session.ts";
import type { Context } from "../../planned.ts";

/** By function id. A run has one kit in each of its processes. */
const seen = new WeakMap<Kit, Map<string, Set<string>>>();

/** Takes over what a session has seen. */
export function remember({ kit }: Context, { observed }: Session): void {
  const all = seen.get(kit) ?? new Map<string, Set<string>>();
  seen.set(kit, all);
  for (const [id, statuses] of observed) {
    all.set(id, new Set([...(all.get(id) ?? []), ...statuses]));
  }
}

/** The statuses that calls of a function have failed with so far. */
export function seenOf({ kit }: Context, id: string): ReadonlySet<string> {
  return seen.get(kit)?.get(id) ?? new Set();
}

import type { AddressFamily } from "@captable/wsk";

/** Who connects, who listens, and over what. */
export interface Pairing {
  readonly connects: "connectionOriented" | "stream";
  readonly listens: "listening" | "stream";
  readonly family: AddressFamily;
}

export const families = ["IPv4", "IPv6"] as const;
export const listeners = ["listening", "stream"] as const;
export const connectors = ["connectionOriented", "stream"] as const;

/** All of them, for `describe.each`: `describe.each(pairings)("$connects to $listens over $family", …)`. */
export const pairings: readonly Pairing[] = connectors.flatMap((connects) =>
  listeners.flatMap((listens) =>
    families.map((family) => ({ connects, listens, family })),
  ),
);

import type { Status } from "@captable/wsk";
import type { Sharing } from "@captable/wsk-sockets";

const OK = undefined;
const INUSE = "STATUS_ADDRESS_ALREADY_EXISTS";
const DENIED = "STATUS_ACCESS_DENIED";

type Extent = "wildcard" | "specific";

/**
 * What a second bind to a port comes to, by what the second and the first
 * one ask for. Where a security descriptor decides, there is the default
 * one, which denies.
 */
// prettier-ignore
const table: Readonly<Record<Sharing, Readonly<Record<Extent, Readonly<Record<Sharing, Readonly<Record<Extent, Status | undefined>>>>>>>> = {
  default: {
    wildcard: { default: { wildcard: INUSE,  specific: OK },     reuse: { wildcard: INUSE,  specific: OK },     exclusive: { wildcard: INUSE,  specific: OK } },
    specific: { default: { wildcard: DENIED, specific: INUSE },  reuse: { wildcard: DENIED, specific: DENIED }, exclusive: { wildcard: DENIED, specific: INUSE } },
  },
  reuse: {
    wildcard: { default: { wildcard: DENIED, specific: OK },     reuse: { wildcard: OK,     specific: OK },     exclusive: { wildcard: DENIED, specific: OK } },
    specific: { default: { wildcard: DENIED, specific: DENIED }, reuse: { wildcard: OK,     specific: OK },     exclusive: { wildcard: DENIED, specific: DENIED } },
  },
  exclusive: {
    wildcard: { default: { wildcard: INUSE,  specific: INUSE },  reuse: { wildcard: INUSE,  specific: INUSE },  exclusive: { wildcard: INUSE,  specific: INUSE } },
    specific: { default: { wildcard: DENIED, specific: INUSE },  reuse: { wildcard: DENIED, specific: INUSE },  exclusive: { wildcard: DENIED, specific: INUSE } },
  },
};

/** What a bind asks for. */
export interface Claim {
  readonly sharing: Sharing;
  readonly extent: Extent;
}

/** Why a port cannot be bound a second time; undefined if it can. Two different specific addresses do not come here. */
export function conflict(second: Claim, first: Claim): Status | undefined {
  return table[second.sharing][second.extent][first.sharing][first.extent];
}

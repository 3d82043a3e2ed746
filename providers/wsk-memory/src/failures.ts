import type { Status } from "@captable/wsk";
import { TransportFailure } from "@captable/wsk-sockets";

// What more than one part of a network fails with.

export function outOfMemory(): TransportFailure {
  return new TransportFailure(
    "STATUS_INSUFFICIENT_RESOURCES",
    "the memory does not suffice",
  );
}

export function tooManySockets(): TransportFailure {
  return new TransportFailure(
    "STATUS_TOO_MANY_OPENED_FILES",
    "the host has as many sockets as it may",
  );
}

export function resetByPeer(): TransportFailure {
  return new TransportFailure(
    "STATUS_CONNECTION_RESET",
    "the connection was reset",
  );
}

export function unanswered(): TransportFailure {
  return new TransportFailure("STATUS_IO_TIMEOUT", "the peer does not answer");
}

/** @param status - why there is no way */
export function noWay(status: Status): TransportFailure {
  return new TransportFailure(status, "no way leads to the address");
}

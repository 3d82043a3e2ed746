import type { SocketAddress } from "@captable/wsk";
import { canonical } from "../addresses.ts";

/** The addresses that a datagram socket has been given to send to, and to receive from. */
export class Destinations {
  sendTo: SocketAddress | undefined;
  #remote: SocketAddress | undefined;
  #canonical = "";
  /** How the transport spells the remote address, and how the last sender that is not it. */
  #spelling = "";
  #stranger = "";

  get remote(): SocketAddress | undefined {
    return this.#remote;
  }

  set remote(address: SocketAddress | undefined) {
    this.#remote = address;
    this.#canonical = address === undefined ? "" : canonical(address);
    this.#spelling = this.#canonical;
    this.#stranger = "";
  }

  /** Where a datagram goes; an explicit address wins, then the fixed peer. */
  choose(explicit: SocketAddress | undefined): SocketAddress | undefined {
    return explicit ?? this.#remote ?? this.sendTo;
  }

  /** Whether datagrams of a sender are wanted. */
  admits(from: SocketAddress): boolean {
    const remote = this.#remote;
    if (remote === undefined) return true;
    if (from.port !== remote.port) return false;
    return this.#isHost(from) && scopesAgree(from, remote);
  }

  /** A sender is spelled the same way each time, so that one comparison of texts mostly does. */
  #isHost(from: SocketAddress): boolean {
    const { address } = from;
    if (address === this.#spelling) return true;
    if (address === this.#stranger) return false;
    const same = canonical(from) === this.#canonical;
    if (same) this.#spelling = address;
    else this.#stranger = address;
    return same;
  }
}

/** The same local address may be in use on several interfaces; one that is not named is any. */
function scopesAgree(one: SocketAddress, other: SocketAddress): boolean {
  if (one.family !== "IPv6" || other.family !== "IPv6") return true;
  const { scopeId = 0 } = one;
  const { scopeId: otherId = 0 } = other;
  return scopeId === 0 || otherId === 0 || scopeId === otherId;
}

import type { SocketAddress } from "@captable/wsk";
import { canonical } from "../addresses.ts";

/** The addresses that a datagram socket has been given to send to, and to receive from. */
export class Destinations {
  sendTo: SocketAddress | undefined;
  #remote: SocketAddress | undefined;
  /** As Node spells it, for comparison. */
  #canonical = "";

  get remote(): SocketAddress | undefined {
    return this.#remote;
  }

  set remote(address: SocketAddress | undefined) {
    this.#remote = address;
    this.#canonical = address === undefined ? "" : canonical(address);
  }

  /** Where a datagram goes; an explicit address wins, then the fixed peer. */
  choose(explicit: SocketAddress | undefined): SocketAddress | undefined {
    return explicit ?? this.#remote ?? this.sendTo;
  }

  /** Whether datagrams of a sender are wanted. */
  admits(from: SocketAddress): boolean {
    if (this.#remote === undefined) return true;
    return from.port === this.#remote.port && from.address === this.#canonical;
  }
}

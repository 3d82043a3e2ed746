import type { AddressFamily, SocketAddress } from "@captable/wsk";
import type { Bind, Bound } from "./bound.ts";

/** The local address of a TCP socket, held from the call of bind to the end of the socket. */
export class LocalEndpoint {
  readonly family: AddressFamily;
  /** As IPV6_V6ONLY says. */
  ipv6Only = true;
  readonly #bind: Bind;
  #bound: Bound | undefined;
  #address: SocketAddress | undefined;

  constructor(family: AddressFamily, bind: Bind) {
    this.family = family;
    this.#bind = bind;
  }

  get address(): SocketAddress | undefined {
    return this.#address;
  }

  /** Binds, or throws an error of Node. */
  bind(address: SocketAddress): void {
    const ipv6Only = this.family === "IPv6" && this.ipv6Only;
    this.#bound = this.#bind(address, ipv6Only);
    this.#address = this.#bound.address;
  }

  /** Hands the address over to be used. Throws an error of Node if it has been lost. */
  take(): Bound {
    if (this.#bound === undefined && this.#address !== undefined) {
      this.bind(this.#address);
    }
    const bound = this.#bound;
    if (bound === undefined) throw new TypeError("not bound");
    this.#bound = undefined;
    return bound;
  }

  /** Binds the same address again once its use has failed. If another took it meanwhile, the next use says so. */
  restore(): void {
    if (this.#address === undefined) return;
    try {
      this.bind(this.#address);
    } catch {
      this.#bound = undefined;
    }
  }

  /** Gives the address up if it is unused. */
  release(): void {
    this.#bound?.close();
    this.#bound = undefined;
  }
}

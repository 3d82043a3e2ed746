import type { AddressFamily, SocketAddress } from "@captable/wsk";
import type { Sharing, StreamPort } from "./transport/port.ts";
import type { Transport } from "./transport/transport.ts";

/** The local address of a TCP socket, held from the call of bind to the end of the socket. */
export class LocalEndpoint {
  readonly family: AddressFamily;
  /** As IPV6_V6ONLY says. */
  ipv6Only = true;
  /** As SO_REUSEADDR and SO_EXCLUSIVEADDRUSE say. */
  sharing: Sharing = "default";
  readonly #transport: Transport;
  #port: StreamPort | undefined;
  #address: SocketAddress | undefined;

  constructor(transport: Transport, family: AddressFamily) {
    this.family = family;
    this.#transport = transport;
  }

  get address(): SocketAddress | undefined {
    return this.#address;
  }

  /** Binds, or throws a `TransportFailure`. */
  bind(address: SocketAddress): void {
    this.#port = this.#transport.bindStream(address, {
      ipv6Only: this.family === "IPv6" && this.ipv6Only,
      sharing: this.sharing,
      outgoing: false,
    });
    this.#address = this.#port.address;
  }

  /** Hands the address over to be used. Throws a `TransportFailure` if it has been lost. */
  take(): StreamPort {
    if (this.#port === undefined && this.#address !== undefined) {
      this.bind(this.#address);
    }
    const port = this.#port;
    if (port === undefined) throw new TypeError("not bound");
    this.#port = undefined;
    return port;
  }

  /** Binds the same address again once its use has failed. If another took it meanwhile, the next use says so. */
  restore(): void {
    if (this.#address === undefined) return;
    try {
      this.bind(this.#address);
    } catch {
      this.#port = undefined;
    }
  }

  /** Gives the address up if it is unused. */
  release(): void {
    this.#port?.close();
    this.#port = undefined;
  }
}

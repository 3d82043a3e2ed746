import dgram, { type Socket } from "node:dgram";
import type { AddressFamily } from "@captable/wsk";

/** Options of a datagram socket. Node takes some only when its socket is made, some only once it is bound. */
export class DatagramSettings {
  readonly family: AddressFamily;
  ipv6Only = true;
  reuseAddress = false;
  #broadcast = false;
  #receiveBuffer: number | undefined;
  #socket: Socket | undefined;

  constructor(family: AddressFamily) {
    this.family = family;
  }

  get broadcast(): boolean {
    return this.#broadcast;
  }

  set broadcast(value: boolean) {
    this.#socket?.setBroadcast(value);
    this.#broadcast = value;
  }

  /** In bytes, without what Linux adds for its own needs; unknown before the socket is bound. */
  get receiveBuffer(): number | undefined {
    const size = this.#socket?.getRecvBufferSize();
    if (size === undefined) return this.#receiveBuffer;
    return process.platform === "linux" ? size / 2 : size;
  }

  set receiveBuffer(size: number) {
    this.#socket?.setRecvBufferSize(size);
    this.#receiveBuffer = size;
  }

  /** A socket of Node that is to be bound. */
  create(): Socket {
    return dgram.createSocket({
      type: this.family === "IPv4" ? "udp4" : "udp6",
      reuseAddr: this.reuseAddress,
      ipv6Only: this.family === "IPv6" && this.ipv6Only,
      // Addresses are numeric: there is nothing to look up, or to wait for.
      lookup: (name, _options, done) =>
        done(null, name, this.family === "IPv4" ? 4 : 6),
    });
  }

  /** Gives a socket that has been bound what could not be set before. */
  apply(socket: Socket): void {
    if (this.#broadcast) socket.setBroadcast(true);
    if (this.#receiveBuffer !== undefined) {
      socket.setRecvBufferSize(this.#receiveBuffer);
    }
    this.#socket = socket;
  }

  /** The socket is no more; what was set stays. */
  detach(): void {
    this.#socket = undefined;
  }
}

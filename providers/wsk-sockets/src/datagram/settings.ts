import type { AddressFamily } from "@captable/wsk";
import type {
  DatagramBinding,
  DatagramPort,
  Sharing,
} from "../transport/port.ts";

/** Options of a datagram socket, which hold before it is bound, too. */
export class DatagramSettings {
  readonly family: AddressFamily;
  ipv6Only = true;
  sharing: Sharing = "default";
  #broadcast = false;
  #receiveBuffer: number | undefined;
  #port: DatagramPort | undefined;

  constructor(family: AddressFamily) {
    this.family = family;
  }

  get broadcast(): boolean {
    return this.#broadcast;
  }

  /** Setting it throws a `TransportFailure`. */
  set broadcast(on: boolean) {
    this.#port?.setBroadcast(on);
    this.#broadcast = on;
  }

  /** In bytes; unknown if it has not been set and nothing is bound. */
  get receiveBuffer(): number | undefined {
    return this.#port?.getReceiveBuffer() ?? this.#receiveBuffer;
  }

  /** Setting it throws a `TransportFailure`. */
  set receiveBuffer(size: number) {
    this.#port?.setReceiveBuffer(size);
    this.#receiveBuffer = size;
  }

  /** What is to be bound with. */
  get binding(): DatagramBinding {
    return {
      ipv6Only: this.family === "IPv6" && this.ipv6Only,
      sharing: this.sharing,
      broadcast: this.#broadcast,
      receiveBuffer: this.#receiveBuffer,
    };
  }

  /** Goes on with a port that has been bound; what was set meanwhile is caught up on. Throws a `TransportFailure`. */
  attach(
    port: DatagramPort,
    { broadcast, receiveBuffer }: DatagramBinding,
  ): void {
    if (this.#broadcast !== broadcast) port.setBroadcast(this.#broadcast);
    if (
      this.#receiveBuffer !== undefined &&
      this.#receiveBuffer !== receiveBuffer
    ) {
      port.setReceiveBuffer(this.#receiveBuffer);
    }
    this.#port = port;
  }

  /** The port is no more; what was set stays. */
  detach(): void {
    this.#port = undefined;
  }
}

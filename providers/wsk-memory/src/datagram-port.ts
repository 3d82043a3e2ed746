import type { SocketAddress } from "@captable/wsk";
import {
  TransportFailure,
  type DatagramBinding,
  type DatagramEvents,
  type DatagramKind,
  type DatagramPort,
} from "@captable/wsk-sockets";
import { onWire, seenBy, type WireAddress } from "./addresses.ts";
import { shown, type Binding, type Mortal } from "./bindings.ts";
import type { Core } from "./core.ts";
import { post } from "./datagrams.ts";
import { noWay, outOfMemory } from "./failures.ts";
import type { Host } from "./host.ts";

/** In bytes: what the headers leave of a packet. */
const LARGEST = { IPv4: 65_507, IPv6: 65_527 } as const;

/** In bytes: what a socket may keep if nobody says how much. */
const RECEIVE_BUFFER = 65_536;

/** A bound UDP socket. */
export class MemoryDatagramPort implements DatagramPort, Mortal {
  readonly address: SocketAddress;
  readonly host: Host;
  readonly #core: Core;
  readonly #events: DatagramEvents;
  readonly #binding: Binding<MemoryDatagramPort>;
  #broadcast: boolean;
  #receiveBuffer: number;
  /** Neither closed nor taken away. */
  #isOpen = true;
  #isClosed = false;
  /** When the latest datagram arrives. The others do not overtake it. */
  lastArrival = 0;

  /** Throws a {@link TransportFailure}. */
  constructor(
    core: Core,
    host: Host,
    address: SocketAddress,
    binding: DatagramBinding,
    events: DatagramEvents,
  ) {
    core.allocate();
    core.checkSockets(host);
    this.host = host;
    this.#core = core;
    this.#events = events;
    this.#broadcast = binding.broadcast;
    this.#receiveBuffer = binding.receiveBuffer ?? RECEIVE_BUFFER;
    const { ipv6Only, sharing } = binding;
    const request = { address, ipv6Only, sharing };
    this.#binding = host.udp.add(this, request, core.faults.maxPorts);
    host.sockets += 1;
    this.address = shown(this.#binding, address);
  }

  /** As packets bear it. */
  get local(): WireAddress {
    return this.#binding.address;
  }

  send(
    data: Uint8Array,
    to: SocketAddress,
    done: (failure?: TransportFailure) => void,
  ): boolean {
    const failure = this.#post(data, onWire(to));
    this.#core.clock.schedule(0, () => {
      if (this.#isOpen) done(failure);
    });
    return false;
  }

  setBroadcast(on: boolean): void {
    this.#broadcast = on;
  }

  setReceiveBuffer(size: number): void {
    this.#receiveBuffer = size;
  }

  getReceiveBuffer(): number {
    return this.#receiveBuffer;
  }

  close(): Promise<void> {
    this.#isClosed = true;
    this.#release();
    return Promise.resolve();
  }

  die(failure: TransportFailure): void {
    if (!this.#isOpen) return;
    this.#release();
    this.#core.clock.schedule(0, () => {
      if (!this.#isClosed) this.#events.broken(failure);
    });
  }

  /** A datagram has arrived. */
  receive(data: Uint8Array, from: WireAddress, kind: DatagramKind): void {
    if (!this.#isOpen) return;
    this.#events.message(data, seenBy(this.address.family, from), kind);
  }

  /** A datagram could not be delivered. */
  tellUndelivered(failure: TransportFailure): void {
    if (this.#isOpen) this.#events.undelivered(failure);
  }

  #post(data: Uint8Array, to: WireAddress): TransportFailure | undefined {
    if (!this.#isOpen) {
      return new TransportFailure("STATUS_FILE_CLOSED", "the port is closed");
    }
    if (data.byteLength > LARGEST[to.family]) {
      return new TransportFailure(
        "STATUS_INVALID_BUFFER_SIZE",
        `a datagram has ${LARGEST[to.family]} bytes at most`,
      );
    }
    if (this.#core.lacksMemory()) return outOfMemory();
    if (!this.#broadcast && this.host.broadcasts(to)) {
      return new TransportFailure(
        "STATUS_ACCESS_DENIED",
        "the socket may not broadcast",
      );
    }
    const { ipv6Only, family } = this.#binding;
    if (ipv6Only && family !== to.family)
      return noWay("STATUS_NETWORK_UNREACHABLE");
    return post(this.#core, this, data, to);
  }

  #release(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.host.udp.remove(this.#binding);
    this.host.sockets -= 1;
  }
}

import type { SocketAddress, Status } from "@captable/wsk";
import {
  TransportFailure,
  type LinkAttempt,
  type ListenerEvents,
  type ListenerPort,
  type StreamBinding,
  type StreamPort,
} from "@captable/wsk-sockets";
import { onWire, type WireAddress } from "./addresses.ts";
import { hopeless, MemoryAttempt } from "./attempt.ts";
import { shown, type Binding, type Mortal } from "./bindings.ts";
import type { Core } from "./core.ts";
import { outOfMemory } from "./failures.ts";
import { endKey, type Host } from "./host.ts";
import type { Route } from "./hosts.ts";

/** The local address of a TCP socket. */
export class MemoryStreamPort implements StreamPort, Mortal {
  readonly address: SocketAddress;
  readonly #core: Core;
  readonly #host: Host;
  readonly #binding: Binding<MemoryStreamPort>;
  #bound = true;
  /** Whoever listened has closed it, and is told nothing more. */
  #isClosed = false;
  #failure: TransportFailure | undefined;
  #attempt: MemoryAttempt | undefined;
  #listener: ListenerEvents | undefined;

  /** Throws a {@link TransportFailure}. */
  constructor(
    core: Core,
    host: Host,
    address: SocketAddress,
    { ipv6Only, sharing }: StreamBinding,
  ) {
    core.allocate();
    core.checkSockets(host);
    this.#core = core;
    this.#host = host;
    const { maxPorts } = core.faults;
    const request = { address, ipv6Only, sharing };
    this.#binding = host.tcp.add(this, request, maxPorts);
    host.sockets += 1;
    this.address = shown(this.#binding, address);
  }

  /** Whom requests come to; undefined while it does not listen. */
  get listener(): ListenerEvents | undefined {
    return this.#listener;
  }

  /** What dies if the socket does: this, until it is used to connect. */
  get bearer(): Mortal {
    return this.#attempt?.bearer ?? this;
  }

  connect(remote: SocketAddress): LinkAttempt {
    try {
      return this.#connect(onWire(remote));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  listen(events: ListenerEvents): ListenerPort {
    const { clock } = this.#core;
    const lacksMemory = this.#core.lacksMemory();
    if (this.#failure === undefined && !lacksMemory) {
      this.#listener = events;
      clock.schedule(0, () => this.#listener?.opened(this.address));
    } else {
      const failure = this.#failure ?? outOfMemory();
      this.close();
      this.#tellFailed(events, failure);
    }
    return {
      close: () => {
        this.#isClosed = true;
        this.close();
      },
    };
  }

  close(): void {
    this.#listener = undefined;
    this.#attempt = undefined;
    if (!this.#bound) return;
    this.#bound = false;
    this.#host.tcp.remove(this.#binding);
    this.#host.sockets -= 1;
  }

  die(failure: TransportFailure): void {
    this.#failure = failure;
    const listener = this.#listener;
    this.close();
    if (listener !== undefined) this.#tellFailed(listener, failure);
  }

  #tellFailed(events: ListenerEvents, failure: TransportFailure): void {
    this.#core.clock.schedule(0, () => {
      if (!this.#isClosed) events.failed(failure);
    });
  }

  #connect(remote: WireAddress): LinkAttempt {
    if (this.#failure !== undefined) throw this.#failure;
    const core = this.#core;
    core.allocate();
    const gone = (): void => this.close();
    const route = this.#routeTo(remote);
    if (typeof route === "string") return hopeless(core, route, gone);
    const end = { local: route.from.address, remote };
    if (this.#host.ends.has(endKey(end))) {
      throw new TransportFailure(
        "STATUS_ADDRESS_ALREADY_EXISTS",
        "the two addresses are connected already",
      );
    }
    const { family } = this.address;
    const attempt = new MemoryAttempt(core, route, family, gone);
    this.#attempt = attempt;
    return attempt;
  }

  #routeTo(remote: WireAddress): Route | Status {
    const { address, family, ipv6Only } = this.#binding;
    const { hosts, faults } = this.#core;
    // A socket of IPv6 alone reaches nothing of IPv4.
    return ipv6Only && family !== remote.family
      ? "STATUS_NETWORK_UNREACHABLE"
      : hosts.route(this.#host, address, remote, faults);
  }
}

import type {
  AddressFamily,
  GetNameInfoOptions,
  NameInfo,
  SocketAddress,
} from "@captable/wsk";
import {
  TransportFailure,
  type DatagramBinding,
  type DatagramEvents,
  type DatagramPort,
  type NameAnswer,
  type NameQuery,
  type StreamBinding,
  type StreamPort,
  type Support,
  type Transport,
} from "@captable/wsk-sockets";
import { isMulticast, isWildcard, onWire, written } from "./addresses.ts";
import type { Core } from "./core.ts";
import { MemoryDatagramPort } from "./datagram-port.ts";
import { fidelity } from "./fidelity.ts";
import type { Host } from "./host.ts";
import { nameOf, resolve } from "./names.ts";
import { MemoryStreamPort } from "./stream-port.ts";

/** A network as one of its hosts sees it. */
export class MemoryTransport implements Transport {
  readonly fidelity: readonly Support[] = fidelity;
  readonly #core: Core;
  readonly #host: Host;

  constructor(core: Core, host: Host) {
    this.#core = core;
    this.#host = host;
  }

  bindStream(address: SocketAddress, binding: StreamBinding): StreamPort {
    this.#checkLocal(address, false);
    return new MemoryStreamPort(this.#core, this.#host, address, binding);
  }

  async bindDatagram(
    address: SocketAddress,
    binding: DatagramBinding,
    events: DatagramEvents,
  ): Promise<DatagramPort> {
    this.#checkLocal(address, true);
    return new MemoryDatagramPort(
      this.#core,
      this.#host,
      address,
      binding,
      events,
    );
  }

  localAddresses(family: AddressFamily): readonly SocketAddress[] {
    return this.#host.localAddresses(family);
  }

  watchAddresses(family: AddressFamily, changed: () => void): () => void {
    return this.#host.watch(family, changed);
  }

  resolve(query: NameQuery): Promise<readonly NameAnswer[]> {
    return this.#ask(() => resolve(this.#core.names, this.#host, query));
  }

  nameOf(
    address: SocketAddress,
    flags: NonNullable<GetNameInfoOptions["flags"]>,
  ): Promise<NameInfo> {
    return this.#ask(() =>
      nameOf(this.#core.names, this.#host, address, flags),
    );
  }

  defer(task: () => void): void {
    this.#core.clock.schedule(0, task);
  }

  /** Throws if the host does not have the address. */
  #checkLocal(address: SocketAddress, datagrams: boolean): void {
    const wire = onWire(address);
    const host = this.#host;
    const shared = datagrams && (isMulticast(wire) || host.broadcasts(wire));
    if (shared || isWildcard(wire) || host.owns(wire)) return;
    throw new TransportFailure(
      "STATUS_INVALID_ADDRESS_COMPONENT",
      `${written(wire)} is not an address of the host`,
    );
  }

  /** Answers after the latency, there and back. */
  #ask<Answer>(answer: () => Answer): Promise<Answer> {
    const core = this.#core;
    const delay = core.latency() + core.latency();
    return new Promise((succeed, fail) => {
      core.clock.schedule(delay, () => {
        try {
          core.allocate();
          succeed(answer());
        } catch (error) {
          fail(error);
        }
      });
    });
  }
}

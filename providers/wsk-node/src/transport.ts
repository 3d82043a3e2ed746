import type { AddressFamily, NameInfo, SocketAddress } from "@captable/wsk";
import type {
  DatagramBinding,
  DatagramEvents,
  DatagramPort,
  NameAnswer,
  NameQuery,
  StreamBinding,
  StreamPort,
  Support,
  Transport,
} from "@captable/wsk-sockets";
import type { Bind } from "./bound.ts";
import { bindDatagram } from "./datagram-port.ts";
import { fidelity } from "./fidelity.ts";
import { localAddresses } from "./interfaces.ts";
import { nameOf, resolve } from "./names.ts";
import { NodeStreamPort } from "./stream-port.ts";
import { watchAddresses } from "./watch.ts";

/** What is chained to it costs less than a microtask that is queued. */
const resolved = Promise.resolve();

/** The network of the host, by `node:net`, `node:dgram`, `node:dns` and `node:os`. */
export class NodeTransport implements Transport {
  readonly fidelity: readonly Support[] = fidelity;
  readonly #bind: Bind;

  constructor(bind: Bind) {
    this.#bind = bind;
  }

  bindStream(address: SocketAddress, binding: StreamBinding): StreamPort {
    return new NodeStreamPort(this.#bind, address, binding);
  }

  bindDatagram(
    address: SocketAddress,
    binding: DatagramBinding,
    events: DatagramEvents,
  ): Promise<DatagramPort> {
    return bindDatagram(address, binding, events);
  }

  localAddresses(family: AddressFamily): readonly SocketAddress[] {
    return localAddresses(family);
  }

  watchAddresses(family: AddressFamily, changed: () => void): () => void {
    return watchAddresses(family, changed);
  }

  resolve(query: NameQuery): Promise<readonly NameAnswer[]> {
    return resolve(query);
  }

  nameOf(address: SocketAddress): Promise<NameInfo> {
    return nameOf(address);
  }

  /**
   * Once all promises have run that need nothing of the system, and before
   * anything else comes from there: a tick of a microtask waits for them all.
   */
  defer(task: () => void): void {
    void resolved.then(() => process.nextTick(task));
  }
}

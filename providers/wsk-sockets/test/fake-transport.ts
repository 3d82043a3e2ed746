import type { AddressFamily, NameInfo, SocketAddress } from "@captable/wsk";
import { TransportFailure } from "../src/transport/failure.ts";
import type { Support } from "../src/transport/fidelity.ts";
import type { NameAnswer } from "../src/transport/names.ts";
import type {
  DatagramBinding,
  DatagramEvents,
  DatagramPort,
  StreamPort,
} from "../src/transport/port.ts";
import type { Transport } from "../src/transport/transport.ts";

const absent = new TransportFailure("STATUS_NOT_SUPPORTED", "not there");

/** A transport whose one datagram port does as the test says, and whose turns the test takes. */
export class FakeTransport implements Transport {
  readonly fidelity: readonly Support[] = [];
  readonly closed: string[] = [];
  readonly #deferred: (() => void)[] = [];
  #events: DatagramEvents | undefined;

  /** What the port of the test tells. */
  get events(): DatagramEvents {
    if (this.#events === undefined) throw new TypeError("not bound");
    return this.#events;
  }

  /** Lets everything happen that is under way. */
  async settle(): Promise<void> {
    do {
      for (const task of this.#deferred.splice(0)) task();
      // A turn of the event loop takes all promises that are ready with it.
      await new Promise((resolve) => setImmediate(resolve));
    } while (this.#deferred.length > 0);
  }

  bindDatagram(
    address: SocketAddress,
    _binding: DatagramBinding,
    events: DatagramEvents,
  ): Promise<DatagramPort> {
    this.#events = events;
    return Promise.resolve({
      address,
      send: () => true,
      setBroadcast: () => undefined,
      setReceiveBuffer: () => undefined,
      getReceiveBuffer: () => 0,
      close: () => {
        this.closed.push(address.address);
        return Promise.resolve();
      },
    });
  }

  defer(task: () => void): void {
    this.#deferred.push(task);
  }

  bindStream(): StreamPort {
    throw absent;
  }

  localAddresses(_family: AddressFamily): readonly SocketAddress[] {
    return [];
  }

  watchAddresses(): () => void {
    return () => undefined;
  }

  resolve(): Promise<readonly NameAnswer[]> {
    return Promise.reject(absent);
  }

  nameOf(): Promise<NameInfo> {
    return Promise.reject(absent);
  }
}

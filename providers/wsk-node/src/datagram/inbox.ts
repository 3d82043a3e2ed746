import type {
  ReceivedDatagram,
  ReceiveFromOptions,
  SocketAddress,
  WskError,
} from "@captable/wsk";
import { PendingQueue } from "../queue.ts";
import { cancelled, type Failing } from "../statuses.ts";

/** Received datagrams wait up to this many bytes and datagrams together; further ones are lost, as in a transport. */
const MOST_BYTES = 256 * 1024;
const MOST_DATAGRAMS = 1024;

interface Datagram {
  readonly data: Uint8Array;
  readonly from: SocketAddress;
}

/** Datagrams that wait to be received, or calls that wait for datagrams. */
export class Inbox {
  readonly #datagrams: Datagram[] = [];
  readonly #pending: PendingQueue<Uint8Array, ReceivedDatagram>;
  #bytes = 0;

  constructor(host: Failing) {
    this.#pending = new PendingQueue((_request, reason) =>
      cancelled(host, "receiveFrom", reason),
    );
  }

  receive(
    buffer: Uint8Array,
    options: ReceiveFromOptions,
  ): Promise<ReceivedDatagram> {
    const datagram = this.#datagrams.shift();
    if (datagram === undefined)
      return this.#pending.add(buffer, options.signal);
    this.#bytes -= datagram.data.byteLength;
    return Promise.resolve(fill(buffer, datagram));
  }

  push(data: Uint8Array, from: SocketAddress): void {
    const { first } = this.#pending;
    if (first !== undefined) {
      first.resolve(fill(first.request, { data, from }));
      return;
    }
    const bytes = this.#bytes + data.byteLength;
    if (bytes > MOST_BYTES || this.#datagrams.length >= MOST_DATAGRAMS) return;
    this.#bytes = bytes;
    this.#datagrams.push({ data, from });
  }

  /** Fails the call whose turn it is. */
  failFirst(error: WskError): void {
    this.#pending.first?.reject(error);
  }

  /** Fails all calls, and forgets what has come. */
  end(error: () => WskError): void {
    this.#datagrams.length = 0;
    this.#bytes = 0;
    this.#pending.rejectAll(error);
  }
}

function fill(buffer: Uint8Array, { data, from }: Datagram): ReceivedDatagram {
  const truncated = data.byteLength > buffer.byteLength;
  const part = truncated ? data.subarray(0, buffer.byteLength) : data;
  buffer.set(part);
  return {
    bytesReceived: part.byteLength,
    remoteAddress: from,
    controlInfo: [],
    controlFlags: truncated ? { truncated } : {},
  };
}

import type {
  SendMessagesOptions,
  SendToOptions,
  SocketAddress,
  WskError,
} from "@captable/wsk";
import { checkAddress, isWildcard } from "../addresses.ts";
import { cancelled, fail, failure, type Failing } from "../failing.ts";
import { Pending, PendingQueue } from "../queue.ts";
import type { TransportFailure } from "../transport/failure.ts";
import type { DatagramPort } from "../transport/port.ts";
import type { Destinations } from "./destinations.ts";
import { ofDatagrams } from "./statuses.ts";

type Call = "sendTo" | "sendMessages";

/** Sends datagrams. The transport has each at once and cannot give it back. */
export class Outbox {
  readonly #host: Failing;
  readonly #port: DatagramPort;
  readonly #destinations: Destinations;
  /** What is on its way, and can no longer be cancelled. */
  readonly #handed: PendingQueue<Call, number>;
  /** A copy of the last destination that was found to be one. */
  #checked: SocketAddress | undefined;

  constructor(host: Failing, port: DatagramPort, destinations: Destinations) {
    this.#host = host;
    this.#port = port;
    this.#destinations = destinations;
    this.#handed = new PendingQueue((call, reason) =>
      cancelled(host, call, reason),
    );
  }

  /** Sends one datagram. */
  send(buffer: Uint8Array, options: SendToOptions): Promise<number> {
    const to = this.#destination("sendTo", options);
    const { byteLength } = buffer;
    const taken = this.#port.send(buffer, to, (failed) =>
      this.#settle(pending, byteLength, failed),
    );
    if (taken) return Promise.resolve(byteLength);
    const pending = this.#handed.enter(new Pending<Call, number>("sendTo"));
    return pending.promise;
  }

  /** Sends several; the call fails if any of them does. */
  sendAll(
    buffers: readonly Uint8Array[],
    options: SendMessagesOptions,
  ): Promise<number> {
    const to = this.#destination("sendMessages", options);
    if (buffers.length === 0) return Promise.resolve(0);
    let left = 0;
    let bytes = 0;
    let failed: TransportFailure | undefined;
    const done = (error?: TransportFailure): void => {
      failed ??= error;
      left -= 1;
      if (left === 0) this.#settle(pending, bytes, failed);
    };
    for (const buffer of buffers) {
      bytes += buffer.byteLength;
      if (!this.#port.send(buffer, to, done)) left += 1;
    }
    if (left === 0) return Promise.resolve(bytes);
    const pending = this.#handed.enter(
      new Pending<Call, number>("sendMessages"),
    );
    return pending.promise;
  }

  /** Fails what is on its way. */
  end(error: (call: Call) => WskError): void {
    this.#handed.rejectAll(error);
  }

  #settle(
    pending: Pending<Call, number>,
    bytes: number,
    failed: TransportFailure | undefined,
  ): void {
    // Closing the socket has failed it already.
    if (pending.queue === undefined) return;
    if (failed === undefined) pending.resolve(bytes);
    else {
      const { request: call } = pending;
      pending.reject(failure(this.#host, call, failed, ofDatagrams));
    }
  }

  #destination(call: Call, options: SendToOptions): SocketAddress {
    const host = this.#host;
    if ((options.controlInfo?.length ?? 0) > 0) {
      throw fail(
        host,
        call,
        "STATUS_NOT_SUPPORTED",
        "no control information can be sent",
      );
    }
    const to = this.#destinations.choose(options.remoteAddress);
    if (to === undefined) {
      throw fail(
        host,
        call,
        "STATUS_INVALID_PARAMETER",
        "there is no destination",
      );
    }
    if (!sameAddress(to, this.#checked)) this.#check(call, to);
    return to;
  }

  #check(call: Call, to: SocketAddress): void {
    checkAddress(this.#host, call, to, this.#port.address.family);
    if (to.port === 0 || isWildcard(to)) {
      throw fail(
        this.#host,
        call,
        "STATUS_INVALID_PARAMETER",
        "a wildcard or port 0 is no destination",
      );
    }
    this.#checked = { ...to };
  }
}

/** Whether an address is spelled as another: most datagrams go where the one before went. */
function sameAddress(
  one: SocketAddress,
  other: SocketAddress | undefined,
): boolean {
  return (
    other !== undefined &&
    one.address === other.address &&
    one.port === other.port &&
    one.family === other.family &&
    (one.family === "IPv4" || one.flowInfo === undefined)
  );
}

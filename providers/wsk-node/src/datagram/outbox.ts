import type { Socket } from "node:dgram";
import type {
  AddressFamily,
  SendToOptions,
  SocketAddress,
  WskError,
} from "@captable/wsk";
import { checkAddress, hostOf, isWildcard } from "../addresses.ts";
import { Pending } from "../queue.ts";
import { failure, ofDatagrams, type Failing } from "../statuses.ts";
import type { Destinations } from "./destinations.ts";

type Call = "sendTo" | "sendMessages";

/** Sends datagrams. Node has each at once and cannot give it back. */
export class Outbox {
  readonly #host: Failing;
  readonly #socket: Socket;
  readonly #family: AddressFamily;
  readonly #destinations: Destinations;
  readonly #handed = new Set<Pending<Call, number>>();

  constructor(
    host: Failing,
    socket: Socket,
    family: AddressFamily,
    destinations: Destinations,
  ) {
    this.#host = host;
    this.#socket = socket;
    this.#family = family;
    this.#destinations = destinations;
  }

  send(
    call: Call,
    buffers: readonly Uint8Array[],
    options: SendToOptions,
  ): Promise<number> {
    const to = this.#destination(call, options);
    if (buffers.length === 0) return Promise.resolve(0);
    const pending = new Pending<Call, number>(call);
    this.#handed.add(pending);
    const host = hostOf(to);
    let left = buffers.length;
    let sent = 0;
    let failed: Error | undefined;
    const onSent = (error: Error | null, bytes: number): void => {
      if (error) failed ??= error;
      else sent += bytes;
      left -= 1;
      if (left > 0 || !this.#handed.delete(pending)) return;
      if (failed === undefined) pending.resolve(sent);
      else pending.reject(failure(this.#host, call, failed, ofDatagrams));
    };
    for (const buffer of buffers) {
      this.#socket.send(buffer, to.port, host, onSent);
    }
    return pending.promise;
  }

  /** Fails what is on its way. */
  end(error: (call: Call) => WskError): void {
    const handed = [...this.#handed];
    this.#handed.clear();
    for (const pending of handed) pending.reject(error(pending.request));
  }

  #destination(call: Call, options: SendToOptions): SocketAddress {
    if ((options.controlInfo?.length ?? 0) > 0) {
      throw this.#host.fail(call, "STATUS_NOT_SUPPORTED", {
        message: "Node sends no control information",
      });
    }
    const to = this.#destinations.choose(options.remoteAddress);
    if (to === undefined) {
      throw this.#host.fail(call, "STATUS_INVALID_PARAMETER", {
        message: "there is no destination",
      });
    }
    checkAddress(this.#host, call, to, this.#family);
    if (to.port !== 0 && !isWildcard(to)) return to;
    throw this.#host.fail(call, "STATUS_INVALID_PARAMETER", {
      message: "a wildcard or port 0 is no destination",
    });
  }
}

import net, { type Server, type Socket } from "node:net";
import type { SocketAddress, Status } from "@captable/wsk";
import {
  TransportFailure,
  type Link,
  type LinkRequest,
  type ListenerEvents,
  type ListenerPort,
} from "@captable/wsk-sockets";
import type { Bound } from "./bound.ts";
import { lendingAccepted, type Lending } from "./lending.ts";
import { NodeLink } from "./link.ts";
import { failureOf, ofAnyPort } from "./statuses.ts";

/** What a single connection may fail of while others can still come. */
const passing: ReadonlySet<Status> = new Set<Status>([
  "STATUS_CONNECTION_ABORTED",
  "STATUS_CONNECTION_RESET",
  "STATUS_INSUFFICIENT_RESOURCES",
  "STATUS_TOO_MANY_OPENED_FILES",
]);

/** Listens with a server of `node:net`. The system establishes connections unasked. */
export class NodeListener implements ListenerPort {
  readonly #events: ListenerEvents;
  readonly #server: Server;
  #address: SocketAddress;
  #open = false;
  #closed = false;

  constructor(bound: Bound, events: ListenerEvents) {
    this.#events = events;
    this.#address = bound.address;
    this.#server = net
      .createServer({ allowHalfOpen: true, pauseOnConnect: true })
      .on("listening", () => this.#onListening())
      .on("connection", (socket: Socket) => this.#onConnection(socket))
      .on("error", (error) => this.#onError(error));
    bound.listen(this.#server);
  }

  close(): void {
    this.#closed = true;
    // Without a handle there is nothing to close, and Node says so in an event.
    this.#server.close(() => {});
  }

  #onListening(): void {
    const address = this.#server.address();
    if (typeof address === "object" && address !== null) {
      this.#address = { ...this.#address, port: address.port };
    }
    this.#open = true;
    this.#events.opened(this.#address);
  }

  #onConnection(accepted: Socket): void {
    const lending = lendingAccepted(accepted);
    const { socket } = lending;
    if (socket.remoteAddress === undefined) {
      // The peer has reset it already, and the system has forgotten who that was.
      socket.destroy();
      this.#events.missed(aborted());
      return;
    }
    this.#events.arrived(new NodeRequest(lending));
  }

  #onError(error: unknown): void {
    if (this.#closed) return;
    const any = !this.#open && this.#address.port === 0;
    const failure = failureOf(error, any ? ofAnyPort : undefined);
    if (this.#open && passing.has(failure.status)) {
      this.#events.missed(failure);
      return;
    }
    this.close();
    this.#events.failed(failure);
  }
}

function aborted(): TransportFailure {
  return new TransportFailure(
    "STATUS_CONNECTION_ABORTED",
    "the peer has given the connection up",
  );
}

/** A connection that the system has established already. */
class NodeRequest implements LinkRequest {
  readonly #link: NodeLink;

  constructor(lending: Lending) {
    this.#link = new NodeLink(lending);
  }

  get localAddress(): SocketAddress {
    return this.#link.localAddress;
  }

  get remoteAddress(): SocketAddress {
    return this.#link.remoteAddress;
  }

  accept(): Link | undefined {
    this.#link.watch(undefined);
    return this.#link.intact ? this.#link : undefined;
  }

  reject(): void {
    void this.#link.reset();
  }

  watch(aborted: () => void): void {
    this.#link.watch(aborted);
  }
}

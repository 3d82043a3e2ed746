import type { SocketAddress } from "@captable/wsk";
import type {
  Link,
  LinkRequest,
  ListenerEvents,
  ListenerPort,
} from "@captable/wsk-sockets";
import { failureOf } from "./failures.ts";
import { ForeignLink } from "./link.ts";
import { dispose, type TcpSocket } from "./sockets.ts";

/** A TCP socket of the package that listens, and the stream of its connections. */
export class ForeignListener implements ListenerPort {
  readonly #socket: TcpSocket;
  readonly #events: ListenerEvents;
  #closed = false;

  constructor(
    socket: TcpSocket,
    address: SocketAddress,
    events: ListenerEvents,
  ) {
    this.#socket = socket;
    this.#events = events;
    void this.#listen(address);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    dispose(this.#socket);
  }

  async #listen(address: SocketAddress): Promise<void> {
    try {
      const connections = this.#socket.listen();
      // What is told comes after the call that listens.
      await Promise.resolve();
      if (!this.#closed) this.#events.opened(address);
      for await (const socket of connections) this.#arrive(socket);
      throw new Error("the stream of connections has ended");
    } catch (error) {
      await Promise.resolve();
      if (this.#closed) return;
      this.close();
      this.#events.failed(failureOf(error));
    }
  }

  #arrive(socket: TcpSocket): void {
    if (this.#closed) {
      dispose(socket);
      return;
    }
    let link: ForeignLink;
    try {
      link = new ForeignLink(socket);
    } catch (error) {
      // Nothing is known of a peer that has gone already.
      dispose(socket);
      this.#events.missed(failureOf(error));
      return;
    }
    this.#events.arrived(new ForeignRequest(link));
  }
}

/** A connection, which the package has established already. */
class ForeignRequest implements LinkRequest {
  readonly localAddress: SocketAddress;
  readonly remoteAddress: SocketAddress;
  readonly #link: ForeignLink;

  constructor(link: ForeignLink) {
    this.localAddress = link.localAddress;
    this.remoteAddress = link.remoteAddress;
    this.#link = link;
  }

  accept(): Link {
    return this.#link;
  }

  reject(): void {
    void this.#link.reset();
  }

  /** The package tells nothing of a connection that is not being received from. */
  watch(): void {}
}

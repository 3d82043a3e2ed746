import type { IpSocketAddress } from "@bytecodealliance/preview3-shim/interfaces/wasi-sockets-types";
import { types } from "@bytecodealliance/preview3-shim/sockets";
import type { SocketAddress } from "@captable/wsk";
import type {
  Link,
  LinkAttempt,
  ListenerEvents,
  ListenerPort,
  StreamPort,
} from "@captable/wsk-sockets";
import { familyToForeign, fromForeign, toForeign } from "./addresses.ts";
import { attempt, failureOf } from "./failures.ts";
import { ForeignLink } from "./link.ts";
import { ForeignListener } from "./listener.ts";
import { dispose, type TcpSocket } from "./sockets.ts";

/** A TCP socket of the package, bound. */
export class ForeignStreamPort implements StreamPort {
  readonly address: SocketAddress;
  readonly #socket: TcpSocket;

  constructor(address: SocketAddress) {
    const family = familyToForeign(address.family);
    const socket = attempt(() => types.TcpSocket.create(family));
    this.#socket = socket;
    try {
      socket.bind(toForeign(address));
      this.address = fromForeign(socket.getLocalAddress());
    } catch (error) {
      dispose(socket);
      throw failureOf(error);
    }
  }

  connect(remote: SocketAddress): LinkAttempt {
    try {
      return new ForeignAttempt(this.#socket, toForeign(remote));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  listen(events: ListenerEvents): ListenerPort {
    return new ForeignListener(this.#socket, this.address, events);
  }

  close(): void {
    dispose(this.#socket);
  }
}

class ForeignAttempt implements LinkAttempt {
  readonly outcome: Promise<Link>;
  readonly #socket: TcpSocket;
  #over = false;
  #fail: (error: unknown) => void = () => {};

  constructor(socket: TcpSocket, remote: IpSocketAddress) {
    this.#socket = socket;
    this.outcome = new Promise((resolve, reject) => {
      this.#fail = reject;
      this.#connect(remote).then(resolve, (error: unknown) => this.#end(error));
    });
  }

  /** The package has no way to give up: the socket is let go of, and its promise is never settled. */
  abandon(): Promise<void> {
    this.#end(new Error("the attempt was abandoned"));
    return Promise.resolve();
  }

  async #connect(remote: IpSocketAddress): Promise<Link> {
    await this.#socket.connect(remote);
    // Throws if it was abandoned, or if nothing is known of a peer that has gone already.
    const link = new ForeignLink(this.#socket);
    this.#over = true;
    return link;
  }

  #end(error: unknown): void {
    if (this.#over) return;
    this.#over = true;
    dispose(this.#socket);
    this.#fail(failureOf(error));
  }
}

import type { Socket } from "node:net";
import type { SocketAddress } from "@captable/wsk";
import type {
  Link,
  LinkAttempt,
  TransportFailure,
} from "@captable/wsk-sockets";
import type { Outgoing } from "./bound.ts";
import { NodeLink } from "./link.ts";
import { closed } from "./reset.ts";
import { failureOf, ofAnyPort, type Special } from "./statuses.ts";

/** An attempt to connect. Its Node socket serves no other. */
export class NodeAttempt implements LinkAttempt {
  readonly outcome: Promise<Link>;
  readonly #socket: Socket;
  #failure: TransportFailure | undefined;
  #over = false;

  constructor(outgoing: Outgoing, local: SocketAddress) {
    const { socket } = outgoing;
    this.#socket = socket;
    this.outcome = new Promise((resolve, reject) => {
      const onError = (error: Error): void => {
        this.#failure ??= connectFailure(error, local);
      };
      const onClose = (): void => {
        this.#over = true;
        reject(this.#failure ?? failureOf(new Error("the handle is gone")));
      };
      socket
        .on("error", onError)
        .once("close", onClose)
        .once("connect", () => {
          if (this.#failure !== undefined) return;
          this.#over = true;
          socket.off("error", onError).off("close", onClose);
          resolve(new NodeLink(socket, outgoing));
        });
    });
  }

  abandon(): Promise<void> {
    const socket = this.#socket;
    if (this.#over) return Promise.resolve();
    this.#failure ??= failureOf(new Error("the attempt was abandoned"));
    // The system may have connected already, and tells so in the next turn. Only a reset lets the same two addresses
    // be connected again at once.
    if (!socket.destroyed) socket.resetAndDestroy();
    setImmediate(() => setImmediate(() => socket.destroy()));
    return closed(socket);
  }
}

function connectFailure(error: Error, local: SocketAddress): TransportFailure {
  const any = local.port === 0;
  // Node binds only now if it could not do so before.
  if (Reflect.get(error, "syscall") === "bind") {
    return failureOf(error, any ? ofAnyPort : undefined);
  }
  return failureOf(error, any ? portsTaken : pairTaken);
}

/** There is no port left. */
const portsTaken: Special = {
  ...ofAnyPort,
  EADDRNOTAVAIL: "STATUS_TOO_MANY_ADDRESSES",
};

/** The same port may be connected to the same peer but once. */
const pairTaken: Special = {
  EADDRINUSE: "STATUS_ADDRESS_ALREADY_EXISTS",
  EADDRNOTAVAIL: "STATUS_ADDRESS_ALREADY_EXISTS",
};

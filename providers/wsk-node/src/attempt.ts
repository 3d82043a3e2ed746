import type { SocketAddress } from "@captable/wsk";
import type {
  Link,
  LinkAttempt,
  TransportFailure,
} from "@captable/wsk-sockets";
import type { Outgoing } from "./bound.ts";
import { NodeLink } from "./link.ts";
import { own, tellConnect, type SocketOwner } from "./owner.ts";
import { closed } from "./reset.ts";
import { failureOf, ofAnyPort, type Special } from "./statuses.ts";

/** An attempt to connect. Its Node socket serves no other. */
export class NodeAttempt implements LinkAttempt, SocketOwner {
  readonly outcome: Promise<Link>;
  readonly #outgoing: Outgoing;
  readonly #local: SocketAddress;
  #resolve: (link: Link) => void = unset;
  #reject: (failure: TransportFailure) => void = unset;
  #failure: TransportFailure | undefined;
  #over = false;

  constructor(outgoing: Outgoing, local: SocketAddress) {
    const { socket } = outgoing.lending;
    this.#outgoing = outgoing;
    this.#local = local;
    this.outcome = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    own(socket, this);
    tellConnect(socket);
  }

  onError(error: Error): void {
    this.#failure ??= connectFailure(error, this.#local);
  }

  onClose(): void {
    this.#over = true;
    this.#reject(this.#failure ?? failureOf(new Error("the handle is gone")));
  }

  /** The socket is the link's from now on. */
  onConnect(): void {
    if (this.#failure !== undefined) return;
    this.#over = true;
    const { lending, remote } = this.#outgoing;
    this.#resolve(new NodeLink(lending, remote));
  }

  abandon(): Promise<void> {
    const { socket } = this.#outgoing.lending;
    if (this.#over) return Promise.resolve();
    this.#failure ??= failureOf(new Error("the attempt was abandoned"));
    // The system may have connected already, and tells so in the next turn. Only a reset lets the same two addresses
    // be connected again at once.
    if (!socket.destroyed) socket.resetAndDestroy();
    setImmediate(() => setImmediate(() => socket.destroy()));
    return closed(socket);
  }
}

function unset(): never {
  throw new TypeError("the executor of a promise runs at once");
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

import net, { type Server, type Socket } from "node:net";
import type {
  AcceptOptions,
  ConnectionOrientedSocket,
  SocketAddress,
  Status,
} from "@captable/wsk";
import type { Bound } from "./bound.ts";
import { reset } from "./connection/reset.ts";
import { Pending, PendingQueue } from "./queue.ts";
import { cancelled, failure, statusOf, type Failing } from "./statuses.ts";

/** So many connections wait to be accepted; more are reset. As many as Node lets the system hold back. */
const ENOUGH = 511;

/** What a single connection may fail of while others can still be accepted. */
const passing: ReadonlySet<Status> = new Set<Status>([
  "STATUS_CONNECTION_ABORTED",
  "STATUS_CONNECTION_RESET",
  "STATUS_INSUFFICIENT_RESOURCES",
  "STATUS_TOO_MANY_OPENED_FILES",
]);

/** The host of a socket that listens. */
export interface ListeningSide extends Failing {
  report(transition: "died"): boolean;
}

/** Makes the socket that an application accepts. */
export type MakeAccepted = (
  socket: Socket,
  options: AcceptOptions,
) => ConnectionOrientedSocket;

/** Listens on a local address. Connections come in unasked, and wait to be accepted. */
export class Listener {
  readonly #side: ListeningSide;
  readonly #make: MakeAccepted;
  readonly #server: Server;
  readonly #accepts: PendingQueue<AcceptOptions, ConnectionOrientedSocket>;
  readonly #opening: Pending<string, void>;
  readonly #arrived: Socket[] = [];
  #address: SocketAddress;
  #open = false;

  constructor(
    side: ListeningSide,
    functionName: string,
    bound: Bound,
    make: MakeAccepted,
  ) {
    this.#side = side;
    this.#make = make;
    this.#address = bound.address;
    this.#opening = new Pending(functionName);
    this.#accepts = new PendingQueue((_request, reason) =>
      cancelled(side, "accept", reason),
    );
    this.#server = net
      .createServer({ allowHalfOpen: true, pauseOnConnect: true })
      .on("listening", () => this.#onListening())
      .on("connection", (socket: Socket) => this.#onConnection(socket))
      .on("error", (error) => this.#onError(error));
    bound.listen(this.#server);
  }

  get address(): SocketAddress {
    return this.#address;
  }

  /** Resolves when connections can come in. */
  get opened(): Promise<void> {
    return this.#opening.promise;
  }

  accept(options: AcceptOptions): Promise<ConnectionOrientedSocket> {
    // Connections wait only while no call does.
    const socket = this.#arrived.shift();
    return socket === undefined
      ? this.#accepts.add(options, options.signal)
      : Promise.resolve(this.#make(socket, options));
  }

  /** Stops listening at once, resets what nobody has accepted and cancels all calls. Accepted sockets live on. */
  close(): void {
    this.#opening.reject(cancelled(this.#side, this.#opening.request));
    this.#accepts.rejectAll(() => cancelled(this.#side, "accept"));
    this.#stop();
  }

  #stop(): void {
    this.#open = false;
    for (const socket of this.#arrived.splice(0)) reset(socket);
    // Without a handle there is nothing to close, and Node says so in an event.
    this.#server.close(() => {});
  }

  #onListening(): void {
    const address = this.#server.address();
    if (typeof address === "object" && address !== null) {
      this.#address = { ...this.#address, port: address.port };
    }
    this.#open = true;
    this.#opening.resolve();
  }

  #onConnection(socket: Socket): void {
    const pending = this.#accepts.first;
    if (pending !== undefined) {
      pending.resolve(this.#make(socket, pending.request));
    } else if (this.#arrived.length >= ENOUGH) {
      reset(socket);
    } else {
      this.#keep(socket);
    }
  }

  /** Nothing is read before a connection is accepted; should it fail all the same, it goes. */
  #keep(socket: Socket): void {
    this.#arrived.push(socket);
    socket
      .on("error", () => {})
      .on("close", () => {
        const index = this.#arrived.indexOf(socket);
        if (index >= 0) this.#arrived.splice(index, 1);
      });
  }

  #onError(error: Error): void {
    if (!this.#open) {
      const { request } = this.#opening;
      this.#opening.reject(failure(this.#side, request, error));
      return;
    }
    if (passing.has(statusOf(error))) {
      this.#accepts.first?.reject(failure(this.#side, "accept", error));
      return;
    }
    this.#side.report("died");
    this.#accepts.rejectAll(() =>
      this.#side.fail("accept", "STATUS_FILE_FORCED_CLOSED", { cause: error }),
    );
    this.#stop();
  }
}

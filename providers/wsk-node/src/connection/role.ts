import type { Socket } from "node:net";
import type { SocketAddress } from "@captable/wsk";
import { checkRemote } from "../addresses.ts";
import type { LocalEndpoint } from "../local.ts";
import { Pending } from "../queue.ts";
import { cancelled, failure } from "../statuses.ts";
import { Attempt, attemptFailure } from "./attempt.ts";
import { Connection } from "./connection.ts";
import type { ConnectionSide } from "./side.ts";

/** Options of a connection, as they are set before there is one. */
export interface ConnectionSettings {
  keepAlive: boolean;
  noDelay: boolean;
}

/** A socket as one end of a connection, from the attempt to connect onwards. */
export class ConnectionRole {
  readonly settings: ConnectionSettings;
  readonly #side: ConnectionSide;
  readonly #local: LocalEndpoint;
  #connecting: Connecting | undefined;
  #connection: Connection | undefined;

  constructor(
    side: ConnectionSide,
    local: LocalEndpoint,
    settings: ConnectionSettings = { keepAlive: false, noDelay: false },
  ) {
    this.#side = side;
    this.#local = local;
    this.settings = settings;
  }

  /** The connection; the states in which there is none do not ask for it. */
  get connection(): Connection {
    if (this.#connection === undefined) throw new TypeError("not connected");
    return this.#connection;
  }

  getLocalAddress(): Promise<SocketAddress> {
    const address = this.#connection?.localAddress ?? this.#local.address;
    if (address === undefined) throw new TypeError("not bound");
    return Promise.resolve(address);
  }

  /** Nothing is ever retained: no event hands data out. */
  release(): never {
    throw this.#side.fail("release", "STATUS_INVALID_PARAMETER", {
      message: "the list is not retained",
    });
  }

  set keepAlive(value: boolean) {
    this.settings.keepAlive = value;
    if (this.#connection !== undefined) this.#connection.keepAlive = value;
  }

  set noDelay(value: boolean) {
    this.settings.noDelay = value;
    if (this.#connection !== undefined) this.#connection.noDelay = value;
  }

  connect(
    functionName: string,
    remote: SocketAddress,
    data: Uint8Array | undefined,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    checkRemote(this.#side, functionName, remote, this.#local.family);
    const attempt = this.#begin(functionName, remote, data, signal);
    const pending = new Pending<string, void>(functionName);
    this.#connecting = { attempt, pending };
    attempt.outcome.then(
      (socket) => {
        this.#connecting = undefined;
        if (this.#side.state === "closed") return;
        this.adopt(socket);
        pending.resolve();
      },
      (error: unknown) => {
        this.#connecting = undefined;
        if (this.#side.state === "closed") return;
        this.#local.restore();
        pending.reject(
          attemptFailure(this.#side, functionName, error, this.#local.address),
        );
      },
    );
    return pending.promise;
  }

  /** Becomes the owner of a connected socket. */
  adopt(socket: Socket): void {
    const connection = new Connection(this.#side, socket);
    if (this.settings.keepAlive) connection.keepAlive = true;
    if (this.settings.noDelay) connection.noDelay = true;
    this.#connection = connection;
  }

  close(): Promise<void> {
    if (this.#connecting === undefined) {
      return this.#connection?.close() ?? Promise.resolve();
    }
    const { attempt, pending } = this.#connecting;
    pending.reject(cancelled(this.#side, pending.request));
    return attempt.giveUp();
  }

  #begin(
    functionName: string,
    remote: SocketAddress,
    data: Uint8Array | undefined,
    signal: AbortSignal | undefined,
  ): Attempt {
    try {
      return new Attempt(this.#local.take(), remote, data, signal);
    } catch (error) {
      throw failure(this.#side, functionName, error);
    }
  }
}

interface Connecting {
  readonly attempt: Attempt;
  readonly pending: Pending<string, void>;
}

import type {
  AddressFamily,
  ConnectionOrientedHandlers,
  DataIndication,
  InspectId,
  SocketAddress,
} from "@captable/wsk";
import { checkRemote } from "../addresses.ts";
import { BasicRequests } from "../basic-requests.ts";
import type { Environment, Origin } from "../environment.ts";
import {
  connectionEvents,
  EventSwitch,
  type EventName,
} from "../events/event-switch.ts";
import { cancelled, fail, failure } from "../failing.ts";
import { LocalEndpoint } from "../local.ts";
import { Pending } from "../queue.ts";
import { TransportFailure } from "../transport/failure.ts";
import type { Link } from "../transport/link.ts";
import { Attempt, attemptFailure, type Established } from "./attempt.ts";
import { Connection, type Mortal } from "./connection.ts";
import { Handlers, type Switched } from "./handlers.ts";
import type { ConnectionSide } from "./side.ts";

/** Options of a connection, as they are set before there is one. */
export interface ConnectionSettings {
  keepAlive: boolean;
  noDelay: boolean;
  /** In bytes; undefined leaves it to the transport. */
  receiveBuffer: number | undefined;
}

/** What a connection takes over from the listening socket that accepted it. */
export interface Heritage {
  /** What the events of the listening socket pass on. Their handlers are then still to come. */
  readonly events?: readonly EventName[];
  /** The request that it arose from. */
  readonly inspectId?: InspectId | undefined;
}

/** A socket as one end of a connection, from the attempt to connect onwards. */
export class ConnectionRole implements Mortal, Switched {
  readonly #side: ConnectionSide;
  readonly #environment: Environment;
  readonly #family: AddressFamily;
  readonly #handlers: Handlers;
  /** One that was accepted, or connected at once, hardly ever needs these. */
  #settings: ConnectionSettings | undefined;
  #local: LocalEndpoint | undefined;
  #requests: BasicRequests | undefined;
  #events: EventSwitch | undefined;
  #connecting: Connecting | undefined;
  #connection: Connection | undefined;
  #inspectId: InspectId | undefined;

  constructor(
    side: ConnectionSide,
    environment: Environment,
    { family, context }: Origin,
    settings?: ConnectionSettings,
  ) {
    this.#side = side;
    this.#environment = environment;
    this.#family = family;
    this.#settings = settings;
    this.#handlers = new Handlers(side, this, context);
  }

  get settings(): ConnectionSettings {
    return (this.#settings ??= {
      keepAlive: false,
      noDelay: false,
      receiveBuffer: undefined,
    });
  }

  get local(): LocalEndpoint {
    return (this.#local ??= new LocalEndpoint(
      this.#environment.transport,
      this.#family,
    ));
  }

  get requests(): BasicRequests {
    return (this.#requests ??= new BasicRequests(
      this.#side,
      this.#environment,
      this.#family,
    ));
  }

  get events(): EventSwitch {
    return (this.#events ??= new EventSwitch(this.#side, {
      own: connectionEvents,
      fixed: this.#environment.statics.names,
      enabled: () => this.#connection?.tellLater(),
    }));
  }

  /** Whether it is connected, and no call is pending. */
  get quiet(): boolean {
    const requested = this.#requests !== undefined;
    return !requested && this.#connection?.quiet === true;
  }

  /** The connection; the states in which there is none do not ask for it. */
  get connection(): Connection {
    if (this.#connection === undefined) throw new TypeError("not connected");
    return this.#connection;
  }

  /** The request that the connection arose from, if that was inspected. */
  get inspectId(): InspectId | undefined {
    return this.#inspectId;
  }

  getLocalAddress(): Promise<SocketAddress> {
    const address = this.#connection?.localAddress ?? this.#local?.address;
    if (address === undefined) throw new TypeError("not bound");
    return Promise.resolve(address);
  }

  /** Takes back what the application has retained. */
  release(list: readonly DataIndication[]): void {
    if (this.#connection?.release(list) === true) return;
    throw fail(
      this.#side,
      "release",
      "STATUS_INVALID_PARAMETER",
      "the list is not retained",
    );
  }

  set keepAlive(value: boolean) {
    // What is refused beneath leaves the old value.
    if (this.#connection !== undefined) this.#connection.keepAlive = value;
    this.settings.keepAlive = value;
  }

  set noDelay(value: boolean) {
    if (this.#connection !== undefined) this.#connection.noDelay = value;
    this.settings.noDelay = value;
  }

  /** In bytes; unknown if it has not been set and nothing is connected. Setting it throws a `TransportFailure`. */
  get receiveBuffer(): number | undefined {
    return this.#connection?.receiveBuffer ?? this.settings.receiveBuffer;
  }

  set receiveBuffer(size: number) {
    if (this.#connection !== undefined) this.#connection.receiveBuffer = size;
    this.settings.receiveBuffer = size;
  }

  connect(
    functionName: string,
    remote: SocketAddress,
    data: Uint8Array | undefined,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    checkRemote(this.#side, functionName, remote, this.#family);
    const attempt = this.#begin(functionName, remote, data, signal);
    const pending = new Pending<string, void>(functionName);
    this.#connecting = { attempt, pending };
    attempt.outcome.then(
      (established) => {
        this.#connecting = undefined;
        if (this.#side.state === "closed") return;
        this.#enter(established);
        pending.resolve();
      },
      (error: unknown) => {
        this.#connecting = undefined;
        if (this.#side.state === "closed") return;
        this.local.restore();
        pending.reject(attemptFailure(this.#side, functionName, error));
      },
    );
    return pending.promise;
  }

  /** Becomes the owner of a link that a listening socket has accepted. */
  adopt(link: Link, { events, inspectId }: Heritage = {}): void {
    this.#inspectId = inspectId;
    if (events !== undefined) {
      this.events.inherit(events);
      this.events.awaitsHandlers = true;
    }
    this.#enter({ link, first: undefined });
  }

  /** The handlers that were still to come have come. */
  attach(
    handlers: ConnectionOrientedHandlers | undefined,
    context: unknown,
  ): void {
    this.#side.attach(handlers ?? {});
    this.#handlers.context = context;
    this.events.awaitsHandlers = false;
    this.#connection?.tellLater();
  }

  /** The connection has died. */
  die(error: TransportFailure): void {
    this.#requests?.die(error);
  }

  close(): Promise<void> {
    this.#local?.release();
    this.#requests?.cancel();
    if (this.#connecting === undefined) {
      return this.#connection?.close() ?? Promise.resolve();
    }
    const { attempt, pending } = this.#connecting;
    pending.reject(cancelled(this.#side, pending.request));
    return attempt.abandon();
  }

  #begin(
    functionName: string,
    remote: SocketAddress,
    data: Uint8Array | undefined,
    signal: AbortSignal | undefined,
  ): Attempt {
    try {
      return new Attempt(this.local.take(), remote, data, signal);
    } catch (error) {
      this.local.restore();
      throw failure(this.#side, functionName, error);
    }
  }

  #enter({ link, first }: Established): void {
    const connection = new Connection(
      this.#side,
      this.#environment,
      link,
      this.#handlers,
      this,
    );
    this.#connection = connection;
    this.#configure(connection);
    if (first === undefined) link.start(connection);
    else first.handOver(connection);
    // What has come already could not be told yet.
    connection.tellLater();
  }

  #configure(connection: Connection): void {
    if (this.#settings === undefined) return;
    const { keepAlive, noDelay, receiveBuffer } = this.#settings;
    if (keepAlive) connection.keepAlive = true;
    if (noDelay) connection.noDelay = true;
    if (receiveBuffer === undefined) return;
    try {
      connection.receiveBuffer = receiveBuffer;
    } catch (error) {
      // The transport may refuse, and whoever reads the option sees what it has instead.
      if (!(error instanceof TransportFailure)) throw error;
    }
  }
}

interface Connecting {
  readonly attempt: Attempt;
  readonly pending: Pending<string, void>;
}

import type {
  ConnectExOptions,
  ConnectionOrientedDispatch,
  ConnectionOrientedHandlers,
  ConnectionOrientedHost,
  ConnectionOrientedSocket,
  ConnectOptions,
  DataIndication,
  DisconnectOptions,
  InspectId,
  ReceiveOptions,
  SendOptions,
  SocketAddress,
} from "@captable/wsk";
import { checkAddress } from "./addresses.ts";
import { closing } from "./closing.ts";
import { connectionControls } from "./connection/controls.ts";
import {
  ConnectionRole,
  type ConnectionSettings,
  type Heritage,
} from "./connection/role.ts";
import { control, type Controls } from "./control.ts";
import type { Environment, Origin } from "./environment.ts";
import type { EventName } from "./events/event-switch.ts";
import { failure } from "./failing.ts";
import { LocalEndpoint } from "./local.ts";
import type { Link } from "./transport/link.ts";

/** A connection-oriented socket. */
export class TransportConnectionOriented implements ConnectionOrientedDispatch {
  readonly #host: ConnectionOrientedHost;
  readonly #environment: Environment;
  readonly #local: LocalEndpoint;
  readonly #role: ConnectionRole;
  readonly #controls: Controls;
  readonly #release: () => void;

  constructor(
    host: ConnectionOrientedHost,
    environment: Environment,
    origin: Origin,
    settings?: ConnectionSettings,
  ) {
    const local = new LocalEndpoint(environment.transport, origin.family);
    const role = new ConnectionRole(host, environment, origin, local, settings);
    this.#host = host;
    this.#environment = environment;
    this.#local = local;
    this.#role = role;
    this.#controls = connectionControls(host, local, role);
    this.#release = environment.usage.hold();
  }

  /** Takes a link that a listening socket has accepted. */
  adopt(link: Link, heritage: Heritage): void {
    this.#role.adopt(link, heritage);
  }

  /** The handlers that were still to come have come. */
  attach(
    handlers: ConnectionOrientedHandlers | undefined,
    context: unknown,
  ): void {
    this.#role.attach(handlers, context);
  }

  controlSocket(
    request: string,
    name: string,
    value: unknown,
    options: object,
  ): Promise<unknown> {
    return control(
      this.#host,
      this.#environment.transport.fidelity,
      "controlSocket",
      this.#controls[request],
      name,
      value,
      options,
    );
  }

  closeSocket(): Promise<void> {
    this.#local.release();
    return closing(this.#environment, this.#role.close(), this.#release);
  }

  bind(localAddress: SocketAddress): Promise<void> {
    checkAddress(this.#host, "bind", localAddress, this.#local.family);
    try {
      this.#local.bind(localAddress);
    } catch (error) {
      throw failure(this.#host, "bind", error);
    }
    return Promise.resolve();
  }

  connect(
    remoteAddress: SocketAddress,
    options: ConnectOptions,
  ): Promise<void> {
    const { signal } = options;
    return this.#role.connect("connect", remoteAddress, undefined, signal);
  }

  connectEx(
    remoteAddress: SocketAddress,
    options: ConnectExOptions,
  ): Promise<void> {
    const { buffer, signal } = options;
    return this.#role.connect("connectEx", remoteAddress, buffer, signal);
  }

  getLocalAddress(): Promise<SocketAddress> {
    return this.#role.getLocalAddress();
  }

  getRemoteAddress(): Promise<SocketAddress> {
    return Promise.resolve(this.#role.connection.remoteAddress);
  }

  send(buffer: Uint8Array, options: SendOptions): Promise<number> {
    return this.#role.connection.send(buffer, options);
  }

  receive(buffer: Uint8Array, options: ReceiveOptions): Promise<number> {
    return this.#role.connection.receive(buffer, options);
  }

  disconnect(options: DisconnectOptions): Promise<void> {
    return this.#role.connection.disconnect(options);
  }

  release(dataIndication: readonly DataIndication[]): void {
    this.#role.release(dataIndication);
  }
}

/** What an accepted socket is made with. */
export interface AcceptedOrigin {
  readonly handlers?: ConnectionOrientedHandlers | undefined;
  readonly context?: unknown;
  /** Inherited; from now on the socket's own. */
  readonly settings?: ConnectionSettings;
  /** Inherited by `acceptEvent` alone: the handlers then come by {@link Accepted.attach}, and nothing is told before. */
  readonly events?: readonly EventName[];
  readonly inspectId?: InspectId | undefined;
}

/** A socket that a listening one has accepted. */
export interface Accepted {
  readonly socket: ConnectionOrientedSocket;
  /** Gives it the handlers that were still to come. */
  attach(
    handlers: ConnectionOrientedHandlers | undefined,
    context: unknown,
  ): void;
}

/** Makes a connection-oriented socket of a link. */
export function connected(
  environment: Environment,
  link: Link,
  origin: AcceptedOrigin,
): Accepted {
  const { family } = link.remoteAddress;
  const { context, settings, handlers } = origin;
  let dispatch: TransportConnectionOriented | undefined;
  const socket = environment.factory.create(
    "connectionOriented",
    "connected",
    (host) =>
      (dispatch = new TransportConnectionOriented(
        host,
        environment,
        { family, context },
        settings,
      )),
    handlers,
  );
  dispatch?.adopt(link, origin);
  return {
    socket,
    attach: (given, context) => dispatch?.attach(given, context),
  };
}

import type { Socket } from "node:net";
import type {
  AcceptOptions,
  AddressFamily,
  ConnectExOptions,
  ConnectionOrientedDispatch,
  ConnectionOrientedHandlers,
  ConnectionOrientedHost,
  ConnectionOrientedSocket,
  ConnectOptions,
  DisconnectOptions,
  ReceiveOptions,
  SendOptions,
  SocketAddress,
} from "@captable/wsk";
import { closing } from "./closing.ts";
import { checkAddress } from "./addresses.ts";
import { connectionControls } from "./connection/controls.ts";
import { ConnectionRole } from "./connection/role.ts";
import { control, type Controls } from "./control.ts";
import { localEndpoint, type Environment } from "./environment.ts";
import type { MakeAccepted } from "./listener.ts";
import type { LocalEndpoint } from "./local.ts";
import { failure } from "./statuses.ts";

/** A connection-oriented socket, over `node:net`. */
export class NodeConnectionOriented implements ConnectionOrientedDispatch {
  readonly #host: ConnectionOrientedHost;
  readonly #local: LocalEndpoint;
  readonly #role: ConnectionRole;
  readonly #controls: Controls;
  readonly #release: () => void;

  constructor(
    host: ConnectionOrientedHost,
    environment: Environment,
    family: AddressFamily,
  ) {
    this.#host = host;
    this.#local = localEndpoint(environment, family);
    this.#role = new ConnectionRole(host, this.#local);
    this.#controls = connectionControls(host, this.#local, this.#role);
    this.#release = environment.usage.hold();
  }

  /** Takes a socket that is connected already. */
  adopt(socket: Socket, keepAlive = false): this {
    this.#role.keepAlive = keepAlive;
    this.#role.adopt(socket);
    return this;
  }

  controlSocket(
    request: string,
    name: string,
    value: unknown,
    options: object,
  ): Promise<unknown> {
    const handlers = this.#controls[request];
    const host = this.#host;
    return control(host, "controlSocket", handlers, name, value, options);
  }

  closeSocket(): Promise<void> {
    this.#local.release();
    return closing(this.#role.close(), this.#release);
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

  release(): never {
    return this.#role.release();
  }
}

/** Makes a connection-oriented socket of one that Node has connected. */
export function connected(
  environment: Environment,
  socket: Socket,
  handlers: ConnectionOrientedHandlers | undefined,
  keepAlive = false,
): ConnectionOrientedSocket {
  const family = socket.remoteFamily === "IPv6" ? "IPv6" : "IPv4";
  return environment.factory.create(
    "connectionOriented",
    "connected",
    (host) =>
      new NodeConnectionOriented(host, environment, family).adopt(
        socket,
        keepAlive,
      ),
    handlers,
  );
}

/** Makes accepted sockets, which inherit the option of the listening one. */
export function accepting(
  environment: Environment,
  settings: { readonly keepAlive: boolean },
): MakeAccepted {
  return (socket: Socket, options: AcceptOptions) =>
    connected(
      environment,
      socket,
      options.acceptSocketDispatch,
      settings.keepAlive,
    );
}

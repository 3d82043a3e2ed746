import type {
  AcceptOptions,
  AddressFamily,
  ConnectExOptions,
  ConnectionOrientedSocket,
  ConnectOptions,
  DisconnectOptions,
  ReceiveOptions,
  SendOptions,
  SocketAddress,
  StreamDispatch,
  StreamHost,
} from "@captable/wsk";
import { closing } from "./closing.ts";
import { checkAddress } from "./addresses.ts";
import { accepting } from "./connection-oriented.ts";
import type { Bound } from "./bound.ts";
import { connectionControls } from "./connection/controls.ts";
import { ConnectionRole } from "./connection/role.ts";
import { control, type Controls } from "./control.ts";
import { localEndpoint, type Environment } from "./environment.ts";
import { Listener } from "./listener.ts";
import type { LocalEndpoint } from "./local.ts";
import { failure } from "./statuses.ts";

/** A stream socket: bound first, then one end of a connection or a listener. */
export class NodeStream implements StreamDispatch {
  readonly #host: StreamHost;
  readonly #environment: Environment;
  readonly #local: LocalEndpoint;
  readonly #role: ConnectionRole;
  readonly #controls: Controls;
  readonly #release: () => void;
  #listener: Listener | undefined;

  constructor(
    host: StreamHost,
    environment: Environment,
    family: AddressFamily,
  ) {
    this.#host = host;
    this.#environment = environment;
    this.#local = localEndpoint(environment, family);
    this.#role = new ConnectionRole(host, this.#local);
    this.#controls = connectionControls(host, this.#local, this.#role);
    this.#release = environment.usage.hold();
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
    this.#listener?.close();
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

  listen(): Promise<void> {
    const listener = new Listener(
      this.#host,
      "listen",
      this.#take(),
      accepting(this.#environment, this.#role.settings),
    );
    this.#listener = listener;
    return listener.opened.catch((error: unknown) => {
      this.#listener = undefined;
      if (this.#host.state !== "closed") this.#local.restore();
      throw error;
    });
  }

  accept(options: AcceptOptions): Promise<ConnectionOrientedSocket> {
    if (this.#listener === undefined) throw new TypeError("not listening");
    return this.#listener.accept(options);
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
    return this.#listener === undefined
      ? this.#role.getLocalAddress()
      : Promise.resolve(this.#listener.address);
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

  #take(): Bound {
    try {
      return this.#local.take();
    } catch (error) {
      throw failure(this.#host, "listen", error);
    }
  }
}

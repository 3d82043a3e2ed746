import type {
  BasicHost,
  ConnectExOptions,
  ConnectOptions,
  DataIndication,
  DisconnectOptions,
  ReceiveOptions,
  SendOptions,
  SocketAddress,
} from "@captable/wsk";
import { checkAddress } from "../addresses.ts";
import { closing } from "../closing.ts";
import { control, type Controls } from "../control.ts";
import type { Environment, Origin } from "../environment.ts";
import { attempt } from "../failing.ts";
import { connectionControls } from "./controls.ts";
import { ConnectionRole, type ConnectionSettings } from "./role.ts";
import type { ConnectionSide } from "./side.ts";

/** The host of a socket that connects. */
type ConnectingHost = ConnectionSide & Pick<BasicHost, "category">;

/** A socket that is bound before it connects, and then is one end of a connection. */
export abstract class ConnectingSocket {
  protected readonly environment: Environment;
  protected readonly role: ConnectionRole;
  readonly #host: ConnectingHost;
  /** Most sockets are never controlled. */
  #controls: Controls | undefined;

  constructor(
    host: ConnectingHost,
    environment: Environment,
    origin: Origin,
    settings?: ConnectionSettings,
  ) {
    const role = new ConnectionRole(host, environment, origin, settings);
    this.#host = host;
    this.environment = environment;
    this.role = role;
    environment.usage.enter();
  }

  protected makeControls(): Controls {
    return connectionControls(this.#host, this.role);
  }

  controlSocket(
    request: string,
    name: string,
    value: unknown,
    options: object,
  ): Promise<unknown> {
    this.#controls ??= this.makeControls();
    return control(
      this.#host,
      this.environment.transport.fidelity,
      "controlSocket",
      this.#controls[request],
      name,
      value,
      options,
    );
  }

  closeSocket(): Promise<void> {
    const { environment, role } = this;
    const { quiet } = role;
    const ended = role.close();
    // What has cancelled nothing need not wait until that has been told.
    if (quiet) return ended.then(() => environment.usage.leave());
    return closing(environment, ended);
  }

  bind(localAddress: SocketAddress): Promise<void> {
    const { local } = this.role;
    checkAddress(this.#host, "bind", localAddress, local.family);
    attempt(this.#host, "bind", () => local.bind(localAddress));
    return Promise.resolve();
  }

  connect(
    remoteAddress: SocketAddress,
    options: ConnectOptions,
  ): Promise<void> {
    const { signal } = options;
    return this.role.connect("connect", remoteAddress, undefined, signal);
  }

  connectEx(
    remoteAddress: SocketAddress,
    options: ConnectExOptions,
  ): Promise<void> {
    const { buffer, signal } = options;
    return this.role.connect("connectEx", remoteAddress, buffer, signal);
  }

  getLocalAddress(): Promise<SocketAddress> {
    return this.role.getLocalAddress();
  }

  getRemoteAddress(): Promise<SocketAddress> {
    return Promise.resolve(this.role.connection.remoteAddress);
  }

  send(buffer: Uint8Array, options: SendOptions): Promise<number> {
    return this.role.connection.send(buffer, options);
  }

  receive(buffer: Uint8Array, options: ReceiveOptions): Promise<number> {
    return this.role.connection.receive(buffer, options);
  }

  disconnect(options: DisconnectOptions): Promise<void> {
    return this.role.connection.disconnect(options);
  }

  release(list: readonly DataIndication[]): void {
    this.role.release(list);
  }
}

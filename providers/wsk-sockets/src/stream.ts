import type {
  AcceptOptions,
  ConnectExOptions,
  ConnectionOrientedSocket,
  ConnectOptions,
  DataIndication,
  DisconnectOptions,
  EventCallbackControl,
  ReceiveOptions,
  SendOptions,
  SocketAddress,
  StreamDispatch,
  StreamHost,
} from "@captable/wsk";
import { checkAddress } from "./addresses.ts";
import { closing } from "./closing.ts";
import { connectionControls } from "./connection/controls.ts";
import { ConnectionRole } from "./connection/role.ts";
import { control, type Controls } from "./control.ts";
import type { Environment, Origin } from "./environment.ts";
import { failure } from "./failing.ts";
import { Listener } from "./listening/listener.ts";
import { LocalEndpoint } from "./local.ts";

/** A stream socket: bound first, then one end of a connection or a listener. */
export class TransportStream implements StreamDispatch {
  readonly #host: StreamHost;
  readonly #environment: Environment;
  readonly #context: unknown;
  readonly #local: LocalEndpoint;
  readonly #role: ConnectionRole;
  readonly #controls: Controls;
  readonly #release: () => void;
  #listener: Listener | undefined;

  constructor(host: StreamHost, environment: Environment, origin: Origin) {
    this.#host = host;
    this.#environment = environment;
    this.#context = origin.context;
    this.#local = new LocalEndpoint(environment.transport, origin.family);
    this.#role = new ConnectionRole(host, environment, origin, this.#local);
    const controls = connectionControls(host, this.#local, this.#role);
    this.#controls = {
      ...controls,
      setOption: {
        ...controls["setOption"],
        SO_WSK_EVENT_CALLBACK: (value: EventCallbackControl) =>
          (this.#listener ?? this.#role).events.control(value),
      },
    };
    this.#release = environment.usage.hold();
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
    this.#listener?.close();
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

  listen(): Promise<void> {
    const listener = this.#listen();
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

  release(list: readonly DataIndication[]): void {
    this.#role.release(list);
  }

  #listen(): Listener {
    const host = this.#host;
    try {
      return new Listener(host, this.#environment, this.#local.take(), {
        functionName: "listen",
        context: this.#context,
        settings: this.#role.settings,
        conditional: false,
        requests: this.#role.requests,
      });
    } catch (error) {
      throw failure(host, "listen", error);
    }
  }
}

import type {
  AcceptOptions,
  AddressFamily,
  ConnectionOrientedSocket,
  ListeningDispatch,
  ListeningGetOption,
  ListeningHost,
  ListeningIoctl,
  ListeningSetOption,
  SocketAddress,
} from "@captable/wsk";
import { closing } from "./closing.ts";
import { checkAddress } from "./addresses.ts";
import { accepting } from "./connection-oriented.ts";
import {
  basicRequests,
  checkIPv6,
  control,
  type Controls,
  type Getters,
  type Runners,
  type Setters,
} from "./control.ts";
import { localEndpoint, type Environment } from "./environment.ts";
import { Listener } from "./listener.ts";
import type { LocalEndpoint } from "./local.ts";
import { failure } from "./statuses.ts";

/** A listening socket, over a server of `node:net`. */
export class NodeListening implements ListeningDispatch {
  readonly #host: ListeningHost;
  readonly #environment: Environment;
  readonly #local: LocalEndpoint;
  readonly #settings = { keepAlive: false };
  readonly #controls: Controls;
  readonly #release: () => void;
  #listener: Listener | undefined;

  constructor(
    host: ListeningHost,
    environment: Environment,
    family: AddressFamily,
  ) {
    this.#host = host;
    this.#environment = environment;
    this.#local = localEndpoint(environment, family);
    this.#controls = listeningControls(host, this.#local, this.#settings);
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
    this.#listener?.close();
    return closing(Promise.resolve(), this.#release);
  }

  bind(localAddress: SocketAddress): Promise<void> {
    checkAddress(this.#host, "bind", localAddress, this.#local.family);
    try {
      this.#local.bind(localAddress);
    } catch (error) {
      throw failure(this.#host, "bind", error);
    }
    this.#listener = new Listener(
      this.#host,
      "bind",
      this.#local.take(),
      accepting(this.#environment, this.#settings),
    );
    return this.#listener.opened;
  }

  accept(options: AcceptOptions): Promise<ConnectionOrientedSocket> {
    return this.#opened.accept(options);
  }

  inspectComplete(): never {
    throw this.#host.fail("inspectComplete", "STATUS_INVALID_DEVICE_STATE", {
      message: "the socket does not accept conditionally",
    });
  }

  getLocalAddress(): Promise<SocketAddress> {
    return Promise.resolve(this.#opened.address);
  }

  /** The listener; the states in which there is none do not ask for it. */
  get #opened(): Listener {
    if (this.#listener === undefined) throw new TypeError("not bound");
    return this.#listener;
  }
}

function listeningControls(
  host: ListeningHost,
  local: LocalEndpoint,
  settings: { keepAlive: boolean },
): Controls {
  const setOption: Setters<ListeningSetOption> = {
    IPV6_V6ONLY: (value) => {
      checkIPv6(host, local.family);
      local.ipv6Only = value;
    },
    SO_KEEPALIVE: (value) => {
      settings.keepAlive = value;
    },
  };
  const getOption: Getters<ListeningGetOption> = {
    SO_KEEPALIVE: () => settings.keepAlive,
  };
  const ioctl: Runners<ListeningIoctl> = basicRequests(local.family);
  return { setOption, getOption, ioctl };
}

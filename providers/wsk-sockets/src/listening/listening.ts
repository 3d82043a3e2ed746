import type {
  AcceptOptions,
  ConnectionOrientedSocket,
  InspectAction,
  InspectId,
  ListeningDispatch,
  ListeningHost,
  SocketAddress,
} from "@captable/wsk";
import { checkAddress } from "../addresses.ts";
import { BasicRequests } from "../basic-requests.ts";
import { closing } from "../closing.ts";
import type { ConnectionSettings } from "../connection/role.ts";
import { control, type Controls } from "../control.ts";
import type { Environment, Origin } from "../environment.ts";
import { failure } from "../failing.ts";
import { LocalEndpoint } from "../local.ts";
import { listeningControls, type ListeningSubject } from "./controls.ts";
import { Listener } from "./listener.ts";

/** A listening socket: from bind on, it listens. */
export class TransportListening implements ListeningDispatch, ListeningSubject {
  readonly local: LocalEndpoint;
  readonly requests: BasicRequests;
  readonly settings: ConnectionSettings = {
    keepAlive: false,
    noDelay: false,
    receiveBuffer: undefined,
  };
  conditional = false;
  readonly #host: ListeningHost;
  readonly #environment: Environment;
  readonly #context: unknown;
  readonly #controls: Controls;
  #listener: Listener | undefined;

  constructor(
    host: ListeningHost,
    environment: Environment,
    { family, context }: Origin,
  ) {
    this.local = new LocalEndpoint(environment.transport, family);
    this.requests = new BasicRequests(host, environment, family);
    this.#host = host;
    this.#environment = environment;
    this.#context = context;
    this.#controls = listeningControls(host, this);
    environment.usage.enter();
  }

  get listener(): Listener {
    if (this.#listener === undefined) throw new TypeError("not bound");
    return this.#listener;
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
    this.requests.cancel();
    this.#listener?.close();
    return closing(this.#environment, Promise.resolve());
  }

  bind(localAddress: SocketAddress): Promise<void> {
    const host = this.#host;
    checkAddress(host, "bind", localAddress, this.local.family);
    try {
      this.local.bind(localAddress);
      this.#listener = new Listener(
        host,
        this.#environment,
        this.local.take(),
        {
          functionName: "bind",
          context: this.#context,
          settings: this.settings,
          conditional: this.conditional,
          requests: this.requests,
        },
      );
    } catch (error) {
      throw failure(host, "bind", error);
    }
    return this.#listener.opened;
  }

  accept(options: AcceptOptions): Promise<ConnectionOrientedSocket> {
    return this.listener.accept(options);
  }

  inspectComplete(inspectId: InspectId, action: InspectAction): Promise<void> {
    this.listener.inspectComplete(inspectId, action);
    return Promise.resolve();
  }

  getLocalAddress(): Promise<SocketAddress> {
    return Promise.resolve(this.listener.address);
  }
}

import type {
  AddressFamily,
  AddressInfo,
  AnySocket,
  CategoryName,
  ConnectionOrientedSocket,
  EventCallbackControl,
  GetAddressInfoOptions,
  GetNameInfoOptions,
  NameInfo,
  SocketAddress,
  SocketConnectOptions,
  SocketOptions,
  Transport,
  WskClientDispatch,
  WskClientHost,
} from "@captable/wsk";
import { checkAddress, checkRemote } from "./addresses.ts";
import { Attempt, attemptFailure } from "./connection/attempt.ts";
import { connected } from "./connection-oriented.ts";
import { control, type Controls } from "./control.ts";
import type { Environment } from "./environment.ts";
import { cancelled, fail, failure } from "./failing.ts";
import { nameAddress } from "./name-info.ts";
import { resolveNames } from "./names.ts";
import { checkOwner, type Owner } from "./owner.ts";
import { Pending, PendingQueue } from "./queue.ts";
import { makeSocket } from "./sockets.ts";
import type { StreamBinding } from "./transport/port.ts";
import { defaultType, hasTransport, suits, transports } from "./transports.ts";

/** How a socket is bound that is connected at once: no option can have been set. */
const outgoing: Readonly<Record<AddressFamily, StreamBinding>> = {
  IPv4: { ipv6Only: false, sharing: "default", outgoing: true },
  IPv6: { ipv6Only: true, sharing: "default", outgoing: true },
};

/** The client object of a registration. */
export class TransportClient implements WskClientDispatch {
  readonly #host: WskClientHost;
  readonly #environment: Environment;
  readonly #controls: Controls;

  constructor(host: WskClientHost, environment: Environment) {
    this.#host = host;
    this.#environment = environment;
    this.#controls = clientControls(host, environment);
  }

  socket(category: CategoryName, options: SocketOptions): Promise<AnySocket> {
    const { socketType = defaultType(category), protocol } = options;
    if (!suits(category, socketType, protocol)) {
      throw fail(
        this.#host,
        "socket",
        "STATUS_NOT_SUPPORTED",
        `no ${category} socket for ${socketType} and ${protocol ?? "its protocol"}`,
      );
    }
    this.#checkOwner("socket", options);
    return Promise.resolve(makeSocket(this.#environment, category, options));
  }

  socketConnect(
    localAddress: SocketAddress,
    remoteAddress: SocketAddress,
    options: SocketConnectOptions,
  ): Promise<ConnectionOrientedSocket> {
    const host = this.#host;
    const environment = this.#environment;
    const call = "socketConnect";
    this.#checkConnectable(options);
    const { family } = localAddress;
    checkAddress(host, call, localAddress, family);
    checkRemote(host, call, remoteAddress, family);
    const attempt = this.#attempt(localAddress, remoteAddress, options.signal);
    const { dispatch: handlers, socketContext: context } = options;
    const { usage } = environment;
    usage.enter();
    return attempt.outcome.then(
      ({ link }) => {
        const origin = { handlers, context };
        const { socket } = connected(environment, link, origin);
        usage.leave();
        return socket;
      },
      (error: unknown) => {
        usage.leave();
        throw attemptFailure(host, call, error);
      },
    );
  }

  controlClient(
    request: string,
    name: string,
    value: unknown,
    options: object,
  ): Promise<unknown> {
    return control(
      this.#host,
      this.#environment.transport.fidelity,
      "controlClient",
      this.#controls[request],
      name,
      value,
      options,
    );
  }

  getAddressInfo(
    options: GetAddressInfoOptions,
  ): Promise<readonly AddressInfo[]> {
    this.#checkOwner("getAddressInfo", options);
    const { transport } = this.#environment;
    const query = resolveNames(this.#host, transport, options);
    return this.#cancellable("getAddressInfo", query, options.signal);
  }

  /** Nothing is held for a list. */
  freeAddressInfo(): void {}

  getNameInfo(
    sockAddr: SocketAddress,
    options: GetNameInfoOptions,
  ): Promise<NameInfo> {
    this.#checkOwner("getNameInfo", options);
    const { transport } = this.#environment;
    const query = nameAddress(this.#host, transport, sockAddr, options);
    return this.#cancellable("getNameInfo", query, options.signal);
  }

  /** An attempt to connect from an address that nothing else is done with. */
  #attempt(
    local: SocketAddress,
    remote: SocketAddress,
    signal: AbortSignal | undefined,
  ): Attempt {
    try {
      const { transport } = this.#environment;
      const port = transport.bindStream(local, outgoing[local.family]);
      return new Attempt(port, remote, undefined, signal);
    } catch (error) {
      throw failure(this.#host, "socketConnect", error);
    }
  }

  #checkOwner(functionName: string, owner: Owner): void {
    const { fidelity } = this.#environment.transport;
    checkOwner(this.#host, fidelity, functionName, owner);
  }

  #checkConnectable(options: SocketConnectOptions): void {
    const { socketType = "stream", protocol = "tcp" } = options;
    if (socketType !== "stream" || !hasTransport(socketType, protocol)) {
      throw fail(
        this.#host,
        "socketConnect",
        "STATUS_NOT_SUPPORTED",
        `no connection for ${socketType} and ${protocol}`,
      );
    }
    this.#checkOwner("socketConnect", options);
  }

  /** The transport goes on with a query that is cancelled; its answer is ignored. */
  #cancellable<Result>(
    functionName: string,
    query: Promise<Result>,
    signal: AbortSignal | undefined,
  ): Promise<Result> {
    const { usage } = this.#environment;
    if (signal === undefined) return usage.during(query);
    const pending = new Pending<string, Result>(functionName);
    const queue = new PendingQueue<string, Result>((name, reason) =>
      cancelled(this.#host, name, reason),
    );
    queue.enter(pending, signal);
    query.then(
      (result) => pending.resolve(result),
      (error: Error) => pending.reject(error),
    );
    return usage.during(pending.promise);
  }
}

/** The transports stay what they are: a call that waits for a change waits until it is cancelled. */
function clientControls(
  host: WskClientHost,
  environment: Environment,
): Controls {
  return {
    controlClient: {
      WSK_SET_STATIC_EVENT_CALLBACKS: (value: EventCallbackControl) =>
        environment.statics.control(host, value),
      WSK_TRANSPORT_LIST_CHANGE: (
        _input: undefined,
        signal: AbortSignal | undefined,
      ) => environment.changes.wait(host, signal),
      WSK_TRANSPORT_LIST_QUERY: (): readonly Transport[] => transports,
    },
  };
}

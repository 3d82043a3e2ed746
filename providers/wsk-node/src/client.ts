import type {
  AddressInfo,
  AnySocket,
  CategoryName,
  ConnectionOrientedSocket,
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
import { control } from "./control.ts";
import { localEndpoint, type Environment } from "./environment.ts";
import { nameAddress, resolveNames } from "./names.ts";
import { checkOwner } from "./owner.ts";
import { Pending, PendingQueue } from "./queue.ts";
import { makeSocket } from "./sockets.ts";
import { cancelled, failure } from "./statuses.ts";
import { defaultType, hasTransport, suits, transports } from "./transports.ts";

/** The client object of a registration. */
export class NodeClient implements WskClientDispatch {
  readonly #host: WskClientHost;
  readonly #environment: Environment;

  constructor(host: WskClientHost, environment: Environment) {
    this.#host = host;
    this.#environment = environment;
  }

  socket(category: CategoryName, options: SocketOptions): Promise<AnySocket> {
    const host = this.#host;
    const { socketType = defaultType(category), protocol } = options;
    if (!suits(category, socketType, protocol)) {
      throw host.fail("socket", "STATUS_NOT_SUPPORTED", {
        message: `no ${category} socket for ${socketType} and ${protocol ?? "its protocol"}`,
      });
    }
    checkOwner(host, "socket", options);
    return Promise.resolve(makeSocket(this.#environment, category, options));
  }

  socketConnect(
    localAddress: SocketAddress,
    remoteAddress: SocketAddress,
    options: SocketConnectOptions,
  ): Promise<ConnectionOrientedSocket> {
    const host = this.#host;
    const call = "socketConnect";
    const { socketType = "stream", protocol = "tcp" } = options;
    if (socketType !== "stream" || !hasTransport(socketType, protocol)) {
      throw host.fail(call, "STATUS_NOT_SUPPORTED", {
        message: `no connection for ${socketType} and ${protocol}`,
      });
    }
    checkOwner(host, call, options);
    const { family } = localAddress;
    checkAddress(host, call, localAddress, family);
    checkRemote(host, call, remoteAddress, family);
    const local = localEndpoint(this.#environment, family);
    let attempt: Attempt;
    try {
      local.bind(localAddress);
      const { signal } = options;
      attempt = new Attempt(local.take(), remoteAddress, undefined, signal);
    } catch (error) {
      throw failure(host, call, error);
    }
    const result = attempt.outcome.then(
      (socket) => connected(this.#environment, socket, options.dispatch),
      (error: unknown) => {
        throw attemptFailure(host, call, error, local.address);
      },
    );
    return this.#environment.usage.during(result);
  }

  controlClient(
    _request: string,
    name: string,
    value: unknown,
    options: object,
  ): Promise<unknown> {
    const host = this.#host;
    const environment = this.#environment;
    const handlers = {
      WSK_TRANSPORT_LIST_QUERY: (): readonly Transport[] => transports,
      WSK_TRANSPORT_LIST_CHANGE: (
        _input: undefined,
        signal: AbortSignal | undefined,
      ): Promise<void> => environment.changes.add(host, signal),
    };
    return control(host, "controlClient", handlers, name, value, options);
  }

  getAddressInfo(
    options: GetAddressInfoOptions,
  ): Promise<readonly AddressInfo[]> {
    checkOwner(this.#host, "getAddressInfo", options);
    const query = resolveNames(this.#host, options);
    return this.#cancellable("getAddressInfo", query, options.signal);
  }

  /** Nothing is held for a list. */
  freeAddressInfo(): void {}

  getNameInfo(
    sockAddr: SocketAddress,
    options: GetNameInfoOptions,
  ): Promise<NameInfo> {
    checkOwner(this.#host, "getNameInfo", options);
    const query = nameAddress(this.#host, sockAddr, options);
    return this.#cancellable("getNameInfo", query, options.signal);
  }

  /** Node goes on with a query that is cancelled; its answer is ignored. */
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

import type { RemoteInfo, Socket } from "node:dgram";
import type {
  AddressFamily,
  DatagramDispatch,
  DatagramHost,
  ReceivedDatagram,
  ReceiveFromOptions,
  SendMessagesOptions,
  SendToOptions,
  SocketAddress,
  WskBufList,
} from "@captable/wsk";
import { closing } from "../closing.ts";
import { checkAddress, fromNode, hostOf } from "../addresses.ts";
import { control, type Controls } from "../control.ts";
import type { Environment } from "../environment.ts";
import { Pending } from "../queue.ts";
import { cancelled, failure, ofDatagrams, statusOf } from "../statuses.ts";
import { datagramControls } from "./controls.ts";
import { Destinations } from "./destinations.ts";
import { Inbox } from "./inbox.ts";
import { Outbox } from "./outbox.ts";
import { DatagramSettings } from "./settings.ts";

/** A datagram socket, over `node:dgram`. */
export class NodeDatagram implements DatagramDispatch {
  readonly #host: DatagramHost;
  readonly #settings: DatagramSettings;
  readonly #destinations = new Destinations();
  readonly #inbox: Inbox;
  readonly #controls: Controls;
  readonly #release: () => void;
  #binding: Pending<Socket, void> | undefined;
  #outbox: Outbox | undefined;
  #socket: Socket | undefined;

  constructor(
    host: DatagramHost,
    environment: Environment,
    family: AddressFamily,
  ) {
    this.#host = host;
    this.#settings = new DatagramSettings(family);
    this.#inbox = new Inbox(host);
    this.#controls = datagramControls(host, this.#settings, this.#destinations);
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
    this.#binding?.reject(cancelled(this.#host, "bind"));
    this.#outbox?.end((name) => cancelled(this.#host, name));
    this.#inbox.end(() => cancelled(this.#host, "receiveFrom"));
    return closing(this.#shut(), this.#release);
  }

  bind(localAddress: SocketAddress): Promise<void> {
    checkAddress(this.#host, "bind", localAddress, this.#settings.family);
    const socket = this.#settings.create();
    const pending = new Pending<Socket, void>(socket);
    this.#binding = pending;
    this.#socket = socket;
    socket
      .once("listening", () => this.#onBound(pending))
      .on("error", (error) => this.#onError(error))
      .on("message", (data, from) => this.#onMessage(data, from));
    socket.bind({
      address: hostOf(localAddress),
      port: localAddress.port,
      exclusive: true,
    });
    return pending.promise;
  }

  getLocalAddress(): Promise<SocketAddress> {
    if (this.#socket === undefined) throw new TypeError("not bound");
    const { address, port } = this.#socket.address();
    return Promise.resolve(fromNode(address, port));
  }

  sendTo(buffer: Uint8Array, options: SendToOptions): Promise<number> {
    return this.#open.send("sendTo", [buffer], options);
  }

  sendMessages(
    bufferList: WskBufList,
    options: SendMessagesOptions,
  ): Promise<number> {
    return this.#open.send("sendMessages", bufferList, options);
  }

  receiveFrom(
    buffer: Uint8Array,
    options: ReceiveFromOptions,
  ): Promise<ReceivedDatagram> {
    return this.#inbox.receive(buffer, options);
  }

  /** Nothing is ever retained: no event hands datagrams out. */
  release(): never {
    throw this.#host.fail("release", "STATUS_INVALID_PARAMETER", {
      message: "the list is not retained",
    });
  }

  /** What sends; the states in which nothing does do not ask for it. */
  get #open(): Outbox {
    if (this.#outbox === undefined) throw new TypeError("not bound");
    return this.#outbox;
  }

  #onBound(pending: Pending<Socket, void>): void {
    const socket = pending.request;
    try {
      this.#settings.apply(socket);
    } catch (error) {
      this.#onError(error);
      return;
    }
    this.#binding = undefined;
    const { family } = this.#settings;
    this.#outbox = new Outbox(this.#host, socket, family, this.#destinations);
    pending.resolve();
  }

  #onError(error: unknown): void {
    const pending = this.#binding;
    if (pending !== undefined) {
      this.#binding = undefined;
      void this.#shut();
      pending.reject(failure(this.#host, "bind", error));
      return;
    }
    const unreachable =
      statusOf(error, ofDatagrams) === "STATUS_PORT_UNREACHABLE";
    if (unreachable) {
      const lost = failure(this.#host, "receiveFrom", error, ofDatagrams);
      this.#inbox.failFirst(lost);
      return;
    }
    this.#die(error);
  }

  #die(cause: unknown): void {
    this.#host.report("died");
    const dead = "STATUS_FILE_FORCED_CLOSED";
    this.#outbox?.end((name) => this.#host.fail(name, dead, { cause }));
    this.#inbox.end(() => this.#host.fail("receiveFrom", dead, { cause }));
    void this.#shut();
  }

  #onMessage(data: Uint8Array, { address, port }: RemoteInfo): void {
    const from = fromNode(address, port);
    if (this.#destinations.admits(from)) this.#inbox.push(data, from);
  }

  #shut(): Promise<void> {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#settings.detach();
    if (socket === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      socket.close(() => resolve());
    });
  }
}

import type { Socket } from "node:net";
import type {
  DisconnectOptions,
  ReceiveOptions,
  SendOptions,
  SocketAddress,
  Status,
} from "@captable/wsk";
import { fromNode } from "../addresses.ts";
import { statusOf } from "../statuses.ts";
import { Receiving } from "./receiving.ts";
import { closed, reset } from "./reset.ts";
import { Sending } from "./sending.ts";
import type { ConnectionSide, Interruption } from "./side.ts";

/** How a connection ends without the host or the provider being at fault. */
const broken: ReadonlySet<Status> = new Set<Status>([
  "STATUS_CONNECTION_RESET",
  "STATUS_CONNECTION_ABORTED",
  "STATUS_IO_TIMEOUT",
  "STATUS_HOST_UNREACHABLE",
  "STATUS_NETWORK_UNREACHABLE",
]);

/** An established TCP connection. */
export class Connection {
  /** Both are kept, since Node forgets them at the end. */
  readonly localAddress: SocketAddress;
  readonly remoteAddress: SocketAddress;
  readonly #side: ConnectionSide;
  readonly #socket: Socket;
  readonly #receiving: Receiving;
  readonly #sending: Sending;
  /** Nothing more is to be told: it was reset or closed. */
  #over = false;

  constructor(side: ConnectionSide, socket: Socket) {
    const { localAddress = "", localPort = 0 } = socket;
    const { remoteAddress = "", remotePort = 0 } = socket;
    this.localAddress = fromNode(localAddress, localPort);
    this.remoteAddress = fromNode(remoteAddress, remotePort);
    this.#side = side;
    this.#socket = socket;
    this.#receiving = new Receiving(side, socket);
    this.#sending = new Sending(side, socket);
    this.#listen();
  }

  set noDelay(value: boolean) {
    this.#sending.noDelay = value;
  }

  set keepAlive(value: boolean) {
    this.#socket.setKeepAlive(value, KEEP_ALIVE_MS);
  }

  get receiveBacklog(): number {
    return this.#receiving.backlog;
  }

  /** As much as Node takes before it asks to wait. */
  get idealSendBacklog(): number {
    return this.#socket.writableHighWaterMark;
  }

  send(buffer: Uint8Array, options: SendOptions): Promise<number> {
    return this.#sending.send(buffer, options);
  }

  receive(buffer: Uint8Array, options: ReceiveOptions): Promise<number> {
    return this.#receiving.receive(buffer, options);
  }

  disconnect(options: DisconnectOptions): Promise<void> {
    if (options.flags?.abortive === true) return this.#abort();
    return this.#sending.finish(options.buffer, options.signal);
  }

  /** Cancels everything, then ends the connection: abruptly, unless both sides have disconnected. */
  close(): Promise<void> {
    this.#over = true;
    this.#sending.cancel();
    this.#receiving.cancel();
    if (this.#hasEnded()) this.#socket.destroy();
    else reset(this.#socket);
    return closed(this.#socket);
  }

  #abort(): Promise<void> {
    if (this.#over || this.#hasEnded()) return Promise.resolve();
    this.#over = true;
    this.#interrupt({
      status: "STATUS_CONNECTION_ABORTED",
      message: "this side has aborted the connection",
    });
    reset(this.#socket);
    return closed(this.#socket);
  }

  #hasEnded(): boolean {
    return this.#receiving.ended && this.#sending.finished;
  }

  #listen(): void {
    this.#socket
      .on("data", (chunk: Buffer) => {
        if (!this.#over) this.#receiving.push(chunk);
      })
      .on("end", () => this.#onEnd())
      .on("error", (error) => this.#break(error))
      .on("close", () => {
        if (!this.#hasEnded()) this.#break(new Error("the handle is gone"));
      })
      .resume();
  }

  /**
   * Nothing more will come. Before Node 24 this may also be a reset that found
   * unread data; sending nothing at all tells which, and sends no packet.
   */
  #onEnd(): void {
    const { writableEnded, writableLength } = this.#socket;
    if (writableEnded || writableLength > 0) this.#peerDisconnected();
    else {
      this.#socket.write(NOTHING, (error) => {
        if (!error) this.#peerDisconnected();
      });
    }
  }

  #peerDisconnected(): void {
    if (this.#over) return;
    this.#side.report("peerDisconnected");
    this.#receiving.end();
  }

  /** The connection has ended by no doing of this side. */
  #break(error: Error): void {
    if (this.#over) return;
    this.#over = true;
    const status = statusOf(error);
    const { message } = error;
    if (broken.has(status)) {
      this.#side.report("peerReset");
      this.#interrupt({ status, message, cause: error });
      return;
    }
    this.#side.report("died");
    const dead = "STATUS_FILE_FORCED_CLOSED";
    this.#interrupt({ status: dead, message, cause: error });
  }

  #interrupt(interruption: Interruption): void {
    this.#sending.interrupt(interruption);
    // Once both sides have disconnected, what had come before stays receivable.
    if (this.#side.state !== "disconnected") {
      this.#receiving.interrupt(interruption);
    }
  }
}

const NOTHING = new Uint8Array(0);

/** Until the first probe: two hours, as on Windows. */
const KEEP_ALIVE_MS = 7_200_000;

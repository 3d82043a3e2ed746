import type { SocketAddress } from "@captable/wsk";
import type { Link, LinkEvents } from "@captable/wsk-sockets";
import { fromForeign } from "./addresses.ts";
import { attempt, failureOf, lacking } from "./failures.ts";
import { Inflow } from "./inflow.ts";
import { Outflow } from "./outflow.ts";
import { dispose, type TcpSocket } from "./sockets.ts";

/** As much as its own default asks of the system. */
const IDEAL_BACKLOG = 64 * 1024;

/** A TCP socket of the package that is connected. */
export class ForeignLink implements Link {
  readonly localAddress: SocketAddress;
  readonly remoteAddress: SocketAddress;
  readonly #socket: TcpSocket;
  readonly #inflow: Inflow;
  readonly #outflow: Outflow;
  #events: LinkEvents | undefined;
  /** Nothing more is to be told. */
  #over = false;

  /** Throws what the package throws, if the connection is no more. */
  constructor(socket: TcpSocket) {
    this.localAddress = fromForeign(socket.getLocalAddress());
    this.remoteAddress = fromForeign(socket.getRemoteAddress());
    this.#socket = socket;
    const broken = (error: unknown): void => this.#break(error);
    this.#outflow = new Outflow(socket, broken);
    this.#inflow = new Inflow(socket, {
      data: (chunk) => {
        if (!this.#over) this.#events?.data(chunk);
      },
      end: () => {
        if (!this.#over) this.#events?.end();
      },
      broken,
    });
  }

  get unread(): number {
    return this.#inflow.unread;
  }

  get unsent(): number {
    return this.#outflow.unsent;
  }

  get idealBacklog(): number {
    return IDEAL_BACKLOG;
  }

  get finished(): boolean {
    return this.#outflow.finished;
  }

  start(events: LinkEvents): void {
    this.#events = events;
    this.#inflow.start();
  }

  pause(): void {
    this.#inflow.pause();
  }

  resume(): void {
    this.#inflow.resume();
  }

  write(data: Uint8Array, done: (taken: boolean) => void): boolean {
    this.#outflow.write(data, done);
    return false;
  }

  end(done: (taken: boolean) => void): void {
    this.#outflow.end(done);
  }

  /**
   * The package can neither reset a connection nor end one that is being
   * received from or sent to: all that the peer can be told is that nothing
   * more comes. When nothing is left of the connection, nobody tells.
   */
  reset(): Promise<void> {
    this.#outflow.drop();
    const running = this.#inflow.running || this.#outflow.running;
    if (running) this.#outflow.end(() => {});
    return this.release();
  }

  release(): Promise<void> {
    this.#over = true;
    this.#inflow.cancel();
    dispose(this.#socket);
    return Promise.resolve();
  }

  setKeepAlive(on: boolean): void {
    attempt(() => this.#socket.setKeepAliveEnabled(on));
  }

  setNoDelay(): void {
    throw lacking("TCP_NODELAY");
  }

  setReceiveBuffer(size: number): void {
    attempt(() => this.#socket.setReceiveBufferSize(BigInt(size)));
  }

  getReceiveBuffer(): number {
    return Number(attempt(() => this.#socket.getReceiveBufferSize()));
  }

  #break(error: unknown): void {
    if (this.#over) return;
    this.#over = true;
    this.#events?.broken(failureOf(error));
  }
}

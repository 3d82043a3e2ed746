import type { Socket } from "node:net";
import type { SocketAddress } from "@captable/wsk";
import {
  TransportFailure,
  type Link,
  type LinkEvents,
} from "@captable/wsk-sockets";
import { localOf, remoteOf } from "./addresses.ts";
import { plain } from "./bytes.ts";
import type { Lending } from "./lending.ts";
import { own, tellIncoming, type SocketOwner } from "./owner.ts";
import { Outflow } from "./outflow.ts";
import { reset } from "./reset.ts";
import { failureOf } from "./statuses.ts";

/** Enough for the system not to run dry between two writes. */
const IDEAL_BACKLOG = 64 * 1024;

/** Until the first probe: two hours, as on Windows. */
const KEEP_ALIVE_MS = 7_200_000;

/** Nothing more is read ahead of the start once so much has been. */
const AHEAD = 64 * 1024;

const resolved = Promise.resolve();

const NOTHING = new Uint8Array(0);

/** Where the system still knows the local address of a connection that the peer has reset. */
const isMindful = process.platform === "linux";

/** One end of a connection, over a connected socket of `node:net`. */
export class NodeLink implements Link, SocketOwner {
  /** Both are kept, since Node forgets them at the end. */
  readonly remoteAddress: SocketAddress;
  #localAddress: SocketAddress | undefined;
  readonly #socket: Socket;
  readonly #lent: boolean;
  /** Who is told, from the start on. */
  #events: LinkEvents | undefined;
  /** Who is told of a break before the start. */
  #aborted: (() => void) | undefined;
  /** What was read ahead of the start and has not been told. */
  #ahead: Uint8Array[] | undefined;
  #aheadBytes = 0;
  #reading = false;
  #paused = false;
  /** What has come is being told later. */
  #deferred = false;
  #end: "none" | "come" | "told" = "none";
  #failure: TransportFailure | undefined;
  /** Nothing more is to be told: all has been, or this side has let go. */
  #over = false;

  #closing: Promise<void> | undefined;
  #tellClosed: (() => void) | undefined;

  #outflow: Outflow | undefined;

  /** @param asked - where it was connected to, if it was not accepted */
  constructor({ socket, lends, tells }: Lending, asked?: SocketAddress) {
    if (!tells || !isMindful) this.#localAddress = localOf(socket);
    this.remoteAddress = remoteOf(socket, asked);
    this.#socket = socket;
    this.#lent = lends;
    own(socket, this);
  }

  /** The system is asked only when somebody wants to know, or could not ask later. */
  get localAddress(): SocketAddress {
    return (this.#localAddress ??= localOf(this.#socket));
  }

  get unread(): number {
    return this.#aheadBytes + this.#socket.readableLength;
  }

  get unsent(): number {
    return Math.max(this.#socket.writableLength, this.#outflow?.unsaid ?? 0);
  }

  get idealBacklog(): number {
    return IDEAL_BACKLOG;
  }

  get finished(): boolean {
    return this.#socket.writableFinished;
  }

  /** Whether it has not broken yet, as far as this side knows. */
  get intact(): boolean {
    return this.#failure === undefined && !this.#over;
  }

  start(events: LinkEvents): void {
    const first = this.#events === undefined;
    this.#events = events;
    if (!first) return;
    this.#read();
    this.#goOn();
  }

  /**
   * Until the start, reads ahead within bounds, and has it told once if the
   * connection breaks. Undefined ends this.
   */
  watch(aborted: (() => void) | undefined): void {
    this.#aborted = aborted;
    if (aborted === undefined) return;
    this.#read();
    if (this.#failure !== undefined) setImmediate(() => this.#tellAborted());
  }

  pause(): void {
    this.#paused = true;
    this.#socket.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#goOn();
  }

  write(bytes: Uint8Array, done: (taken: boolean) => void): boolean {
    this.#outflow ??= new Outflow(this.#socket);
    return this.#outflow.write(bytes, done);
  }

  end(done: (taken: boolean) => void): void {
    const socket = this.#socket;
    // Node says nothing of an end that comes behind the destruction.
    if (socket.destroyed) setImmediate(done, false);
    else socket.end(() => done(socket.writableFinished));
  }

  reset(): Promise<void> {
    this.#letGo();
    reset(this.#socket);
    return this.#closed();
  }

  release(): Promise<void> {
    this.#letGo();
    this.#socket.destroy();
    return this.#closed();
  }

  setKeepAlive(on: boolean): void {
    this.#socket.setKeepAlive(on, KEEP_ALIVE_MS);
  }

  setNoDelay(on: boolean): void {
    this.#socket.setNoDelay(on);
  }

  #closed(): Promise<void> {
    if (this.#socket.closed) return resolved;
    return (this.#closing ??= new Promise((resolve) => {
      this.#tellClosed = resolve;
    }));
  }

  #letGo(): void {
    this.#over = true;
    this.#aborted = undefined;
    this.#ahead = undefined;
    this.#aheadBytes = 0;
  }

  #read(): void {
    if (this.#reading) return;
    this.#reading = true;
    tellIncoming(this.#socket, this.#lent);
    if (!this.#paused) this.#flow();
  }

  onDestroy(): void {
    // Whoever has let go does not ask any more.
    if (!this.#over) this.#localAddress ??= localOf(this.#socket);
  }

  onError(error: Error): void {
    this.#break(failureOf(error));
  }

  onData(chunk: Buffer): void {
    this.#take(plain(chunk), false);
  }

  onLent(bytes: Uint8Array): void {
    this.#take(bytes, true);
  }

  #take(chunk: Uint8Array, lent: boolean): void {
    if (this.#over) return;
    const telling = !this.#deferred && !this.#paused;
    if (this.#events !== undefined && telling) {
      this.#events.data(chunk, lent);
      return;
    }
    (this.#ahead ??= []).push(lent ? chunk.slice() : chunk);
    this.#aheadBytes += chunk.byteLength;
    // A pause that follows a resumption in the same tick does not keep Node from reading once.
    if (this.#paused || this.#aheadBytes >= AHEAD) this.#socket.pause();
  }

  /**
   * Nothing more will come. Before Node 24 this may also be a reset that found
   * unread data; sending nothing at all tells which, and sends no packet.
   */
  onEnd(): void {
    const { writableEnded, writableLength } = this.#socket;
    if (writableEnded || writableLength > 0) this.#onPeerEnd();
    else {
      this.#socket.write(NOTHING, (error) => {
        if (!error) this.#onPeerEnd();
      });
    }
  }

  #onPeerEnd(): void {
    this.#end = "come";
    if (this.#events !== undefined && !this.#deferred && !this.#paused) {
      this.#tellEnd();
    }
  }

  /** Both directions have been closed, or something else has happened to the handle. */
  onClose(): void {
    this.#tellClosed?.();
    if (this.#over) return;
    if (this.#end !== "none" && this.#socket.writableFinished) return;
    const message = "the handle is gone";
    this.#break(new TransportFailure("STATUS_UNSUCCESSFUL", message));
  }

  #break(failure: TransportFailure): void {
    if (this.#failure !== undefined) return;
    this.#failure = failure;
    if (this.#events === undefined) this.#tellAborted();
    else if (!this.#deferred) this.#tellBroken();
  }

  /** Reads on. What has come in the meantime is told in a turn of its own. */
  #goOn(): void {
    const came = this.#aheadBytes > 0 || this.#end === "come";
    if (!came && this.#failure === undefined) this.#flow();
    else if (!this.#deferred) {
      this.#deferred = true;
      setImmediate(() => this.#catchUp());
    }
  }

  #catchUp(): void {
    this.#deferred = false;
    if (this.#failure !== undefined) {
      // What had come before the break is lost with the connection.
      this.#tellBroken();
      return;
    }
    while (!this.#paused && !this.#over) {
      const chunk = this.#ahead?.shift();
      if (chunk === undefined) break;
      this.#aheadBytes -= chunk.byteLength;
      this.#events?.data(chunk);
    }
    if (this.#paused || this.#over) return;
    if (this.#end === "come") this.#tellEnd();
    else this.#flow();
  }

  #flow(): void {
    if (this.#socket.isPaused()) this.#socket.resume();
  }

  #tellAborted(): void {
    const aborted = this.#aborted;
    this.#aborted = undefined;
    aborted?.();
  }

  #tellEnd(): void {
    if (this.#over) return;
    this.#end = "told";
    this.#events?.end();
  }

  #tellBroken(): void {
    if (this.#over || this.#failure === undefined) return;
    this.#over = true;
    this.#events?.broken(this.#failure);
  }
}

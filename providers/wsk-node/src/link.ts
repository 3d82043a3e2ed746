import net, { type Socket } from "node:net";
import type { SocketAddress } from "@captable/wsk";
import {
  TransportFailure,
  type Link,
  type LinkEvents,
} from "@captable/wsk-sockets";
import { fromNode } from "./addresses.ts";
import { plain } from "./bytes.ts";
import type { Outgoing } from "./bound.ts";
import { own, tellIncoming, type SocketOwner } from "./owner.ts";
import { closed, reset } from "./reset.ts";
import { failureOf } from "./statuses.ts";

/** Enough for the system not to run dry between two writes. */
const IDEAL_BACKLOG = 64 * 1024;

/** Until the first probe: two hours, as on Windows. */
const KEEP_ALIVE_MS = 7_200_000;

/** Nothing more is read ahead of the start once so much has been. */
const AHEAD = 64 * 1024;

/** In bytes: of less, Node does not tell that it has drained. */
const SMALL = 16 * 1024;

const resolved = Promise.resolve();

const NOTHING = new Uint8Array(0);

/** One end of a connection, over a connected and paused socket of `node:net`. */
export class NodeLink implements Link, SocketOwner {
  /** Both are kept, since Node forgets them at the end. */
  readonly localAddress: SocketAddress;
  readonly remoteAddress: SocketAddress;
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

  /** Something has been written, and what is running has not come to its end. */
  #inRow = false;
  #onRowEnd: (() => void) | undefined;
  #gathering = false;
  /** In bytes: what was written and is still to be told of, whether the system has it or not. */
  #unsaid = 0;

  /** @param outgoing - how it was connected, if it was not accepted */
  constructor(socket: Socket, outgoing?: Outgoing) {
    this.localAddress = localOf(socket);
    this.remoteAddress = known(outgoing?.remote) ?? remoteOf(socket);
    this.#socket = socket;
    this.#lent = outgoing?.lends === true;
    own(socket, this);
  }

  get unread(): number {
    return this.#aheadBytes + this.#socket.readableLength;
  }

  get unsent(): number {
    return Math.max(this.#socket.writableLength, this.#unsaid);
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

  /**
   * What is written in a row goes to the system together, but for the first,
   * which does not wait: for small writes that is several times as fast.
   */
  write(bytes: Uint8Array, done: (taken: boolean) => void): boolean {
    const socket = this.#socket;
    const { byteLength } = bytes;
    let data = bytes;
    if (this.#inRow) this.#gather();
    else this.#beginRow();
    if (!this.#gathering && byteLength < SMALL) {
      // Without a callback, Node needs no tick to tell of what is taken at once.
      socket.write(bytes);
      if (this.#isTaken()) return true;
      data = NOTHING;
    }
    this.#unsaid += byteLength;
    socket.write(data, (error) => {
      this.#unsaid -= byteLength;
      // A write that was under way when the socket was destroyed has no error.
      done(!error && !socket.destroyed);
    });
    return false;
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
    return closed(this.#socket);
  }

  release(): Promise<void> {
    this.#letGo();
    this.#socket.destroy();
    return closed(this.#socket);
  }

  setKeepAlive(on: boolean): void {
    this.#socket.setKeepAlive(on, KEEP_ALIVE_MS);
  }

  setNoDelay(on: boolean): void {
    this.#socket.setNoDelay(on);
  }

  /** Whether the system has taken everything. */
  #isTaken(): boolean {
    const { writableLength, errored, destroyed } = this.#socket;
    return writableLength === 0 && errored === null && !destroyed;
  }

  #beginRow(): void {
    this.#inRow = true;
    this.#onRowEnd ??= () => {
      this.#inRow = false;
    };
    void resolved.then(this.#onRowEnd);
  }

  #gather(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    this.#socket.cork();
    process.nextTick(() => {
      this.#gathering = false;
      this.#socket.uncork();
    });
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
    if (!this.#paused) this.#socket.resume();
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
    if (!came && this.#failure === undefined) this.#socket.resume();
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
    else this.#socket.resume();
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

/** An address of IPv4 has one spelling, which the system need not be asked for. */
function known(asked: SocketAddress | undefined): SocketAddress | undefined {
  if (asked === undefined || !net.isIPv4(asked.address)) return undefined;
  return { family: "IPv4", address: asked.address, port: asked.port };
}

function localOf(socket: Socket): SocketAddress {
  const { localAddress = "", localPort = 0, localFamily } = socket;
  return localFamily === "IPv4"
    ? { family: "IPv4", address: localAddress, port: localPort }
    : fromNode(localAddress, localPort);
}

function remoteOf({
  remoteAddress = "",
  remotePort = 0,
}: Socket): SocketAddress {
  return fromNode(remoteAddress, remotePort);
}

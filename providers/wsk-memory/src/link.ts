import type { AddressFamily, SocketAddress } from "@captable/wsk";
import type { Link, LinkEvents, TransportFailure } from "@captable/wsk-sockets";
import { seenBy, type WireAddress } from "./addresses.ts";
import type { Connection } from "./connection.ts";
import type { Core } from "./core.ts";
import { resetByPeer, unanswered } from "./failures.ts";
import type { KeptEnd } from "./host.ts";
import { Inflow } from "./inflow.ts";
import { KeepAlive } from "./keep-alive.ts";
import { Outflow } from "./outflow.ts";
import type { Pipe, Segment, SegmentSink, Window } from "./pipe.ts";

/** What a link is made of. */
export interface LinkParts {
  readonly connection: Connection;
  /** The direction that leads to this end. */
  readonly incoming: Pipe;
  /** That of the socket. */
  readonly family: AddressFamily;
  /** In bytes. */
  readonly receiveWindow: number;
  /** What the peer has offered. */
  readonly offered: Window | undefined;
  /** Called when nothing is left of the link. */
  readonly gone: () => void;
}

/** One end of an established connection. */
export class MemoryLink implements Link, SegmentSink, KeptEnd {
  readonly localAddress: SocketAddress;
  readonly remoteAddress: SocketAddress;
  readonly local: WireAddress;
  readonly remote: WireAddress;
  readonly #core: Core;
  readonly #parts: LinkParts;
  readonly #out: Pipe;
  readonly #inflow: Inflow;
  readonly #outflow: Outflow;
  readonly #keepAlive: KeepAlive;
  #silent = false;
  #aborted: (() => void) | undefined;
  /** Nothing more comes from the network, or goes there. */
  #isOver = false;
  /** What has not been told yet. */
  #failure: TransportFailure | undefined;

  constructor(core: Core, parts: LinkParts) {
    const { connection, incoming, family, receiveWindow, offered } = parts;
    this.#core = core;
    this.#parts = parts;
    this.#out = connection.answerOf(incoming);
    this.local = incoming.to.address;
    this.remote = incoming.from.address;
    this.localAddress = seenBy(family, this.local);
    this.remoteAddress = seenBy(family, this.remote);
    this.#keepAlive = new KeepAlive(
      core.clock,
      () => this.#isDeserted(),
      () => this.#lapse(),
    );
    this.#inflow = new Inflow(core, receiveWindow, () => this.#acknowledge());
    this.#outflow = new Outflow(
      core,
      connection,
      this.#out,
      offered?.limit ?? 0,
      () => this.die(resetByPeer()),
    );
    incoming.sink = this;
    incoming.to.host.keep(this);
  }

  get unread(): number {
    return this.#inflow.unread;
  }

  get unsent(): number {
    return this.#outflow.unsent;
  }

  get idealBacklog(): number {
    return this.#core.faults.receiveWindow;
  }

  get finished(): boolean {
    return this.#outflow.finished;
  }

  get deaf(): boolean {
    return this.#silent && !this.#isOver;
  }

  get gone(): boolean {
    return this.#isOver;
  }

  start(events: LinkEvents): void {
    this.#aborted = undefined;
    this.#inflow.start(events);
    if (this.#failure !== undefined) {
      this.#core.clock.schedule(0, () => this.#tellFailure());
    }
  }

  /** Has it told if the link breaks before it is started. */
  watch(aborted: () => void): void {
    this.#aborted = aborted;
    if (this.#failure === undefined) return;
    this.#core.clock.schedule(0, () => this.#tellAborted());
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

  reset(): Promise<void> {
    if (!this.#isOver && !this.#silent) this.#out.send("reset");
    return this.release();
  }

  release(): Promise<void> {
    this.#leave();
    this.#failure = undefined;
    this.#aborted = undefined;
    this.#inflow.stop();
    return new Promise((resolve) => {
      this.#core.clock.schedule(0, () => {
        this.#outflow.fail();
        resolve();
      });
    });
  }

  silence(): void {
    this.#silent = true;
    this.#outflow.stop();
    this.#parts.incoming.from.host.otherEnd(this)?.probe();
  }

  setKeepAlive(on: boolean): void {
    if (!this.#isOver) this.#keepAlive.isOn = on;
  }

  /** Nothing is held back to be sent together. */
  setNoDelay(): void {}

  setReceiveBuffer(size: number): void {
    this.#inflow.size = size;
  }

  getReceiveBuffer(): number {
    return this.#inflow.size;
  }

  receive({ kind, data, window }: Segment): void {
    if (kind === "reset") {
      this.#break(resetByPeer());
      return;
    }
    if (window !== undefined) this.#outflow.acknowledge(window);
    if (kind !== "data" && kind !== "end") return;
    if (kind === "data") this.#inflow.take(data);
    else this.#inflow.end();
    // Whatever the application does about it, it has arrived.
    this.#acknowledge();
    this.#inflow.tell();
  }

  missAnswer(): void {
    if (this.#outflow.awaitsAnswer) this.timeOut();
  }

  timeOut(): void {
    if (this.#isOver) return;
    this.#out.send("reset");
    this.#break(unanswered());
  }

  probe(): void {
    this.#keepAlive.probe();
  }

  /** Ends with a failure, which is told in a turn of its own; the peer sees a reset. */
  die(failure: TransportFailure): void {
    if (this.#isOver) return;
    if (!this.#silent) this.#out.send("reset");
    this.#leave();
    this.#core.clock.schedule(0, () => this.#fail(failure));
  }

  /** Whether nobody answers at present, though somebody should. */
  #isDeserted(): boolean {
    if (this.#inflow.ended && this.#outflow.finished) return false;
    return this.#out.isBlocked || this.#out.isDeserted;
  }

  #lapse(): void {
    // Who is reached without knowing the connection answers with a reset.
    if (this.#out.isBlocked) this.timeOut();
    else this.#break(resetByPeer());
  }

  #acknowledge(): void {
    if (this.#isOver || this.#silent) return;
    this.#out.send("ack", this.#inflow.window);
  }

  #break(failure: TransportFailure): void {
    this.#leave();
    this.#fail(failure);
  }

  #fail(failure: TransportFailure): void {
    this.#failure = failure;
    this.#outflow.fail();
    this.#tellFailure();
  }

  /** Once somebody listens; what has come and has not been told is lost. */
  #tellFailure(): void {
    const failure = this.#failure;
    const events = this.#inflow.stop();
    if (failure === undefined) return;
    if (events === undefined) {
      this.#tellAborted();
      return;
    }
    this.#failure = undefined;
    events.broken(failure);
  }

  #tellAborted(): void {
    const aborted = this.#aborted;
    this.#aborted = undefined;
    aborted?.();
  }

  #leave(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#outflow.stop();
    this.#keepAlive.stop();
    const { connection, incoming, gone } = this.#parts;
    connection.leave(incoming);
    incoming.to.host.drop(this);
    gone();
  }
}

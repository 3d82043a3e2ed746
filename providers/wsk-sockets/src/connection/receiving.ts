import type { DataIndication, ReceiveOptions, WskError } from "@captable/wsk";
import { cancelled } from "../failing.ts";
import { PendingQueue } from "../queue.ts";
import type { Link } from "../transport/link.ts";
import { ByteQueue } from "./byte-queue.ts";
import type { Handlers } from "./handlers.ts";
import { Indicating } from "./indicating.ts";
import type { ConnectionSide, Interruption } from "./side.ts";

/** Nothing more is read from the transport when so many bytes wait to be received … */
const ENOUGH = 128 * 1024;
/** … until no more than so many are left. */
const FEW = 64 * 1024;

interface Receive {
  readonly buffer: Uint8Array;
  readonly waitall: boolean;
  readonly drain: boolean;
  filled: number;
}

/** Whoever has events told. */
interface Later {
  /** No event may be told before the next turn. */
  tellLater(): void;
}

/** What the receiving direction needs besides its link. */
export interface ReceivingOptions {
  readonly handlers: Handlers;
  /** In bytes. */
  readonly retainedBytes: number;
  readonly events: Later;
}

/**
 * The receiving direction of a connection. It reads ahead, within bounds, so
 * that the end of the connection is noticed even while nobody receives.
 */
export class Receiving {
  readonly #side: ConnectionSide;
  readonly #link: Link;
  readonly #events: Later;
  readonly #bytes = new ByteQueue();
  readonly #indicating: Indicating;
  readonly #pending: PendingQueue<Receive, number>;
  #held = false;
  #ended = false;
  /** Nothing more is to be told. */
  #over = false;
  #interruption: Interruption | undefined;

  constructor(
    side: ConnectionSide,
    link: Link,
    { handlers, retainedBytes, events }: ReceivingOptions,
  ) {
    this.#side = side;
    this.#link = link;
    this.#events = events;
    this.#indicating = new Indicating(handlers, this.#bytes, retainedBytes);
    this.#pending = new PendingQueue((request, reason) => {
      this.#putBack(request);
      return cancelled(side, "receive", reason);
    });
  }

  /** Whether the peer has disconnected. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Whether receives are pending. */
  get busy(): boolean {
    return this.#pending.first !== undefined;
  }

  /** What has come from the transport, as far as it tells, and has not been received. */
  get backlog(): number {
    return this.#bytes.length + this.#link.unread;
  }

  /** Whether there is data to be indicated. While calls wait for data, there is none. */
  get due(): boolean {
    return this.#indicating.due;
  }

  receive(buffer: Uint8Array, options: ReceiveOptions): Promise<number> {
    if (this.#interruption !== undefined) throw this.#failure();
    const { waitall = false, drain = false } = options.flags ?? {};
    const request: Receive = { buffer, waitall, drain, filled: 0 };
    const turn = this.#pending.first === undefined && !this.#indicating.running;
    const done = turn && this.#serve(request);
    const result = done
      ? Promise.resolve(request.filled)
      : this.#pending.add(request, options.signal);
    if (done) this.#completed();
    if (turn) this.#regulate();
    return result;
  }

  /** Takes what the transport has received. */
  push(chunk: Uint8Array): void {
    if (this.#feed(chunk)) return;
    this.#bytes.push(chunk);
    this.#advance();
  }

  /** What was pushed last was only lent: what is left of it is copied. */
  own(): void {
    this.#bytes.own();
  }

  /** Nothing more will come: the peer has disconnected. */
  end(): void {
    this.#ended = true;
    this.#advance();
  }

  /** Indicates the data that is due. */
  indicate(): void {
    this.#indicating.run();
    this.#advance();
  }

  /** False if the list is not retained. */
  release(list: readonly DataIndication[]): boolean {
    const released = this.#indicating.release(list);
    if (released) this.#regulate();
    return released;
  }

  /** The connection is no more. What has been received into a buffer still counts, what has not is lost. */
  interrupt(interruption: Interruption): void {
    this.#over = true;
    this.#interruption ??= interruption;
    this.#bytes.clear();
    const { first } = this.#pending;
    const filled = first?.request.filled ?? 0;
    if (filled > 0) first?.resolve(filled);
    this.#pending.rejectAll(() => this.#failure());
  }

  /** The socket is being closed. */
  cancel(): void {
    this.#over = true;
    this.#bytes.clear();
    this.#pending.rejectAll(() => cancelled(this.#side, "receive"));
  }

  #failure(): WskError {
    const { status, ...detail } = this.#interruption ?? {
      status: "STATUS_UNSUCCESSFUL",
    };
    return this.#side.fail("receive", status, detail);
  }

  #advance(): void {
    if (this.#indicating.running) return;
    for (
      let pending = this.#pending.first;
      pending !== undefined && this.#serve(pending.request);
      pending = this.#pending.first
    ) {
      pending.resolve(pending.request.filled);
      this.#completed();
    }
    this.#regulate();
  }

  /** Completes the call that waits for a chunk and has room for all of it, as most do, without further ado. */
  #feed(chunk: Uint8Array): boolean {
    const { first } = this.#pending;
    if (first === undefined || this.#bytes.length > 0) return false;
    if (this.#indicating.running) return false;
    const { buffer, waitall, drain, filled } = first.request;
    const { byteLength } = chunk;
    const fits = waitall
      ? byteLength === buffer.byteLength
      : byteLength <= buffer.byteLength;
    if (!fits || drain || filled > 0 || byteLength === 0) return false;
    buffer.set(chunk);
    first.resolve(byteLength);
    this.#completed();
    // Of those behind it, one with an empty buffer waits for nothing but its turn.
    this.#advance();
    return true;
  }

  /** A completed call lets the event go on, but not before the caller has been told. */
  #completed(): void {
    this.#indicating.resume();
    this.#events.tellLater();
  }

  /** Gives a request what there is for it. True if that completes it. */
  #serve(request: Receive): boolean {
    if (request.drain) {
      this.#bytes.clear();
      return this.#ended;
    }
    const { buffer } = request;
    if (this.#bytes.length > 0 && request.filled < buffer.byteLength) {
      const rest =
        request.filled === 0 ? buffer : buffer.subarray(request.filled);
      request.filled += this.#bytes.take(rest);
    }
    if (request.filled === buffer.byteLength || this.#ended) return true;
    return request.filled > 0 && !request.waitall;
  }

  /** What a cancelled request had received already goes to the next. */
  #putBack({ buffer, filled }: Receive): void {
    // A copy: `slice` of a Buffer of Node would be none.
    if (filled > 0) {
      this.#bytes.unshift(new Uint8Array(buffer.subarray(0, filled)));
    }
    this.#completed();
    this.#advance();
  }

  /** Holds the peer back while much waits here, or with the application, and nobody asks for more. */
  #regulate(): void {
    if (this.#over || this.#ended) return;
    const { length } = this.#bytes;
    const full = this.#indicating.full && this.#pending.first === undefined;
    if (!this.#held && (length >= ENOUGH || full)) {
      this.#held = true;
      this.#link.pause();
    } else if (this.#held && length <= FEW && !full) {
      this.#held = false;
      this.#link.resume();
    }
  }
}

import type { Socket } from "node:net";
import type { ReceiveOptions, WskError } from "@captable/wsk";
import { PendingQueue } from "../queue.ts";
import { cancelled } from "../statuses.ts";
import { ByteQueue } from "./byte-queue.ts";
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

/**
 * The receiving direction of a connection. It reads ahead, within bounds, so
 * that the end of the connection is noticed even while nobody receives.
 */
export class Receiving {
  readonly #side: ConnectionSide;
  readonly #socket: Socket;
  readonly #bytes = new ByteQueue();
  readonly #pending: PendingQueue<Receive, number>;
  #held = false;
  #ended = false;
  #interruption: Interruption | undefined;

  constructor(side: ConnectionSide, socket: Socket) {
    this.#side = side;
    this.#socket = socket;
    this.#pending = new PendingQueue((request, reason) => {
      this.#putBack(request);
      return cancelled(side, "receive", reason);
    });
  }

  /** Whether the peer has disconnected. */
  get ended(): boolean {
    return this.#ended;
  }

  /** What has come from the transport, as far as Node tells, and has not been received. */
  get backlog(): number {
    return this.#bytes.length + this.#socket.readableLength;
  }

  receive(buffer: Uint8Array, options: ReceiveOptions): Promise<number> {
    if (this.#interruption !== undefined) throw this.#failure();
    const { waitall = false, drain = false } = options.flags ?? {};
    const request: Receive = { buffer, waitall, drain, filled: 0 };
    const turn = this.#pending.first === undefined;
    const done = turn && this.#serve(request);
    if (turn) this.#regulate();
    return done
      ? Promise.resolve(request.filled)
      : this.#pending.add(request, options.signal);
  }

  /** Takes what the transport has received. */
  push(chunk: Uint8Array): void {
    this.#bytes.push(chunk);
    this.#advance();
  }

  /** Nothing more will come: the peer has disconnected. */
  end(): void {
    this.#ended = true;
    this.#advance();
  }

  /** The connection is no more. What has been received into a buffer still counts, what has not is lost. */
  interrupt(interruption: Interruption): void {
    this.#interruption ??= interruption;
    this.#bytes.clear();
    const { first } = this.#pending;
    const filled = first?.request.filled ?? 0;
    if (filled > 0) first?.resolve(filled);
    this.#pending.rejectAll(() => this.#failure());
  }

  /** The socket is being closed. */
  cancel(): void {
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
    for (
      let pending = this.#pending.first;
      pending !== undefined && this.#serve(pending.request);
      pending = this.#pending.first
    ) {
      pending.resolve(pending.request.filled);
    }
    this.#regulate();
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
    if (filled > 0) this.#bytes.unshift(buffer.slice(0, filled));
    this.#advance();
  }

  #regulate(): void {
    const { length } = this.#bytes;
    if (!this.#held && length >= ENOUGH) {
      this.#held = true;
      this.#socket.pause();
    } else if (this.#held && length <= FEW) {
      this.#held = false;
      this.#socket.resume();
    }
  }
}

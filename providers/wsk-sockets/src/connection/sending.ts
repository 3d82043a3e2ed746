import type { SendOptions, WskError } from "@captable/wsk";
import { cancelled } from "../failing.ts";
import { Pending, PendingQueue } from "../queue.ts";
import type { Link } from "../transport/link.ts";
import type { ConnectionSide, Interruption } from "./side.ts";

interface Send {
  readonly buffer: Uint8Array;
  readonly nodelay: boolean;
}

interface Finish {
  readonly buffer: Uint8Array | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * The sending direction of a connection, to its graceful end. The link gets as
 * much as it likes to have; the rest waits here, where it can be cancelled.
 */
export class Sending {
  readonly #side: ConnectionSide;
  readonly #link: Link;
  readonly #waiting: PendingQueue<Send, number>;
  /** What the link has and cannot give back. */
  readonly #handed: PendingQueue<Send, number>;
  /** Whoever closes this direction waits here. */
  #finishing: PendingQueue<Finish, void> | undefined;
  #finish: Pending<Finish, void> | undefined;
  #ending = false;
  #urgent = 0;
  #noDelay = false;
  #interruption: Interruption | undefined;

  /** The link takes what it was handed in order. If it does not, all is failed together, when the reason is known. */
  readonly #onTaken = (taken: boolean): void => {
    if (!taken) return;
    const pending = this.#handed.first;
    if (pending === undefined) return;
    this.#complete(pending);
    this.#advance();
  };

  constructor(side: ConnectionSide, link: Link) {
    this.#side = side;
    this.#link = link;
    this.#waiting = new PendingQueue((_request, reason) =>
      cancelled(side, "send", reason),
    );
    this.#handed = new PendingQueue(() => cancelled(side, "send"));
  }

  set noDelay(value: boolean) {
    this.#noDelay = value;
    this.#link.setNoDelay(value || this.#urgent > 0);
  }

  /** Whether everything has been sent and this direction has been closed. */
  get finished(): boolean {
    return this.#link.finished;
  }

  /** Whether sends or a disconnect are pending. */
  get busy(): boolean {
    const { first = this.#handed.first } = this.#waiting;
    if (first !== undefined) return true;
    return this.#finish !== undefined && !this.finished;
  }

  send(buffer: Uint8Array, options: SendOptions): Promise<number> {
    const { oob = false, nodelay = false } = options.flags ?? {};
    if (oob) {
      throw this.#side.fail("send", "STATUS_NOT_SUPPORTED", {
        message: "there is no urgent data",
      });
    }
    if (this.#interruption !== undefined) throw this.#failure("send");
    const pending = new Pending<Send, number>({ buffer, nodelay });
    if (this.#waiting.first === undefined && this.#hasRoom()) {
      this.#hand(pending);
    } else {
      this.#waiting.enter(pending, options.signal);
    }
    return pending.promise;
  }

  /** Closes this direction behind everything that has been sent, and behind the buffer. */
  finish(
    buffer: Uint8Array | undefined,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    if (this.#interruption !== undefined) throw this.#failure("disconnect");
    const pending = new Pending<Finish, void>({ buffer, signal });
    this.#finish = pending;
    this.#finishing ??= new PendingQueue((_request, reason) =>
      cancelled(this.#side, "disconnect", reason),
    );
    this.#finishing.enter(pending, signal);
    this.#advance();
    return pending.promise;
  }

  /** The connection is no more. */
  interrupt(interruption: Interruption): void {
    this.#interruption ??= interruption;
    this.#rejectAll((functionName) => this.#failure(functionName));
  }

  /** The socket is being closed. */
  cancel(): void {
    this.#rejectAll((functionName) => cancelled(this.#side, functionName));
  }

  #rejectAll(error: (functionName: "send" | "disconnect") => WskError): void {
    this.#handed.rejectAll(() => error("send"));
    this.#waiting.rejectAll(() => error("send"));
    this.#finishing?.rejectAll(() => error("disconnect"));
    this.#finish?.reject(error("disconnect"));
  }

  #failure(functionName: string): WskError {
    const { status, ...detail } = this.#interruption ?? {
      status: "STATUS_UNSUCCESSFUL",
    };
    return this.#side.fail(functionName, status, detail);
  }

  #hasRoom(): boolean {
    return this.#link.unsent < this.#link.idealBacklog;
  }

  #advance(): void {
    while (this.#waiting.first !== undefined && this.#hasRoom()) {
      const pending = this.#waiting.take();
      if (pending !== undefined) this.#hand(pending);
    }
    if (this.#waiting.first === undefined && this.#finish !== undefined) {
      this.#end(this.#finish);
    }
  }

  #hand(pending: Pending<Send, number>): void {
    const { buffer, nodelay } = pending.request;
    if (nodelay) this.#urge(1);
    if (this.#link.write(buffer, this.#onTaken)) this.#complete(pending);
    else this.#handed.enter(pending);
  }

  #complete(pending: Pending<Send, number>): void {
    const { buffer, nodelay } = pending.request;
    if (nodelay) this.#urge(-1);
    pending.resolve(buffer.byteLength);
  }

  /** While urgent data is on its way, nothing is held back to be sent together. */
  #urge(change: 1 | -1): void {
    this.#urgent += change;
    if (!this.#noDelay) this.#link.setNoDelay(this.#urgent > 0);
  }

  #end(finish: Pending<Finish, void>): void {
    if (this.#ending) return;
    this.#ending = true;
    const { buffer, signal } = finish.request;
    // If the call has been cancelled meanwhile, its buffer is no longer ours to send.
    const waits = this.#finishing?.first === finish;
    if (waits && buffer !== undefined) {
      this.#finishing?.take();
      const enter = (taken: boolean): void => {
        if (taken) this.#finishing?.enter(finish, signal);
      };
      if (this.#link.write(buffer, enter)) enter(true);
    }
    this.#link.end((taken) => {
      if (taken) finish.resolve();
    });
  }
}

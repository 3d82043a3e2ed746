import type { Connection } from "./connection.ts";
import type { Core } from "./core.ts";
import { Line } from "./line.ts";
import type { Pipe, Window } from "./pipe.ts";

type Done = (taken: boolean) => void;

interface Write {
  readonly data: Uint8Array;
  /** How much has been sent when it has. */
  readonly end: number;
  readonly done: Done;
}

/** The sending direction of a link: what has been written and has not been acknowledged. */
export class Outflow {
  readonly #core: Core;
  readonly #connection: Connection;
  readonly #pipe: Pipe;
  /** Resets the connection. */
  readonly #reset: () => void;
  readonly #settle = (): void => this.#settleInTurn();
  readonly #waiting = new Line<Write>();
  readonly #sentWrites = new Line<Write>();
  #limit: number;
  #written = 0;
  #sent = 0;
  #acknowledged = 0;
  #onEnd: Done | undefined;
  #endSent = false;
  #endAcknowledged = false;
  #stopped = false;

  constructor(
    core: Core,
    connection: Connection,
    pipe: Pipe,
    limit: number,
    reset: () => void,
  ) {
    this.#core = core;
    this.#connection = connection;
    this.#pipe = pipe;
    this.#limit = limit;
    this.#reset = reset;
  }

  get unsent(): number {
    return this.#written - this.#acknowledged;
  }

  get finished(): boolean {
    return this.#endAcknowledged;
  }

  /** Whether the peer has yet to say that something came. */
  get awaitsAnswer(): boolean {
    return (
      this.#acknowledged < this.#sent ||
      (this.#endSent && !this.#endAcknowledged)
    );
  }

  write(data: Uint8Array, done: Done): void {
    this.#written += data.byteLength;
    this.#waiting.push({ data, end: this.#written, done });
    if (data.byteLength === 0 || this.#stopped) {
      this.#core.clock.schedule(0, this.#settle);
    }
    this.#pump();
  }

  end(done: Done): void {
    this.#onEnd = done;
    if (this.#stopped) this.#core.clock.schedule(0, this.#settle);
    this.#pump();
  }

  /** The peer tells what has come and what may. */
  acknowledge({ received, limit, ended }: Window): void {
    // What arrives in order never goes back.
    this.#acknowledged = received;
    this.#limit = limit;
    this.#complete();
    if (ended && !this.#endAcknowledged) {
      this.#endAcknowledged = true;
      const done = this.#onEnd;
      this.#onEnd = undefined;
      done?.(true);
    }
    this.#pump();
  }

  /** Sends nothing more. What was to be sent is still to {@link fail}. */
  stop(): void {
    this.#stopped = true;
  }

  /** Tells, after {@link stop}, that what was to be sent will not be. */
  fail(): void {
    const failed = [...this.#sentWrites.empty(), ...this.#waiting.empty()];
    for (const { done } of failed) done(false);
    const done = this.#onEnd;
    this.#onEnd = undefined;
    done?.(false);
  }

  #settleInTurn(): void {
    if (this.#stopped) this.fail();
    else this.#complete();
  }

  #complete(): void {
    const all = this.#sentWrites;
    for (;;) {
      const { first } = all;
      if (first === undefined || first.end > this.#acknowledged) return;
      all.shift();
      first.done(true);
    }
  }

  /** Sends what the window lets through. */
  #pump(): void {
    while (!this.#stopped) {
      const { first: write } = this.#waiting;
      if (write === undefined) break;
      if (this.#sent < write.end && !this.#sendOf(write)) return;
      if (this.#sent < write.end) continue;
      this.#waiting.shift();
      this.#sentWrites.push(write);
    }
    if (this.#stopped || this.#onEnd === undefined || this.#endSent) return;
    this.#endSent = true;
    this.#pipe.send("end");
  }

  /** Sends a segment. False if nothing more can be sent now. */
  #sendOf({ data, end }: Write): boolean {
    const sent = this.#sent;
    if (sent === this.#limit) return false;
    const { chances, faults } = this.#core;
    const connection = this.#connection;
    const size = Math.min(
      end - sent,
      this.#limit - sent,
      Math.floor(chances.segments.between(faults.segmentSize)),
      faults.resetAfter - connection.carried,
    );
    if (size <= 0 || chances.resets.happens(faults.resets)) {
      this.#reset();
      return false;
    }
    const start = data.byteLength - (end - sent);
    this.#sent += size;
    connection.carried += size;
    // The one copy: what was written is not the peer's to keep.
    const copy = new Uint8Array(size);
    copy.set(data.subarray(start, start + size));
    this.#pipe.send("data", undefined, copy);
    return true;
  }
}

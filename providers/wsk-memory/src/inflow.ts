import type { LinkEvents } from "@captable/wsk-sockets";
import type { Core } from "./core.ts";
import { Line } from "./line.ts";
import type { Window } from "./pipe.ts";

/** The receiving direction of a link: what has come and has not been told. */
export class Inflow {
  readonly #core: Core;
  /** Called when the window has opened. */
  readonly #opened: () => void;
  readonly #flush = (): void => this.#flushInTurn();
  readonly #chunks = new Line<Uint8Array>();
  #events: LinkEvents | undefined;
  #paused = false;
  #ended = false;
  #endTold = false;
  #received = 0;
  #told = 0;
  #size: number;
  #limit: number;
  #scheduled = false;
  #freeAt = 0;

  constructor(core: Core, size: number, opened: () => void) {
    this.#core = core;
    this.#size = size;
    this.#limit = size;
    this.#opened = opened;
  }

  get unread(): number {
    return this.#received - this.#told;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** In bytes: how much may come that has not been told. */
  get size(): number {
    return this.#size;
  }

  set size(size: number) {
    this.#size = Math.max(1, size);
    const before = this.#limit;
    if (this.window.limit > before) this.#opened();
  }

  get window(): Window {
    // What has been promised once stays promised.
    this.#limit = Math.max(this.#limit, this.#told + this.#size);
    return {
      received: this.#received,
      limit: this.#limit,
      ended: this.#ended,
    };
  }

  start(events: LinkEvents): void {
    this.#events = events;
    this.#later();
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#later();
  }

  /** Takes bytes that have arrived, which are still to {@link tell}. */
  take(data: Uint8Array): void {
    this.#received += data.byteLength;
    this.#chunks.push(data);
  }

  /** Takes the end of them. */
  end(): void {
    this.#ended = true;
  }

  /** In a turn of the clock, tells what has come if somebody listens. */
  tell(): void {
    const before = this.#told;
    this.#tell();
    if (this.#told > before && this.#events !== undefined) this.#opened();
  }

  /** Forgets what has not been told, and tells nothing more. */
  stop(): LinkEvents | undefined {
    const events = this.#events;
    this.#events = undefined;
    this.#chunks.empty();
    this.#told = this.#received;
    this.#endTold = true;
    return events;
  }

  #later(delay = 0): void {
    const nothing =
      this.#chunks.first === undefined && (!this.#ended || this.#endTold);
    if (this.#scheduled || nothing) return;
    this.#scheduled = true;
    this.#core.clock.schedule(delay, this.#flush);
  }

  #flushInTurn(): void {
    this.#scheduled = false;
    this.tell();
  }

  #tell(): void {
    const { clock, faults } = this.#core;
    while (this.#isFlowing()) {
      const { first: chunk } = this.#chunks;
      if (chunk === undefined) break;
      if (clock.now < this.#freeAt) {
        this.#later(this.#freeAt - clock.now);
        return;
      }
      this.#chunks.shift();
      this.#told += chunk.byteLength;
      this.#freeAt = clock.now + chunk.byteLength / faults.readRate;
      this.#events?.data(chunk);
    }
    if (!this.#ended || this.#endTold || !this.#isFlowing()) return;
    this.#endTold = true;
    this.#events?.end();
  }

  #isFlowing(): boolean {
    return this.#events !== undefined && !this.#paused;
  }
}

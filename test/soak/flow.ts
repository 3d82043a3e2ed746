import { Discrepancy } from "./discrepancy.ts";
import { mismatch, patternAt } from "./pattern.ts";

let flows = 0;

/** What is known of the end of a flow. */
type End = "open" | "ended" | "broken";

/** The account of the bytes that go one way over a connection. */
export class Flow {
  readonly #name: string;
  readonly #number: number;
  #sent = 0;
  #received = 0;
  #discarded = false;
  /** What the sender has done, and what the receiver has seen. */
  #end: End = "open";
  #seen: End = "open";

  constructor(name: string) {
    flows += 1;
    this.#number = flows;
    this.#name = name;
  }

  toString(): string {
    return `${this.#name}: ${this.#received} of ${this.#sent}, ${this.#end} and ${this.#seen}`;
  }

  get sent(): number {
    return this.#sent;
  }

  get received(): number {
    return this.#received;
  }

  /** Whether somebody has ended it abruptly, so that bytes may be lost. */
  get broken(): boolean {
    return this.#end === "broken";
  }

  /** The next bytes to send. They must not be changed. */
  next(length: number): Uint8Array {
    if (this.#end === "ended") throw this.#wrong("sent behind its end");
    const bytes = patternAt(this.#number, this.#sent, length);
    this.#sent += length;
    return bytes;
  }

  /** The last bytes have not been sent after all. */
  takeBack(length: number): void {
    this.#sent -= length;
    if (this.#received > this.#sent) {
      throw this.#wrong(
        `${this.#received - this.#sent} bytes arrived whose sending was cancelled`,
      );
    }
  }

  /** The sender is about to end it gracefully. */
  end(): void {
    if (this.#end === "open") this.#end = "ended";
  }

  /** Somebody is about to end the connection abruptly. */
  break(): void {
    this.#end = "broken";
  }

  /** The receiver does not want to see what comes. */
  discard(): void {
    this.#discarded = true;
  }

  /** Bytes have arrived. */
  arrive(bytes: Uint8Array): void {
    const { byteLength } = bytes;
    if (byteLength > 0 && this.#seen !== "open") {
      throw this.#wrong(`${byteLength} bytes arrived behind its end`);
    }
    this.check(bytes, this.#received);
    this.#received += byteLength;
    if (this.#received > this.#sent) {
      throw this.#wrong(
        `${this.#received} bytes arrived, ${this.#sent} were sent`,
      );
    }
  }

  /** Whether bytes that arrived at a position are still what they were. */
  check(bytes: Uint8Array, position: number): void {
    const at = mismatch(this.#number, position, bytes);
    if (at === undefined) return;
    throw this.#wrong(`byte ${position + at} is not what was sent there`);
  }

  /** The receiver sees its graceful end. */
  seeEnd(): void {
    if (this.#seen === "broken")
      throw this.#wrong("ended gracefully after a reset");
    this.#seen = "ended";
    if (this.#end === "open")
      throw this.#wrong("ended, which the sender did not do");
    if (this.#end === "ended") this.#expectAll();
  }

  /** The receiver sees that the connection is no more. */
  seeBreak(reason: unknown): void {
    this.#seen = "broken";
    if (this.#end === "broken") return;
    throw new Discrepancy(`${this.#name}: broken by nobody`, { cause: reason });
  }

  /** The connection is over. */
  settle(): void {
    if (this.#end === "broken") return;
    if (this.#end === "open" || this.#seen === "open") {
      throw this.#wrong(
        `over, but ${this.#end} for the sender and ${this.#seen} for the receiver`,
      );
    }
    this.#expectAll();
  }

  #expectAll(): void {
    if (this.#discarded || this.#received === this.#sent) return;
    throw this.#wrong(
      `${this.#received} of ${this.#sent} bytes arrived before the end`,
    );
  }

  #wrong(message: string): Discrepancy {
    return new Discrepancy(`${this.#name}: ${message}`);
  }
}

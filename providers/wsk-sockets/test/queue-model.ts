import { expect } from "vitest";
import { PendingQueue, type Pending } from "../src/queue.ts";

/** A queue of operations, and beside it the plain list that it must behave like. */
export class ModelledQueue {
  readonly #queue = new PendingQueue<number, string>(
    (request, reason) => new Error(`${request} cancelled: ${String(reason)}`),
  );
  readonly #taken: Pending<number, string>[] = [];
  readonly #aborts: AbortController[] = [];
  readonly #results: Promise<unknown>[] = [];
  /** The list: what waits, by number. */
  #waiting: number[] = [];
  /** How each operation must come out. */
  readonly #expected: string[] = [];

  add(): void {
    const abort = new AbortController();
    const number = this.#aborts.push(abort) - 1;
    this.#collect(this.#queue.add(number, abort.signal));
    this.#waiting.push(number);
  }

  /** Cancels an operation, whatever has become of it. */
  abort(number: number): void {
    this.#aborts[number]?.abort("no");
    if (!this.#waiting.includes(number)) return;
    this.#expect(number, `Error: ${number} cancelled: no`);
  }

  resolve(): void {
    this.#queue.first?.resolve("served");
    this.#expect(this.#waiting[0], "served");
  }

  /** Takes the first operation out, to be settled later. */
  take(): void {
    const operation = this.#queue.take();
    if (operation !== undefined) this.#taken.push(operation);
    this.#waiting = this.#waiting.slice(1);
  }

  settle(): void {
    const operation = this.#taken.shift();
    operation?.resolve("settled");
    this.#expect(operation?.request, "settled");
  }

  rejectAll(): void {
    this.#queue.rejectAll((request) => new Error(`${request} ended`));
    for (const number of this.#waiting) {
      this.#expect(number, `Error: ${number} ended`);
    }
  }

  check(): void {
    expect(this.#queue.first?.request).toBe(this.#waiting[0]);
  }

  /** Ends whatever has not ended, and compares how all came out. */
  async end(): Promise<void> {
    while (this.#taken.length > 0) this.settle();
    this.rejectAll();
    this.check();
    expect(await Promise.all(this.#results)).toEqual(this.#expected);
  }

  #collect(call: Promise<string>): void {
    this.#results.push(call.catch((error: unknown) => String(error)));
  }

  #expect(number: number | undefined, outcome: string): void {
    if (number === undefined) return;
    this.#expected[number] = outcome;
    this.#waiting = this.#waiting.filter((other) => other !== number);
  }
}

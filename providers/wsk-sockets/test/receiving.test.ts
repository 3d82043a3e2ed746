import fc from "fast-check";
import { expect, it } from "vitest";
import {
  register,
  type ConnectionOrientedSocket,
  type DataIndication,
  type ReceiveEvent,
  type ReceiveEventReply,
} from "@captable/wsk";
import { transportProvider } from "../src/index.ts";
import { FakeLinkTransport } from "./fake-link.ts";
import { retaining, step, type Answer, type Step } from "./receiving-steps.ts";

const RETAINED_BYTES = 60;
const BEFORE_REPLY = "before the reply";

interface Kept {
  readonly list: readonly DataIndication[];
  readonly bytes: readonly number[];
}

/** A connection at work. Its bytes are numbered, and what the application gets of them is written down in order. */
class Run {
  readonly taken: number[] = [];
  /** What was told that must not be. */
  readonly faults: string[] = [];
  sent = 0;
  ends = 0;
  readonly #transport = new FakeLinkTransport();
  readonly #aborts = new Set<AbortController>();
  readonly #kept: Kept[] = [];
  #answers: readonly Answer[] = [{ reply: "all", pulls: 0, cancels: false }];
  #told = 0;
  #running = false;
  #suspended = false;
  #enabled = false;
  #finishing = false;
  #socket: ConnectionOrientedSocket | undefined;

  get socket(): ConnectionOrientedSocket {
    if (this.#socket === undefined) throw new TypeError("not open");
    return this.#socket;
  }

  get retained(): number {
    return this.#kept.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  async open(): Promise<void> {
    const limits = { retainedBytes: RETAINED_BYTES };
    const provider = transportProvider("fake", this.#transport, limits);
    const wsk = await register(provider).captureProviderNPI();
    const { localAddress, remoteAddress } = this.#transport.link;
    this.#socket = await wsk.socketConnect(localAddress, remoteAddress, {
      dispatch: {
        receiveEvent: (told) => this.#onData(told),
        disconnectEvent: () => {
          this.ends += 1;
          return "STATUS_SUCCESS";
        },
      },
    });
  }

  async take(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      await this.#take(step);
      await this.#transport.settle();
      this.#checkRest();
    }
  }

  /** Ends the connection, and takes all that is left of it. */
  async finish(): Promise<void> {
    this.#finishing = true;
    this.#transport.link.leave();
    await this.#control(true);
    const buffer = new Uint8Array(7);
    let length: number | undefined;
    do {
      length = undefined;
      void this.socket.receive(buffer).then((received) => {
        length = received;
      });
      await this.#transport.settle();
      if (length === undefined) this.faults.push("never ends");
      this.taken.push(...buffer.subarray(0, length ?? 0));
    } while ((length ?? 0) > 0);
    while (this.#kept.length > 0) this.#release(0);
  }

  /** What is left when nothing is under way: nothing is held back, and nothing waits that could be told. */
  #checkRest(): void {
    const { link } = this.#transport;
    const waits = this.#aborts.size > 0;
    const full = this.retained >= RETAINED_BYTES && !waits;
    if (link.paused !== full) this.faults.push("is held back wrongly");
    if (waits || full || !this.#enabled || this.#suspended) return;
    if (this.taken.length < this.sent) this.faults.push("is not told");
  }

  async #take(step: Step): Promise<void> {
    if (step.kind === "arrive") this.#arrive(step.sizes);
    else if (step.kind === "pull") this.#pull(step.size, step.waitall);
    else if (step.kind === "answer") this.#answers = step.answers;
    else if (step.kind === "cancel") this.#cancel(step.which);
    else if (step.kind === "release") this.#release(step.which);
    else await this.#control(step.kind === "disable");
  }

  #arrive(sizes: readonly number[]): void {
    for (const length of sizes) {
      const numbers = Array.from({ length }, () => this.sent++ % 251);
      this.#transport.link.arrive(Uint8Array.from(numbers));
    }
  }

  #pull(size: number, waitall: boolean): void {
    const abort = new AbortController();
    this.#aborts.add(abort);
    const buffer = new Uint8Array(size);
    const { signal } = abort;
    const over = (): void => {
      this.#aborts.delete(abort);
      // What is over before the reply does not lift what only the reply brings about.
      if (signal.reason !== BEFORE_REPLY) this.#suspended = false;
    };
    this.socket.receive(buffer, { signal, flags: { waitall } }).then(
      (length) => {
        over();
        this.taken.push(...buffer.subarray(0, length));
        const enough = waitall ? length === size : length > 0 || size === 0;
        if (!enough && !this.#finishing) this.faults.push(`only ${length}`);
      },
      (error: unknown) => {
        over();
        // The buffer is the application's again.
        buffer.fill(255);
        if (!signal.aborted) this.faults.push(String(error));
      },
    );
  }

  #cancel(which: number, reason?: string): void {
    [...this.#aborts][which % this.#aborts.size]?.abort(reason);
  }

  /** What is given back is what was given out. */
  #release(which: number): void {
    const [kept] = this.#kept.splice(which % this.#kept.length, 1);
    if (kept === undefined) return;
    expect(bytesOf(kept.list)).toEqual(kept.bytes);
    this.socket.release(kept.list);
  }

  #control(disable: boolean): Promise<void> {
    this.#enabled = !disable;
    const eventMask = disable
      ? { receive: true, disable }
      : { receive: true, disconnect: true };
    return this.socket.controlSocket("setOption", "SO_WSK_EVENT_CALLBACK", {
      eventMask,
    });
  }

  #onData({
    dataIndication = [],
    bytesIndicated,
  }: ReceiveEvent): ReceiveEventReply {
    if (this.#running) this.faults.push("overlaps");
    if (this.#suspended) this.faults.push("is suspended");
    if (this.#aborts.size > 0) this.faults.push("a call goes first");
    this.#running = true;
    const bytes = bytesOf(dataIndication);
    if (bytes.length !== bytesIndicated) this.faults.push("is miscounted");
    const { reply, pulls, cancels } = this.#next();
    for (let pull = 0; pull < pulls; pull += 1) this.#pull(5, false);
    if (cancels) this.#cancel(0, BEFORE_REPLY);
    this.#running = false;
    if (reply === "retain") {
      this.#kept.push({ list: dataIndication, bytes });
      this.taken.push(...bytes);
      return "STATUS_PENDING";
    }
    this.#suspended = reply !== "all";
    if (reply === "none") return "STATUS_DATA_NOT_ACCEPTED";
    const bytesAccepted =
      reply === "all" ? bytesIndicated : bytesIndicated >> 1;
    this.taken.push(...bytes.slice(0, bytesAccepted));
    return { reply: "STATUS_SUCCESS", bytesAccepted };
  }

  #next(): Answer {
    const next = this.#answers[this.#told++ % this.#answers.length];
    if (next === undefined) throw new TypeError("no answer");
    return next;
  }
}

function bytesOf(list: readonly DataIndication[]): number[] {
  return list.flatMap(({ buffer: { mdl, offset, length } }) => {
    const bytes = mdl.flatMap((part) => [...part]);
    return bytes.slice(offset, offset + length);
  });
}

it("gives every byte to the application once and in order, by calls and by events", async () => {
  const property = fc.asyncProperty(
    fc.array(step, { maxLength: 40 }),
    async (steps) => {
      const run = new Run();
      await run.open();
      await run.take(steps);
      await run.finish();
      const sent = Array.from({ length: run.sent }, (_, index) => index % 251);
      expect(run.faults).toEqual([]);
      expect(run.taken).toEqual(sent);
      expect(run.ends).toBeLessThanOrEqual(1);
    },
  );
  await fc.assert(property, { numRuns: 1000, examples: [[retaining]] });
});

import fc from "fast-check";
import { expect, it } from "vitest";
import {
  register,
  type DatagramIndication,
  type DatagramSocket,
  type ReceiveFromEvent,
  type ReceiveFromEventReply,
} from "@captable/wsk";
import { transportProvider } from "../src/index.ts";
import { FakeTransport } from "./fake-transport.ts";

const RETAINED_BYTES = 100_000;
/** What waits besides what is retained, at most. */
const WAITING_BYTES = 256 * 1024;
const WAITING_DATAGRAMS = 1024;

interface Arrival {
  readonly size: number;
  readonly times: number;
  readonly broadcast: boolean;
}

/** How a handler acts. */
interface Reaction {
  readonly reply: ReceiveFromEventReply;
  /** Whether it calls receiveFrom before it replies. */
  readonly pulls: boolean;
}

type Step =
  | ({ readonly kind: "arrive" } & Arrival)
  | { readonly kind: "pull" | "cancel" | "release" | "enable" | "disable" };

function stepsOf(size: number, times: number): fc.Arbitrary<Step[]> {
  const arrive = fc.record({
    kind: fc.constant("arrive" as const),
    size: fc.nat(size),
    times: fc.integer({ min: 1, max: times }),
    broadcast: fc.boolean(),
  });
  const kinds = ["pull", "cancel", "release", "enable", "disable"] as const;
  const plain = fc.record({ kind: fc.constantFrom(...kinds) });
  return fc.array(fc.oneof(arrive, plain), { maxLength: 60 });
}

const reactions: fc.Arbitrary<Reaction[]> = fc.array(
  fc.record({
    reply: fc.constantFrom<ReceiveFromEventReply>(
      "STATUS_SUCCESS",
      "STATUS_PENDING",
      "STATUS_DATA_NOT_ACCEPTED",
    ),
    pulls: fc.boolean(),
  }),
  { minLength: 1, maxLength: 20 },
);

const event = { eventMask: { receiveFrom: true } };

/** A datagram socket at work. Datagrams are numbered by the ports that they come from. */
class Run {
  /** The datagrams that the application has taken, in order. */
  readonly taken: number[] = [];
  /** In bytes, by number. */
  readonly sizes = new Map<number, number>();
  arrived = 0;
  retainedBytes = 0;
  mostRetained = 0;
  readonly #transport = new FakeTransport();
  readonly #retained: ReceiveFromEvent["dataIndication"][] = [];
  readonly #aborts: AbortController[] = [];
  #reactions: readonly Reaction[];
  #indicated = 0;
  #socket: DatagramSocket | undefined;

  constructor(reactions: readonly Reaction[]) {
    this.#reactions = reactions;
  }

  get socket(): DatagramSocket {
    if (this.#socket === undefined) throw new TypeError("not open");
    return this.#socket;
  }

  async open(): Promise<void> {
    const limits = { retainedBytes: RETAINED_BYTES };
    const provider = transportProvider("fake", this.#transport, limits);
    const wsk = await register(provider).captureProviderNPI();
    const handlers = {
      receiveFromEvent: (told: ReceiveFromEvent) => this.#indicate(told),
    };
    this.#socket = await wsk.socket("datagram", { handlers });
    await this.#socket.bind({ family: "IPv4", address: "10.0.0.1", port: 1 });
  }

  async take(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      await this.#take(step);
      await this.#transport.settle();
    }
  }

  /** Takes what waits, and nothing of what would still come. */
  async empty(): Promise<number[]> {
    for (const abort of this.#aborts) abort.abort();
    await this.#transport.settle();
    const before = this.taken.length;
    this.#reactions = [{ reply: "STATUS_SUCCESS", pulls: false }];
    await this.socket.controlSocket(
      "setOption",
      "SO_WSK_EVENT_CALLBACK",
      event,
    );
    await this.#transport.settle();
    return this.taken.slice(before);
  }

  async #take(step: Step): Promise<void> {
    if (step.kind === "arrive") await this.#arrive(step);
    else if (step.kind === "pull") this.#pull();
    else if (step.kind === "cancel") this.#aborts.pop()?.abort();
    else if (step.kind === "release") this.#release();
    else await this.#enable(step.kind === "disable");
  }

  async #arrive({ size, times, broadcast }: Arrival): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      this.arrived += 1;
      this.sizes.set(this.arrived, size);
      const from = {
        family: "IPv4",
        address: "10.0.0.2",
        port: this.arrived,
      } as const;
      this.#transport.events.message(new Uint8Array(size), from, { broadcast });
      // Between two callbacks of a transport, what was awaited goes on.
      await Promise.resolve();
    }
  }

  #pull(): void {
    const abort = new AbortController();
    this.#aborts.push(abort);
    const { signal } = abort;
    this.socket.receiveFrom(new Uint8Array(1), { signal }).then(
      ({ remoteAddress }) => this.taken.push(remoteAddress.port),
      (error: unknown) =>
        expect(error).toHaveProperty("status", "STATUS_CANCELLED"),
    );
  }

  #release(): void {
    const list = this.#retained.shift();
    if (list === undefined) return;
    this.socket.release(list);
    this.retainedBytes -= bytesOf(list);
  }

  #enable(disable: boolean): Promise<void> {
    const eventMask = { receiveFrom: true, disable };
    return this.socket.controlSocket("setOption", "SO_WSK_EVENT_CALLBACK", {
      eventMask,
    });
  }

  #indicate({ dataIndication = [] }: ReceiveFromEvent): ReceiveFromEventReply {
    const reaction =
      this.#reactions[this.#indicated++ % this.#reactions.length];
    if (reaction?.pulls) this.#pull();
    const reply = reaction?.reply ?? "STATUS_DATA_NOT_ACCEPTED";
    if (reply === "STATUS_DATA_NOT_ACCEPTED") return reply;
    this.taken.push(
      ...dataIndication.map(({ remoteAddress }) => remoteAddress.port),
    );
    if (reply === "STATUS_SUCCESS") return reply;
    this.#retained.push(dataIndication);
    this.retainedBytes += bytesOf(dataIndication);
    this.mostRetained = Math.max(this.mostRetained, this.retainedBytes);
    return reply;
  }
}

function bytesOf(list: readonly DatagramIndication[]): number {
  return list.reduce((sum, { buffer }) => sum + buffer.length, 0);
}

function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

it("takes every datagram once, in order, as long as there is room", async () => {
  const property = fc.asyncProperty(
    stepsOf(100, 5),
    reactions,
    async (steps, reactions) => {
      const run = new Run(reactions);
      await run.open();
      await run.take(steps);
      await run.empty();
      expect(run.taken).toEqual(upTo(run.arrived));
    },
  );
  await fc.assert(property, { numRuns: 60 });
});

it("keeps no more than its limits, in order, however much comes", async () => {
  const property = fc.asyncProperty(
    fc.oneof(stepsOf(60_000, 300), stepsOf(9, 2000)),
    reactions,
    async (steps, reactions) => {
      const run = new Run(reactions);
      await run.open();
      await run.take(steps);
      const waited = await run.empty();
      expect(waited.length).toBeLessThanOrEqual(WAITING_DATAGRAMS);
      const sizes = waited.map((number) => run.sizes.get(number) ?? 0);
      const bytes = sizes.reduce((sum, size) => sum + size, 0);
      expect(bytes).toBeLessThanOrEqual(WAITING_BYTES);
      // A list is retained whole once it has been indicated.
      expect(run.mostRetained).toBeLessThan(RETAINED_BYTES + WAITING_BYTES);
      const inOrder = run.taken.toSorted((one, other) => one - other);
      expect(run.taken).toEqual(inOrder);
      expect(new Set(run.taken).size).toBe(run.taken.length);
    },
  );
  await fc.assert(property, { numRuns: 40 });
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { MemoryNetwork, type Faults, type TraceEntry } from "../src/index.ts";
import {
  bindDatagram,
  Door,
  Ear,
  bindStream,
  transportOf,
  v4,
} from "./wire.ts";

const probability = fc.oneof(
  fc.constant(0),
  fc.double({ min: 0, max: 0.3, noNaN: true }),
);
const latency = fc
  .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }))
  .map(([min, more]) => ({ min, max: min + more }));
const segmentSize = fc
  .tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 3000 }))
  .map(([min, more]) => ({ min, max: min + more }));

/** Delays of all kinds, but nothing that ends a connection. */
const delays = fc.record({
  latency,
  segmentSize,
  segmentLoss: probability,
  receiveWindow: fc.integer({ min: 1, max: 5000 }),
  bandwidth: fc.integer({ min: 1, max: 1000 }),
  readRate: fc.integer({ min: 1, max: 1000 }),
  timeout: fc.constant(1e9),
});

const mixes = fc
  .tuple(
    delays,
    fc.record({
      loss: probability,
      duplication: probability,
      reordering: probability,
      resets: fc.double({ min: 0, max: 0.05, noNaN: true }),
      allocationFailures: probability,
      vanished: fc.constantFrom([], ["two"], ["127.0.0.1"]),
    }),
  )
  .map(([first, second]): Faults => ({ ...first, ...second, timeout: 2000 }));

const seeds = fc.integer();

interface Course {
  readonly trace: readonly TraceEntry[];
  readonly told: readonly string[];
  readonly end: number;
}

/** A program of two hosts that talk by TCP and UDP, and all that came of it. */
async function course(seed: number, faults: Faults): Promise<Course> {
  const trace: TraceEntry[] = [];
  const told: string[] = [];
  const network = new MemoryNetwork({
    seed,
    hosts: { one: ["10.1.0.1"], two: ["10.1.0.2"] },
    trace: (entry) => trace.push(entry),
  });
  const one = transportOf(network, "one");
  const two = transportOf(network, "two");
  const post = await bindDatagram(one, v4("0.0.0.0"));
  const box = await bindDatagram(two, v4("10.1.0.2", 7));
  const door = new Door(bindStream(two, v4("10.1.0.2", 80)));
  network.faults = faults;
  try {
    const { outcome } = bindStream(one, v4("0.0.0.0")).connect(
      v4("10.1.0.2", 80),
    );
    outcome.then(
      (link) => {
        const ear = new Ear(link);
        link.write(new Uint8Array(3000), (taken) => told.push(`near ${taken}`));
        link.end((taken) => told.push(`near end ${taken}`));
        told.push(`near ${ear.length} ${ear.broken?.status}`);
      },
      (error: unknown) => told.push(String(error)),
    );
  } catch (error) {
    told.push(String(error));
  }
  for (let index = 0; index < 20; index += 1) {
    post.port.send(new Uint8Array(index), v4("10.1.0.2", 7), (failure) =>
      told.push(`sent ${failure?.status}`),
    );
  }
  await network.idle();
  const [request] = door.requests;
  const link = request?.accept();
  if (link !== undefined) {
    const ear = new Ear(link);
    link.write(new Uint8Array(3000), (taken) => told.push(`far ${taken}`));
    await network.idle();
    told.push(`far ${ear.length} ${ear.ended} ${ear.broken?.status}`);
  }
  told.push(...box.box.texts, ...post.box.undelivered.map(String));
  return { trace, told, end: network.now };
}

it("the same seed and the same program give the same course of events, byte for byte", async () => {
  await fc.assert(
    fc.asyncProperty(seeds, mixes, async (seed, faults) => {
      const [first, second] = [
        await course(seed, faults),
        await course(seed, faults),
      ];
      expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    }),
    { numRuns: 60 },
  );
});

it("other seeds give other courses of events", async () => {
  const faults: Faults = { latency: { min: 0, max: 50 }, loss: 0.5 };
  const courses = new Set<string>();
  for (let seed = 0; seed < 20; seed += 1) {
    courses.add(JSON.stringify(await course(seed, faults)));
  }
  expect(courses.size).toBe(20);
});

it("one fault more leaves the chances of the others as they are", async () => {
  const losses = async (faults: Faults): Promise<readonly string[]> => {
    const { trace } = await course(7, { loss: 0.5, ...faults });
    return trace
      .filter(({ protocol }) => protocol === "udp")
      .map(({ event, size }) => `${event} ${size}`);
  };
  const plain = await losses({});
  expect(await losses({ segmentSize: { min: 1, max: 9 } })).toEqual(plain);
  expect(await losses({ resets: 0.5 })).toEqual(plain);
});

it("TCP delivers every byte in order, whatever the delays", async () => {
  await fc.assert(
    fc.asyncProperty(
      seeds,
      delays,
      fc.array(fc.uint8Array({ maxLength: 4000 }), { maxLength: 6 }),
      fc.array(fc.uint8Array({ maxLength: 4000 }), { maxLength: 6 }),
      async (seed, faults, outward, homeward) => {
        const network = new MemoryNetwork({ seed, faults });
        const transport = transportOf(network);
        const port = bindStream(transport);
        const door = new Door(port);
        const { outcome } = bindStream(transport).connect(port.address);
        await network.idle();
        const link = door.requests[0]?.accept();
        if (link === undefined) throw new TypeError("given up");
        const ends = [
          { ear: new Ear(await outcome), sends: outward, gets: homeward },
          { ear: new Ear(link), sends: homeward, gets: outward },
        ];
        let taken = 0;
        for (const { ear, sends } of ends) {
          for (const data of sends) {
            ear.link.write(data, (all) => (taken += Number(all)));
          }
          ear.link.end((all) => (taken += Number(all)));
        }
        await network.idle();
        expect(taken).toBe(outward.length + homeward.length + 2);
        for (const { ear, gets } of ends) {
          expect(Buffer.from(ear.bytes)).toEqual(Buffer.concat(gets));
          expect(ear.ended).toBe(true);
          expect(ear.broken).toBeUndefined();
          expect(ear.link.finished).toBe(true);
        }
      },
    ),
    { numRuns: 40 },
  );
});

it("up to a reset, what has come is a beginning of what was sent", async () => {
  await fc.assert(
    fc.asyncProperty(
      seeds,
      delays,
      fc.double({ min: 0.001, max: 0.1, noNaN: true }),
      async (seed, faults, resets) => {
        const network = new MemoryNetwork({ seed, faults });
        const transport = transportOf(network);
        const port = bindStream(transport);
        const door = new Door(port);
        const { outcome } = bindStream(transport).connect(port.address);
        await network.idle();
        const link = door.requests[0]?.accept();
        if (link === undefined) throw new TypeError("given up");
        const far = new Ear(link);
        const near = new Ear(await outcome);
        network.faults = { ...faults, resets };
        const data = new Uint8Array(5000).map((_, index) => index % 251);
        let taken: boolean | undefined;
        near.link.write(data, (all) => (taken = all));
        await network.idle();
        expect(far.bytes).toEqual(data.subarray(0, far.length));
        expect(taken).toBe(near.broken === undefined);
        expect(far.broken?.status).toBe(near.broken?.status);
        if (taken === true) expect(far.length).toBe(data.length);
      },
    ),
    { numRuns: 40 },
  );
});

it("without loss every datagram arrives once, and in order without reordering", async () => {
  const harmless = fc.record({ latency, reordering: probability });
  await fc.assert(
    fc.asyncProperty(
      seeds,
      harmless,
      fc.integer({ min: 0, max: 60 }),
      async (seed, faults, count) => {
        const network = new MemoryNetwork({ seed, faults });
        const near = await bindDatagram(transportOf(network));
        const sent = Array.from({ length: count }, (_, index) => `${index}`);
        for (const text of sent) {
          const data = new TextEncoder().encode(text);
          near.port.send(data, near.port.address, () => {});
        }
        await network.idle();
        const { texts } = near.box;
        expect(texts.toSorted()).toEqual(sent.toSorted());
        if (faults.reordering === 0) expect(texts).toEqual(sent);
      },
    ),
    { numRuns: 40 },
  );
});

import { describe, expect, it } from "vitest";
import { MemoryNetwork } from "../src/index.ts";
import {
  bindDatagram,
  bindStream,
  Door,
  end,
  pair,
  send,
  transportOf,
  write,
} from "./wire.ts";

describe("latency", () => {
  it("is what a datagram takes", async () => {
    const network = new MemoryNetwork({ faults: { latency: 12.5 } });
    const near = await bindDatagram(transportOf(network));
    await send(near, "a", near.port.address);
    expect(network.now).toBe(0);
    await network.idle();
    expect(network.now).toBe(12.5);
  });

  it("is what connecting takes three times, and data once more there and back", async () => {
    const network = new MemoryNetwork({
      clock: "manual",
      faults: { latency: 10 },
    });
    const transport = transportOf(network);
    const port = bindStream(transport);
    const door = new Door(port);
    const { outcome } = bindStream(transport).connect(port.address);
    await network.advance(9);
    expect(door.requests).toHaveLength(0);
    await network.advance(1);
    door.requests[0]?.accept();
    await network.advance(10);
    const link = await outcome;
    let taken = false;
    link.write(new Uint8Array(1), () => (taken = true));
    await network.advance(19);
    expect(taken).toBe(false);
    await network.advance(1);
    expect(taken).toBe(true);
  });
});

describe("bandwidth", () => {
  it("is how fast a direction is", async () => {
    const faults = { bandwidth: 10, segmentSize: 100 };
    const network = new MemoryNetwork({ faults });
    const { near, far } = await pair(network);
    const before = network.now;
    await write(near.link, new Uint8Array(1000));
    expect(network.now - before).toBeCloseTo(100);
    expect(far.chunks).toHaveLength(10);
  });
});

describe("a slow reader", () => {
  it("holds the sender back by its window", async () => {
    const network = new MemoryNetwork({
      faults: { readRate: 1, receiveWindow: 100, segmentSize: 10 },
    });
    const { near, far } = await pair(network);
    const before = network.now;
    await write(near.link, new Uint8Array(1000));
    // The last segments are in the window, and need not have been read.
    expect(network.now - before).toBeGreaterThanOrEqual(880);
    await network.idle();
    expect(far.length).toBe(1000);
    expect(network.now - before).toBeGreaterThanOrEqual(990);
  });
});

describe("segments", () => {
  it("are cut as asked for", async () => {
    const faults = { segmentSize: { min: 1, max: 9 } };
    const network = new MemoryNetwork({ faults });
    const { near, far } = await pair(network);
    const data = new Uint8Array(1000).map((_, index) => index % 251);
    await write(near.link, data);
    expect(far.bytes).toEqual(data);
    const sizes = new Set(far.chunks.map(({ byteLength }) => byteLength));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(9);
    expect(sizes.size).toBeGreaterThan(3);
  });

  it("that are lost are sent again", async () => {
    const network = new MemoryNetwork({
      faults: { segmentLoss: 0.3, segmentSize: 10 },
    });
    const { near, far } = await pair(network);
    const data = new Uint8Array(500).map((_, index) => index % 251);
    expect(await write(near.link, data)).toBe(true);
    expect(far.bytes).toEqual(data);
    expect(network.now).toBeGreaterThan(0);
    network.faults = { segmentLoss: 1 };
    expect(await write(near.link, "never")).toBe(false);
    expect(near.broken?.status).toBe("STATUS_IO_TIMEOUT");
  });
});

it("half-closing survives delays and losses", async () => {
  const network = new MemoryNetwork({
    faults: { latency: { min: 1, max: 30 }, segmentLoss: 0.2 },
  });
  const { near, far } = await pair(network);
  await write(near.link, "question");
  await end(near.link);
  await network.idle();
  expect([far.text, far.ended]).toEqual(["question", true]);
  await write(far.link, "answer");
  await end(far.link);
  await network.idle();
  expect([near.text, near.ended]).toEqual(["answer", true]);
});

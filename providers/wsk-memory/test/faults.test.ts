import { describe, expect, it } from "vitest";
import { MemoryNetwork, type Faults } from "../src/index.ts";
import {
  bindDatagram,
  bindStream,
  Door,
  end,
  left,
  pair,
  send,
  statusOf,
  transportOf,
  v4,
  write,
} from "./wire.ts";

const hosts = { one: ["10.1.0.1"], two: ["10.1.0.2"] };

/** The texts of numbered datagrams that a port has sent to itself. */
async function exchanged(faults: Faults, count: number): Promise<string[]> {
  const network = new MemoryNetwork({ faults });
  const near = await bindDatagram(transportOf(network));
  for (let index = 0; index < count; index += 1) {
    near.port.send(
      new TextEncoder().encode(String(index)),
      near.port.address,
      () => {},
    );
  }
  await network.idle();
  return near.box.texts;
}

const numbers = Array.from({ length: 200 }, (_, index) => String(index));

describe("datagrams", () => {
  it("all arrive in order when nothing goes wrong, however long they take", async () => {
    expect(await exchanged({}, 200)).toEqual(numbers);
    expect(await exchanged({ latency: { min: 0, max: 50 } }, 200)).toEqual(
      numbers,
    );
  });

  it("are lost with the probability given", async () => {
    expect(await exchanged({ loss: 1 }, 200)).toEqual([]);
    const some = await exchanged({ loss: 0.5 }, 200);
    expect(some.length).toBeGreaterThan(60);
    expect(some.length).toBeLessThan(140);
    expect(some).toEqual(numbers.filter((text) => some.includes(text)));
  });

  it("are duplicated with the probability given", async () => {
    const twice = await exchanged({ duplication: 1 }, 200);
    expect(twice).toEqual(numbers.flatMap((text) => [text, text]));
  });

  it("overtake each other with the probability given", async () => {
    const mixed = await exchanged({ reordering: 0.2 }, 200);
    expect(mixed).not.toEqual(numbers);
    expect(mixed.toSorted((one, other) => Number(one) - Number(other))).toEqual(
      numbers,
    );
  });
});

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

describe("resets", () => {
  it("come after so many bytes, exactly", async () => {
    const network = new MemoryNetwork({ faults: { resetAfter: 1500 } });
    const { door, near, far } = await pair(network);
    expect(await write(far.link, new Uint8Array(1000))).toBe(true);
    expect(await write(near.link, new Uint8Array(1000))).toBe(false);
    await network.idle();
    expect(far.length).toBe(500);
    for (const { broken, after } of [near, far]) {
      expect(broken?.status).toBe("STATUS_CONNECTION_RESET");
      expect(after).toBe(0);
    }
    door.port.close();
    expect(left(network)).toBe(0);
  });

  it("come with the probability given, and not without", async () => {
    const network = new MemoryNetwork({ faults: { resets: 0 } });
    const { near, far } = await pair(network);
    expect(await write(near.link, "fine")).toBe(true);
    network.faults = { resets: 1 };
    expect(await write(near.link, "cut")).toBe(false);
    await network.idle();
    expect(far.text).toBe("fine");
    expect(far.broken?.status).toBe("STATUS_CONNECTION_RESET");
    expect(near.broken?.status).toBe("STATUS_CONNECTION_RESET");
  });
});

describe("what has vanished", () => {
  it("is not reached by requests", async () => {
    const network = new MemoryNetwork({ hosts });
    const one = transportOf(network, "one");
    const port = bindStream(transportOf(network, "two"), v4("10.1.0.2"));
    const door = new Door(port);
    network.faults = { vanished: ["two"], timeout: 3000 };
    const { outcome } = bindStream(one, v4("0.0.0.0")).connect(port.address);
    expect(await statusOf(outcome)).toBe("STATUS_IO_TIMEOUT");
    expect(network.now).toBe(3000);
    expect(door.requests).toHaveLength(0);
    network.faults = {};
    await pair(network, one, transportOf(network, "two"), v4("10.1.0.2"));
    expect(network.now).toBe(3000);
  });

  it("lets its request be given up", async () => {
    const network = new MemoryNetwork({ hosts, clock: "manual" });
    network.faults = { vanished: ["two"] };
    const one = transportOf(network, "one");
    const attempt = bindStream(one, v4("0.0.0.0")).connect(v4("10.1.0.2", 80));
    const status = statusOf(attempt.outcome);
    await network.advance(1000);
    await attempt.abandon();
    expect(await status).toBe("STATUS_CANCELLED");
    await network.advance(100_000);
    expect(left(network)).toBe(0);
  });

  it("leaves its peers half open: they notice when they send", async () => {
    const network = new MemoryNetwork({ hosts });
    const one = transportOf(network, "one");
    const two = transportOf(network, "two");
    const { near, far } = await pair(network, one, two, v4("10.1.0.2"));
    network.faults = { vanished: ["two"] };
    await network.idle();
    expect(near.broken).toBeUndefined();
    expect(await write(near.link, "anybody?")).toBe(false);
    expect(near.broken?.status).toBe("STATUS_IO_TIMEOUT");
    expect(network.now).toBe(20_000);
    expect(far.length).toBe(0);
    expect(far.broken).toBeUndefined();
  });

  it("leaves those half open who wait for an answer", async () => {
    const network = new MemoryNetwork({
      hosts,
      clock: "manual",
      faults: { latency: 10 },
    });
    const one = transportOf(network, "one");
    const two = transportOf(network, "two");
    const { near, far } = await pair(network, one, two, v4("10.1.0.2"));
    const done = write(near.link, "heard");
    await network.advance(15);
    expect(far.text).toBe("heard");
    network.faults = { vanished: ["two"], latency: 10 };
    await network.advance(60_000);
    expect(await done).toBe(false);
    expect(near.broken?.status).toBe("STATUS_IO_TIMEOUT");
  });

  it("goes on where it was if it comes back in time", async () => {
    const network = new MemoryNetwork({ hosts, clock: "manual" });
    const one = transportOf(network, "one");
    const two = transportOf(network, "two");
    const { near, far } = await pair(network, one, two, v4("10.1.0.2"));
    network.faults = { vanished: ["two"] };
    const done = write(near.link, "patience");
    await network.advance(5000);
    expect(far.length).toBe(0);
    network.faults = {};
    await network.advance(20_000);
    expect(await done).toBe(true);
    expect(far.text).toBe("patience");
  });

  it("is noticed by who keeps the connection alive", async () => {
    const network = new MemoryNetwork({ hosts });
    const one = transportOf(network, "one");
    const two = transportOf(network, "two");
    const { near, far } = await pair(network, one, two, v4("10.1.0.2"));
    near.link.setKeepAlive(true);
    await network.idle();
    expect(network.now).toBe(0);
    network.faults = { vanished: ["10.1.0.2"] };
    await network.idle();
    expect(near.broken?.status).toBe("STATUS_IO_TIMEOUT");
    expect(far.broken).toBeUndefined();
    expect(network.now).toBe(7_200_000);
  });

  it("is forgiven by who keeps the connection alive, if it comes back", async () => {
    const network = new MemoryNetwork({ hosts, clock: "manual" });
    const one = transportOf(network, "one");
    const two = transportOf(network, "two");
    const { near } = await pair(network, one, two, v4("10.1.0.2"));
    near.link.setKeepAlive(true);
    network.faults = { vanished: ["two"] };
    await network.advance(7_000_000);
    network.faults = {};
    await network.advance(7_000_000);
    expect(near.broken).toBeUndefined();
    network.faults = { vanished: ["two"] };
    await network.advance(7_200_000);
    expect(near.broken?.status).toBe("STATUS_IO_TIMEOUT");
  });

  it("is no longer waited for when the connection is given up", async () => {
    const network = new MemoryNetwork({ hosts });
    const one = transportOf(network, "one");
    const two = transportOf(network, "two");
    const { near } = await pair(network, one, two, v4("10.1.0.2"));
    near.link.setKeepAlive(true);
    network.faults = { vanished: ["two"] };
    await near.link.reset();
    await network.idle();
    expect(near.broken).toBeUndefined();
    expect(network.now).toBe(0);
  });

  it("may be a single port, even on the same host", async () => {
    const network = new MemoryNetwork();
    const { near, far } = await pair(network);
    const { address, port } = far.link.localAddress;
    const lost = await bindDatagram(
      transportOf(network),
      v4("127.0.0.1", port),
    );
    network.faults = { vanished: [`${address}:${port}`] };
    expect(await write(near.link, "gone")).toBe(false);
    await send(lost, "gone", lost.port.address);
    await network.idle();
    expect(lost.box.texts).toEqual([]);
    expect(lost.box.undelivered).toEqual([]);
    network.faults = {};
    await send(lost, "back", lost.port.address);
    await network.idle();
    expect(lost.box.texts).toEqual(["back"]);
  });

  it("still reaches itself", async () => {
    const network = new MemoryNetwork({ hosts, faults: { vanished: ["one"] } });
    const { near, far } = await pair(network, transportOf(network, "one"));
    expect(await write(near.link, "me")).toBe(true);
    expect(far.text).toBe("me");
  });
});

describe("places that cannot be reached", () => {
  it.each([
    ["refused", "STATUS_CONNECTION_REFUSED", "STATUS_PORT_UNREACHABLE"],
    ["hostUnreachable", "STATUS_HOST_UNREACHABLE", "STATUS_HOST_UNREACHABLE"],
  ] as const)("%s: %s, %s", async (fault, forTcp, forUdp) => {
    const network = new MemoryNetwork({ hosts });
    const one = transportOf(network, "one");
    const two = transportOf(network, "two");
    const door = new Door(bindStream(two, v4("10.1.0.2", 80)));
    const far = await bindDatagram(two, v4("10.1.0.2", 80));
    const near = await bindDatagram(one, v4("0.0.0.0"));
    for (const place of ["two", "10.1.0.2", "10.1.0.2:80"]) {
      network.faults = { [fault]: [place] };
      const { outcome } = bindStream(one, v4("0.0.0.0")).connect(
        v4("10.1.0.2", 80),
      );
      expect(await statusOf(outcome)).toBe(forTcp);
      await send(near, "a", v4("10.1.0.2", 80));
    }
    await network.idle();
    expect(near.box.undelivered.map(({ status }) => status)).toEqual([
      forUdp,
      forUdp,
      forUdp,
    ]);
    expect(far.box.texts).toEqual([]);
    expect(door.requests).toHaveLength(0);
    network.faults = { [fault]: ["10.1.0.2:81", "10.1.0.3"] };
    await send(near, "a", v4("10.1.0.2", 80));
    await network.idle();
    expect(far.box.texts).toEqual(["a"]);
  });

  it("networkUnreachable, for a place and for addresses that nobody knows", async () => {
    const faults = { networkUnreachable: ["two"] };
    const network = new MemoryNetwork({ hosts, faults });
    const one = transportOf(network, "one");
    const near = await bindDatagram(one, v4("0.0.0.0"));
    for (const address of ["10.1.0.2", "192.0.2.1"]) {
      const { outcome } = bindStream(one, v4("0.0.0.0")).connect(
        v4(address, 80),
      );
      expect(await statusOf(outcome)).toBe("STATUS_NETWORK_UNREACHABLE");
      expect((await send(near, "a", v4(address, 80)))?.status).toBe(
        "STATUS_NETWORK_UNREACHABLE",
      );
    }
    const { outcome } = bindStream(one, v4("0.0.0.0")).connect(
      v4("10.1.0.77", 80),
    );
    expect(await statusOf(outcome)).toBe("STATUS_HOST_UNREACHABLE");
    const inside = bindStream(one).connect(v4("10.1.0.2", 80));
    expect(await statusOf(inside.outcome)).toBe("STATUS_NETWORK_UNREACHABLE");
    await near.port.close();
    expect(left(network)).toBe(0);
  });
});

describe("resources", () => {
  it("maxSockets limits bound sockets", async () => {
    const network = new MemoryNetwork({ faults: { maxSockets: 2 } });
    const transport = transportOf(network);
    const first = bindStream(transport);
    const second = await bindDatagram(transport);
    for (const bind of [
      (): unknown => bindStream(transport),
      (): unknown => bindDatagram(transport),
    ]) {
      expect(await statusOf(async () => bind())).toBe(
        "STATUS_TOO_MANY_OPENED_FILES",
      );
    }
    first.close();
    bindStream(transport).close();
    await second.port.close();
    expect(left(network)).toBe(0);
  });

  it("maxSockets limits accepted sockets", async () => {
    const network = new MemoryNetwork({ hosts, faults: { maxSockets: 1 } });
    const one = transportOf(network, "one");
    const port = bindStream(transportOf(network, "two"), v4("10.1.0.2"));
    const door = new Door(port);
    const { outcome } = bindStream(one, v4("0.0.0.0")).connect(port.address);
    expect(await statusOf(outcome)).toBe("STATUS_CONNECTION_REFUSED");
    expect(door.missed.map(({ status }) => status)).toEqual([
      "STATUS_TOO_MANY_OPENED_FILES",
    ]);
    expect(door.requests).toHaveLength(0);
  });

  it("maxPorts limits what can be chosen", async () => {
    const network = new MemoryNetwork({ faults: { maxPorts: 1 } });
    const transport = transportOf(network);
    const first = bindStream(transport);
    expect(await statusOf(() => bindStream(transport))).toBe(
      "STATUS_TOO_MANY_ADDRESSES",
    );
    bindStream(transport, v4("127.0.0.1", 80)).close();
    await bindDatagram(transport);
    first.close();
    expect(bindStream(transport).address.port).toBeGreaterThan(0);
  });

  it("allocations fail with the probability given", async () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network);
    const bound = bindStream(transport);
    const post = await bindDatagram(transport);
    network.faults = { allocationFailures: 1 };
    const calls = [
      async (): Promise<unknown> => bindStream(transport),
      (): Promise<unknown> => bindDatagram(transport),
      async (): Promise<unknown> => bound.connect(v4("127.0.0.1", 80)),
    ];
    for (const call of calls) {
      expect(await statusOf(call)).toBe("STATUS_INSUFFICIENT_RESOURCES");
    }
    expect((await send(post, "a", post.port.address))?.status).toBe(
      "STATUS_INSUFFICIENT_RESOURCES",
    );
    network.faults = {};
    const other = bindStream(transport);
    network.faults = { allocationFailures: 1 };
    const door = new Door(other);
    await network.idle();
    expect(door.opened).toBeUndefined();
    expect(door.failed.map(({ status }) => status)).toEqual([
      "STATUS_INSUFFICIENT_RESOURCES",
    ]);
    await post.port.close();
    expect(left(network)).toBe(0);
  });
});

describe("faults", () => {
  it("that cannot be meant are refused", () => {
    const network = new MemoryNetwork();
    const wrong: Faults[] = [
      { loss: 1.1 },
      { loss: Number.NaN },
      { resets: -1 },
      { latency: -1 },
      { latency: { min: 2, max: 1 } },
      { latency: Infinity },
      { bandwidth: 0 },
      { receiveWindow: 0 },
      { segmentSize: 0 },
      { timeout: -1 },
      { maxSockets: Number.NaN },
    ];
    for (const faults of wrong) {
      expect(() => (network.faults = faults)).toThrow(RangeError);
      expect(() => new MemoryNetwork({ faults })).toThrow(RangeError);
    }
    expect(network.faults).toEqual({});
    network.faults = { loss: 0.25 };
    expect(network.faults).toEqual({ loss: 0.25 });
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

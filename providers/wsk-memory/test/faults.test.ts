import { describe, expect, it } from "vitest";
import { MemoryNetwork, type Faults } from "../src/index.ts";
import {
  bindDatagram,
  bindStream,
  Door,
  left,
  send,
  statusOf,
  transportOf,
  v4,
} from "./wire.ts";

const hosts = { one: ["10.1.0.1"], two: ["10.1.0.2"] };

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

import type { NameQuery } from "@captable/wsk-sockets";
import { describe, expect, it } from "vitest";
import { MemoryNetwork, memoryProvider } from "../src/index.ts";
import {
  bindDatagram,
  bindStream,
  Door,
  Ear,
  left,
  pair,
  statusOf,
  transportOf,
  v4,
  v6,
  write,
} from "./wire.ts";

describe("kill", () => {
  it("takes a listener away, and only that", async () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network);
    const port = bindStream(transport, v4("0.0.0.0", 80));
    const door = new Door(port);
    const other = new Door(bindStream(transport, v4("127.0.0.1", 81)));
    await network.idle();
    expect(network.kill(v4("0.0.0.0", 80))).toBe(1);
    expect(door.failed).toEqual([]);
    await network.idle();
    expect(door.failed.map(({ status }) => status)).toEqual([
      "STATUS_FILE_FORCED_CLOSED",
    ]);
    expect(other.failed).toEqual([]);
    expect(network.kill(v4("0.0.0.0", 80))).toBe(0);
    expect(bindStream(transport, v4("0.0.0.0", 80)).address.port).toBe(80);
  });

  it("takes a datagram socket away", async () => {
    const network = new MemoryNetwork();
    const { box, port } = await bindDatagram(transportOf(network));
    expect(network.kill(port.address)).toBe(1);
    await network.idle();
    expect(box.broken?.status).toBe("STATUS_FILE_FORCED_CLOSED");
    expect(left(network)).toBe(0);
  });

  it("takes an end of a connection away; the other is reset", async () => {
    const network = new MemoryNetwork();
    const { door, near, far } = await pair(network);
    expect(network.kill(near.link.localAddress)).toBe(1);
    expect(await write(near.link, "too late")).toBe(false);
    await network.idle();
    expect(near.broken?.status).toBe("STATUS_FILE_FORCED_CLOSED");
    expect(far.broken?.status).toBe("STATUS_CONNECTION_RESET");
    expect(near.after + far.after).toBe(0);
    door.port.close();
    expect(left(network)).toBe(0);
  });

  it("counts a socket once, whatever it is bound to", async () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network);
    const port = bindStream(transport);
    const door = new Door(port);
    const client = bindStream(transport);
    const { outcome } = client.connect(port.address);
    await network.idle();
    door.requests[0]?.accept();
    const near = new Ear(await outcome);
    expect(network.kill(client.address)).toBe(1);
    await network.idle();
    expect(near.broken?.status).toBe("STATUS_FILE_FORCED_CLOSED");
    expect(network.kill(port.address)).toBe(1);
    await network.idle();
    expect(left(network)).toBe(0);
  });

  it("takes bound sockets and attempts to connect away", async () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network);
    const port = bindStream(transport, v4("127.0.0.1", 80));
    const door = new Door(port);
    const bound = bindStream(transport, v4("127.0.0.1", 90));
    const asking = bindStream(transport, v4("127.0.0.1", 91));
    const { outcome } = asking.connect(port.address);
    await network.idle();
    const status = statusOf(outcome);
    network.kill(v4("127.0.0.1", 90));
    network.kill(v4("127.0.0.1", 91));
    expect(await status).toBe("STATUS_FILE_FORCED_CLOSED");
    expect(await statusOf(() => bound.connect(port.address))).toBe(
      "STATUS_FILE_FORCED_CLOSED",
    );
    await network.idle();
    expect(door.requests[0]?.accept()).toBeUndefined();
    door.port.close();
    expect(left(network)).toBe(0);
  });
});

describe("reset", () => {
  it("ends the connections of an address, at both ends", async () => {
    const network = new MemoryNetwork();
    const one = await pair(network);
    const two = await pair(network);
    expect(network.reset(one.far.link.localAddress)).toBe(1);
    await network.idle();
    for (const { broken } of [one.near, one.far]) {
      expect(broken?.status).toBe("STATUS_CONNECTION_RESET");
    }
    expect(two.near.broken ?? two.far.broken).toBeUndefined();
  });

  it("finds a connection though an older one between the same addresses lingers", async () => {
    const hosts = { one: ["10.1.0.1"], two: ["10.1.0.2"] };
    const network = new MemoryNetwork({ hosts });
    const one = transportOf(network, "one");
    const port = bindStream(transportOf(network, "two"), v4("10.1.0.2"));
    const door = new Door(port);
    const connect = async (): Promise<[Ear, Ear]> => {
      const { outcome } = bindStream(one, v4("10.1.0.1", 1000)).connect(
        port.address,
      );
      await network.idle();
      const far = door.requests.pop()?.accept();
      if (far === undefined) throw new TypeError("given up");
      return [new Ear(await outcome), new Ear(far)];
    };
    const [near, lingering] = await connect();
    network.faults = { vanished: ["one"] };
    await near.link.reset();
    await network.idle();
    network.faults = {};
    expect(lingering.broken).toBeUndefined();
    const [, far] = await connect();
    await lingering.link.reset();
    expect(network.reset(port.address)).toBe(1);
    await network.idle();
    expect(far.broken?.status).toBe("STATUS_CONNECTION_RESET");
  });

  it("may be for one peer only", async () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network);
    const port = bindStream(transport);
    const door = new Door(port);
    const outcomes = [1, 2].map(
      () => bindStream(transport).connect(port.address).outcome,
    );
    await network.idle();
    for (const request of door.requests) request.accept();
    const [one, two] = await Promise.all(outcomes);
    if (one === undefined || two === undefined) throw new TypeError("missing");
    const ears = [new Ear(one), new Ear(two)];
    expect(network.reset(port.address, two.localAddress)).toBe(1);
    await network.idle();
    expect(ears.map(({ broken }) => broken?.status)).toEqual([
      undefined,
      "STATUS_CONNECTION_RESET",
    ]);
  });
});

describe("hosts", () => {
  it("are shared by providers that name them alike, and get addresses of their own", () => {
    const network = new MemoryNetwork();
    for (const host of ["one", "two", "one", undefined]) {
      expect(memoryProvider({ network, host }).network).toBe(network);
    }
    expect(network.names.get("one")).toEqual(["10.0.0.1", "fd00::1"]);
    expect(network.names.get("two")).toEqual(["10.0.0.2", "fd00::2"]);
    expect(network.names.get("host")).toEqual(["10.0.0.3", "fd00::3"]);
  });

  it("do not get anywhere from their loopback", async () => {
    const network = new MemoryNetwork();
    const port = bindStream(transportOf(network, "one"), v4("0.0.0.0", 80));
    const door = new Door(port);
    const two = transportOf(network, "two");
    const address = v4(network.names.get("one")?.[0] ?? "", 80);
    const inside = bindStream(two, v4("127.0.0.1")).connect(address);
    expect(await statusOf(inside.outcome)).toBe("STATUS_NETWORK_UNREACHABLE");
    const { outcome } = bindStream(two, v4("0.0.0.0")).connect(address);
    await network.idle();
    door.requests[0]?.accept();
    expect((await outcome).remoteAddress).toEqual(address);
  });

  it("may be given by their addresses", () => {
    const network = new MemoryNetwork();
    memoryProvider({ network, host: ["192.168.0.1/16", "fd02::1"] });
    memoryProvider({ network, host: "192.168.0.1" });
    memoryProvider({ network, host: "192.168.0.2" });
    const other = transportOf(network, "192.168.0.2");
    expect(other.localAddresses("IPv4")).toEqual([
      v4("127.0.0.1"),
      v4("192.168.0.2"),
    ]);
    expect(transportOf(network, "fd02::1").localAddresses("IPv6")).toEqual([
      v6("::1"),
      v6("fd02::1"),
    ]);
    expect(() =>
      memoryProvider({ network, host: ["192.168.0.1", "192.168.0.2"] }),
    ).toThrow(TypeError);
    expect(() => memoryProvider({ network, host: ["nowhere"] })).toThrow(
      TypeError,
    );
    expect(() => memoryProvider({ network, host: ["10.0.0.1/33"] })).toThrow(
      TypeError,
    );
  });

  it("do not see each other's loopback", async () => {
    const network = new MemoryNetwork();
    const port = bindStream(transportOf(network, "one"));
    const door = new Door(port);
    const { outcome } = bindStream(transportOf(network, "two")).connect(
      port.address,
    );
    expect(await statusOf(outcome)).toBe("STATUS_CONNECTION_REFUSED");
    expect(door.requests).toHaveLength(0);
  });

  it("tell of changes of their addresses, by family", () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network);
    const seen: string[] = [];
    const stop = transport.watchAddresses("IPv4", () => seen.push("IPv4"));
    transport.watchAddresses("IPv6", () => seen.push("IPv6"));
    network.addAddress("10.9.0.1/24");
    expect(seen).toEqual(["IPv4"]);
    expect(transport.localAddresses("IPv4")).toContainEqual(v4("10.9.0.1"));
    network.removeAddress("10.9.0.1");
    stop();
    network.addAddress("fd09::1");
    network.addAddress("10.9.0.2");
    expect(seen).toEqual(["IPv4", "IPv4", "IPv6"]);
    expect(transport.localAddresses("IPv4")).not.toContainEqual(v4("10.9.0.1"));
    expect(() => network.addAddress("10.9.0.2", "other")).toThrow(TypeError);
    expect(() => network.addAddress("127.0.0.9")).toThrow(TypeError);
    expect(() => network.removeAddress("10.9.0.1")).toThrow(TypeError);
  });
});

describe("names", () => {
  const any: NameQuery = {
    name: "",
    family: undefined,
    addrConfig: false,
    all: false,
    v4Mapped: false,
  };

  it("are resolved by family", async () => {
    const network = new MemoryNetwork({ hosts: { four: ["10.1.0.1"] } });
    const transport = transportOf(network, "four");
    network.names.set("host.example", ["10.0.0.9", "fd00::9"]);
    network.names.set("old.example", ["10.0.0.8"]);
    const resolve = async (query: Partial<NameQuery>): Promise<string[]> => {
      const answers = await transport.resolve({ ...any, ...query });
      return answers.map(({ address, family }) => `${family} ${address}`);
    };
    const name = "host.example";
    expect(await resolve({ name: "HOST.example." })).toEqual([
      "IPv4 10.0.0.9",
      "IPv6 fd00::9",
    ]);
    expect(await resolve({ name, family: "IPv6" })).toEqual(["IPv6 fd00::9"]);
    expect(await resolve({ name, addrConfig: true })).toEqual([
      "IPv4 10.0.0.9",
    ]);
    const mapped = { name, family: "IPv6", v4Mapped: true } as const;
    expect(await resolve(mapped)).toEqual(["IPv6 fd00::9"]);
    expect(await resolve({ ...mapped, all: true })).toEqual([
      "IPv6 fd00::9",
      "IPv6 ::ffff:10.0.0.9",
    ]);
    expect(await resolve({ ...mapped, name: "old.example" })).toEqual([
      "IPv6 ::ffff:10.0.0.8",
    ]);
    expect(await resolve({ name: "127.0.0.1" })).toEqual(["IPv4 127.0.0.1"]);
    expect(await resolve({ name: "four" })).toEqual(["IPv4 10.1.0.1"]);
    expect(await resolve({ name: "localhost", family: "IPv4" })).toEqual([
      "IPv4 127.0.0.1",
    ]);
    for (const query of [
      { name: "nobody.example" },
      { name: "127.0.0.1", family: "IPv6" },
      { name: "old.example", family: "IPv6" },
    ] as const) {
      expect(await statusOf(resolve(query))).toBe("STATUS_NO_MATCH");
    }
  });

  it("are found by address", async () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network, "here.example");
    const own = v4(network.names.get("here.example")?.[0] ?? "", 80);
    const stranger = v4("192.0.2.1", 80);
    expect(await transport.nameOf(own, {})).toEqual({
      nodeName: "here.example",
      serviceName: "80",
    });
    expect((await transport.nameOf(own, { nofqdn: true })).nodeName).toBe(
      "here",
    );
    expect((await transport.nameOf(own, { numericHost: true })).nodeName).toBe(
      own.address,
    );
    expect((await transport.nameOf(stranger, {})).nodeName).toBe("192.0.2.1");
    expect(await statusOf(transport.nameOf(stranger, { nameReqd: true }))).toBe(
      "STATUS_NO_MATCH",
    );
  });

  it("take the latency there and back", async () => {
    const network = new MemoryNetwork({ faults: { latency: 7 } });
    await transportOf(network).resolve({ ...any, name: "localhost" });
    expect(network.now).toBe(14);
  });
});

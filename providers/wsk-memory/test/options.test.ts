import { describe, expect, it } from "vitest";
import { MemoryNetwork, type Faults } from "../src/index.ts";
import {
  bindDatagram,
  bindStream,
  datagramBinding,
  Door,
  send,
  statusOf,
  togetherNever,
  transportOf,
  v4,
  v6,
} from "./wire.ts";

/** Options as they come from where no types are checked. */
function read<Options>(text: string): Options {
  return JSON.parse(text);
}

describe("faults that cannot be meant are refused", () => {
  it.each<Faults>([
    { timeout: Infinity },
    { reorderingDelay: Infinity },
    { receiveWindow: 1.5 },
    { resetAfter: 0.5 },
  ])("%o", (faults) => {
    expect(() => new MemoryNetwork({ faults })).toThrow(RangeError);
  });

  it.each(['{ "latancy": 5 }', '{ "vanished": "server" }'])("%s", (text) => {
    const faults = read<Faults>(text);
    expect(() => new MemoryNetwork({ faults })).toThrow(TypeError);
    expect(() => (new MemoryNetwork().faults = faults)).toThrow(TypeError);
  });

  it("but not those that can", () => {
    const faults: Faults = {
      bandwidth: Infinity,
      receiveWindow: 1,
      resetAfter: Infinity,
      maxSockets: Infinity,
      loss: undefined,
      vanished: undefined,
    };
    expect(new MemoryNetwork({ faults }).faults).toEqual(faults);
  });
});

it("a clock of another kind is refused", () => {
  const options = read<{ clock: "manual" }>('{ "clock": "Manual" }');
  expect(() => new MemoryNetwork(options)).toThrow(TypeError);
  expect(new MemoryNetwork({ clock: "manual" }).now).toBe(0);
});

it("the clock does not advance for ever", async () => {
  const network = new MemoryNetwork();
  expect(() => network.advance(Infinity)).toThrow(RangeError);
  await network.advance(1e9);
  expect(network.now).toBe(1e9);
});

describe("addresses of hosts", () => {
  it.each([
    "10.0.0.1/",
    "10.0.0.1/24/8",
    "0.0.0.0",
    "::",
    "224.0.0.1",
    "ff02::1",
    "255.255.255.255",
    "::ffff:10.0.0.1",
  ])("%s is none", (address) => {
    expect(() => new MemoryNetwork({ hosts: { a: [address] } })).toThrow(
      TypeError,
    );
  });

  it("are not given twice", () => {
    const twice = ["10.0.0.1", "10.0.0.1/8"];
    expect(() => new MemoryNetwork({ hosts: { a: twice } })).toThrow(TypeError);
    const network = new MemoryNetwork({
      hosts: { a: ["10.0.0.1", "fd00::1"] },
    });
    expect(network.names.get("a")).toEqual(["10.0.0.1", "fd00::1"]);
  });
});

it("an address that only begins like one of IPv4 is one of IPv6", async () => {
  const network = new MemoryNetwork();
  const transport = transportOf(network);
  const strange = v6("::ffff:1:2:3", 9);
  const post = await bindDatagram(transport, v6("::"));
  expect(await send(post, "?", strange)).toMatchObject({
    status: "STATUS_NETWORK_UNREACHABLE",
  });
  const { outcome } = bindStream(transport, v6("::")).connect(strange);
  expect(await statusOf(outcome)).toBe("STATUS_NETWORK_UNREACHABLE");
  const mapped = await bindDatagram(transport, v6("::"), { ipv6Only: false });
  expect(await send(mapped, "!", v6("::ffff:127.0.0.1", 9))).toBeUndefined();
});

it.each(["fd00::1", "FD00:0::1", "[fd00::1]", "[FD00:0::1]:80"])(
  "%s names a place, however it is spelled",
  async (place) => {
    const network = new MemoryNetwork({ hosts: { server: ["fd00::1"] } });
    const server = transportOf(network, "server");
    const door = new Door(bindStream(server, v6("fd00::1", 80)));
    const connect = () =>
      bindStream(transportOf(network), v6("::")).connect(v6("fd00::1", 80));
    network.faults = { refused: [place] };
    const { outcome } = connect();
    expect(await statusOf(outcome)).toBe("STATUS_CONNECTION_REFUSED");
    network.faults = { refused: [] };
    connect().outcome.catch(() => {});
    await network.idle();
    expect(door.requests).toHaveLength(1);
  },
);

describe("names of hosts", () => {
  it("follow their addresses", () => {
    const network = new MemoryNetwork({ hosts: { a: ["10.0.0.1"] } });
    network.addAddress("10.0.0.2", "a");
    expect(network.names.get("a")).toEqual(["10.0.0.1", "10.0.0.2"]);
    network.removeAddress("10.0.0.1", "a");
    expect(network.names.get("a")).toEqual(["10.0.0.2"]);
  });

  it("stay what the application has made of them", () => {
    const network = new MemoryNetwork({ hosts: { a: ["10.0.0.1"] } });
    network.names.set("a", ["10.9.9.9"]);
    network.addAddress("10.0.0.2", "a");
    expect(network.names.get("a")).toEqual(["10.9.9.9"]);
    network.names.delete("a");
    network.removeAddress("10.0.0.1", "a");
    expect(network.names.has("a")).toBe(false);
  });
});

it("a name of something that is no address resolves to nothing", async () => {
  const network = new MemoryNetwork();
  network.names.set("wrong", ["10.0.0.1/24"]);
  const query = {
    family: undefined,
    addrConfig: false,
    all: false,
    v4Mapped: false,
  };
  const transport = transportOf(network);
  await expect(transport.resolve({ ...query, name: "wrong" })).rejects.toThrow(
    '"10.0.0.1/24" is not an address',
  );
  expect(await transport.resolve({ ...query, name: "localhost" })).toHaveLength(
    2,
  );
});

describe("what is closed", () => {
  it("is not told that it has been taken away", async () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network);
    const post = await bindDatagram(transport, v4("127.0.0.1", 9));
    const door = new Door(bindStream(transport, v4("127.0.0.1", 9)));
    await network.idle();
    network.kill(v4("127.0.0.1", 9));
    await post.port.close();
    door.port.close();
    await network.idle();
    expect(post.box.broken).toBeUndefined();
    expect(door.failed).toEqual([]);
  });

  it("but what is open is", async () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network);
    const post = await bindDatagram(transport, v4("127.0.0.1", 9));
    const door = new Door(bindStream(transport, v4("127.0.0.1", 9)));
    await network.idle();
    network.kill(v4("127.0.0.1", 9));
    await network.idle();
    expect(post.box.broken).toBeDefined();
    expect(door.failed).toHaveLength(1);
  });
});

it("a fault more changes nothing for what it does not befall", async () => {
  const mixed: Faults = { latency: { min: 1, max: 1000 } };
  async function arrivals(faults: Faults): Promise<Map<number, number>> {
    const network = new MemoryNetwork({ faults: { ...mixed, ...faults } });
    const transport = transportOf(network);
    const times = new Map<number, number>();
    const box = v4("127.0.0.1", 9);
    await transport.bindDatagram(box, datagramBinding, {
      message: ([number = 0]) => void times.set(number, network.now),
      messages: togetherNever,
      undelivered: () => {},
      broken: () => {},
    });
    for (let number = 0; number < 40; number += 1) {
      // From a socket of its own each, since those of one socket wait for each other.
      const { port } = await bindDatagram(transport);
      port.send(Uint8Array.of(number), box, () => {});
    }
    await network.idle();
    return times;
  }
  const all = await arrivals({});
  const some = await arrivals({ loss: 0.5 });
  expect(all.size).toBe(40);
  expect(some.size).toBeGreaterThan(5);
  expect(some.size).toBeLessThan(35);
  for (const [number, time] of some) expect(time).toBe(all.get(number));
});

it("a host accepts no more than it may, whenever it was asked", async () => {
  const network = new MemoryNetwork({ hosts: { server: ["10.0.0.1"] } });
  const server = transportOf(network, "server");
  const door = new Door(bindStream(server, v4("10.0.0.1", 80)));
  const connect = () =>
    bindStream(transportOf(network), v4("0.0.0.0")).connect(v4("10.0.0.1", 80));
  const [first, second] = [connect(), connect()];
  await network.idle();
  expect(door.requests).toHaveLength(2);
  network.faults = { maxSockets: 2 };
  const [one, other] = door.requests.map((request) => request.accept());
  expect(one).toBeDefined();
  expect(other).toBeUndefined();
  await first.outcome;
  expect(await statusOf(second.outcome)).toBe("STATUS_CONNECTION_REFUSED");
});

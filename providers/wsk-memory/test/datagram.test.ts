import { describe, expect, it } from "vitest";
import { MemoryNetwork } from "../src/index.ts";
import {
  bindDatagram,
  datagramBinding,
  left,
  send,
  togetherNever,
  transportOf,
  v4,
  v6,
  type Post,
} from "./wire.ts";

const hosts = { one: ["10.1.0.1"], two: ["10.1.0.2"], far: ["10.2.0.1"] };

describe("a datagram", () => {
  it("arrives with its sender, within a host and between hosts", async () => {
    const network = new MemoryNetwork({ hosts });
    const near = await bindDatagram(transportOf(network, "one"), v4("0.0.0.0"));
    const twin = await bindDatagram(transportOf(network, "one"));
    const far = await bindDatagram(transportOf(network, "two"), v4("10.1.0.2"));
    expect(await send(near, "here", twin.port.address)).toBeUndefined();
    expect(await send(near, "there", far.port.address)).toBeUndefined();
    await network.idle();
    const { port } = near.port.address;
    expect(twin.box.texts).toEqual(["here"]);
    expect(twin.box.senders).toEqual([v4("127.0.0.1", port)]);
    expect(far.box.texts).toEqual(["there"]);
    expect(far.box.senders).toEqual([v4("10.1.0.1", port)]);
    expect(far.box.kinds).toEqual([{}]);
  });

  it("has bytes of its own", async () => {
    const network = new MemoryNetwork();
    const near = await bindDatagram(transportOf(network));
    const data = new TextEncoder().encode("mine");
    near.port.send(data, near.port.address, () => {});
    data.fill(0);
    await network.idle();
    expect(near.box.texts).toEqual(["mine"]);
  });

  it("may be empty, and as long as a packet allows", async () => {
    const network = new MemoryNetwork();
    const near = await bindDatagram(transportOf(network));
    const { address } = near.port;
    expect(await send(near, "", address)).toBeUndefined();
    expect(await send(near, "x".repeat(65_507), address)).toBeUndefined();
    const failure = await send(near, "x".repeat(65_508), address);
    expect(failure?.status).toBe("STATUS_INVALID_BUFFER_SIZE");
    await network.idle();
    expect(near.box.texts.map(({ length }) => length)).toEqual([0, 65_507]);
  });

  it("that nobody gets is told back", async () => {
    const network = new MemoryNetwork({ hosts });
    const near = await bindDatagram(transportOf(network, "one"), v4("0.0.0.0"));
    expect(await send(near, "a", v4("127.0.0.1", 9))).toBeUndefined();
    expect(await send(near, "b", v4("10.1.0.99", 9))).toBeUndefined();
    await network.idle();
    expect(near.box.undelivered.map(({ status }) => status).sort()).toEqual([
      "STATUS_HOST_UNREACHABLE",
      "STATUS_PORT_UNREACHABLE",
    ]);
    expect((await send(near, "c", v4("172.16.0.1", 9)))?.status).toBe(
      "STATUS_NETWORK_UNREACHABLE",
    );
  });

  it("is told to nobody when its socket is closed", async () => {
    const network = new MemoryNetwork();
    const near = await bindDatagram(transportOf(network));
    let told = false;
    near.port.send(new Uint8Array(1), v4("127.0.0.1", 9), () => (told = true));
    await near.port.close();
    await network.idle();
    expect(told).toBe(false);
    expect(near.box.undelivered).toEqual([]);
    expect(left(network)).toBe(0);
  });

  it("goes to whom it is meant for in particular", async () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network);
    const sharing = "reuse";
    const one = await bindDatagram(transport, v4("127.0.0.1", 7), { sharing });
    const all = await bindDatagram(transport, v4("0.0.0.0", 7), { sharing });
    await send(one, "particular", v4("127.0.0.1", 7));
    await send(one, "other", v4("127.0.0.2", 7));
    await network.idle();
    expect(one.box.texts).toEqual(["particular"]);
    expect(all.box.texts).toEqual(["other"]);
  });
});

it("among sockets that share an address, the latest gets a datagram", async () => {
  const network = new MemoryNetwork();
  const transport = transportOf(network);
  const sharing = "reuse";
  const bind = (): Promise<Post> =>
    bindDatagram(transport, v4("127.0.0.1", 7), { sharing });
  const [first, second] = [await bind(), await bind()];
  await send(first, "a", first.port.address);
  await network.idle();
  await second.port.close();
  await send(first, "b", first.port.address);
  await network.idle();
  expect([first.box.texts, second.box.texts]).toEqual([["b"], ["a"]]);
});

describe("a broadcast", () => {
  it("needs permission, and reaches the network", async () => {
    const network = new MemoryNetwork({ hosts });
    const near = await bindDatagram(transportOf(network, "one"), v4("0.0.0.0"));
    const others: Post[] = [];
    for (const name of ["one", "two", "far"]) {
      const transport = transportOf(network, name);
      others.push(await bindDatagram(transport, v4("0.0.0.0", 7)));
    }
    for (const address of ["255.255.255.255", "10.1.0.255"]) {
      near.port.setBroadcast(false);
      expect((await send(near, "no", v4(address, 7)))?.status).toBe(
        "STATUS_ACCESS_DENIED",
      );
      near.port.setBroadcast(true);
      expect(await send(near, "yes", v4(address, 7))).toBeUndefined();
    }
    await network.idle();
    expect(others.map(({ box }) => box.texts)).toEqual([
      ["yes", "yes"],
      ["yes", "yes"],
      [],
    ]);
    expect(others[0]?.box.kinds[0]).toEqual({ broadcast: true });
  });

  it("gives each receiver bytes of its own", async () => {
    const network = new MemoryNetwork({ hosts });
    const transport = transportOf(network, "one");
    const got: Uint8Array[] = [];
    for (let count = 0; count < 3; count += 1) {
      await transport.bindDatagram(
        v4("0.0.0.0", 7),
        { ...datagramBinding, sharing: "reuse" },
        {
          message: (data) => void got.push(data),
          messages: togetherNever,
          undelivered: () => {},
          broken: () => {},
        },
      );
    }
    const near = await bindDatagram(transport, v4("0.0.0.0"), {
      broadcast: true,
    });
    await send(near, "all", v4("255.255.255.255", 7));
    await network.idle();
    expect(got.map((data) => new TextDecoder().decode(data))).toEqual([
      "all",
      "all",
      "all",
    ]);
    expect(new Set(got.map(({ buffer }) => buffer)).size).toBe(3);
  });

  it("stays within the host on its loopback", async () => {
    const network = new MemoryNetwork({ hosts });
    const here = await bindDatagram(
      transportOf(network, "one"),
      v4("0.0.0.0", 7),
      {
        broadcast: true,
      },
    );
    const there = await bindDatagram(
      transportOf(network, "two"),
      v4("0.0.0.0", 7),
    );
    expect(await send(here, "all", v4("127.255.255.255", 7))).toBeUndefined();
    await network.idle();
    expect([here.box.texts, there.box.texts]).toEqual([["all"], []]);
  });
});

it("multicast reaches all who are bound to the port, and says so", async () => {
  const network = new MemoryNetwork({
    hosts: { one: ["fd01::1"], two: ["fd01::2"] },
  });
  const near = await bindDatagram(transportOf(network, "one"), v6("::"));
  const far = await bindDatagram(transportOf(network, "two"), v6("::", 7));
  expect(await send(near, "group", v6("ff02::1", 7))).toBeUndefined();
  await network.idle();
  expect(far.box.texts).toEqual(["group"]);
  expect(far.box.kinds).toEqual([{ multicast: true }]);
  expect(far.box.senders).toEqual([v6("fd01::1", near.port.address.port)]);
});

it("a dual socket exchanges datagrams with IPv4", async () => {
  const network = new MemoryNetwork();
  const transport = transportOf(network);
  const dual = await bindDatagram(transport, v6("::"), { ipv6Only: false });
  const plain = await bindDatagram(transport);
  const { port } = dual.port.address;
  await send(plain, "to", v4("127.0.0.1", port));
  await network.idle();
  const [sender = v6("::")] = dual.box.senders;
  expect(sender.address).toBe("::ffff:127.0.0.1");
  expect(await send(dual, "fro", sender)).toBeUndefined();
  await network.idle();
  expect(plain.box.texts).toEqual(["fro"]);
  const alone = await bindDatagram(transport, v6("::"));
  expect((await send(alone, "no", sender))?.status).toBe(
    "STATUS_NETWORK_UNREACHABLE",
  );
});

it("the receive buffer is kept", async () => {
  const transport = transportOf(new MemoryNetwork());
  const { port } = await bindDatagram(transport, undefined, {
    receiveBuffer: 1000,
  });
  expect(port.getReceiveBuffer()).toBe(1000);
  port.setReceiveBuffer(2000);
  expect(port.getReceiveBuffer()).toBe(2000);
});

import { describe, expect, it } from "vitest";
import type { SocketAddress } from "@captable/wsk";
import {
  client,
  connect,
  expectStatus,
  failure,
  loopback,
  nobody,
  serve,
  use,
} from "../net.ts";
import { connectors, families } from "../pairings.ts";
import { honours, type Mortal, type Net } from "../subject.ts";
import { subjects } from "../subjects.ts";

const categories = [
  "listening",
  "datagram",
  "connectionOriented",
  "stream",
] as const;

/** Blocks that are set aside for documentation: no host has them. */
const elsewhere = {
  IPv4: { family: "IPv4", address: "192.0.2.1", port: 0 },
  IPv6: { family: "IPv6", address: "2001:db8::1", port: 0 },
} as const;

const cases = categories.flatMap((category) =>
  families.map((family) => ({ category, family })),
);

const early = { status: "STATUS_INVALID_DEVICE_STATE", code: 0xc0000184 };

type Category = (typeof categories)[number];

async function make(
  { wsk }: Net,
  category: Category,
  addressFamily: SocketAddress["family"] = "IPv4",
): Promise<Mortal> {
  return use(await wsk.socket(category, { addressFamily }));
}

describe.each(subjects)("$name", (subject) => {
  describe.each(cases)("a $category socket, $family", (one) => {
    const { category, family } = one;

    it("knows its port right after bind", async () => {
      const socket = await make(await subject.open(), category, family);
      await socket.bind(loopback(family));
      const address = await socket.getLocalAddress();
      expect(address).toMatchObject({
        ...loopback(family),
        port: address.port,
      });
      expect(address.port).toBeGreaterThan(0);
      expect(await socket.getLocalAddress()).toEqual(address);
    });

    it("takes the port that it asks for", async () => {
      const net = await subject.open();
      const first = await make(net, category, family);
      await first.bind(loopback(family));
      const address = await first.getLocalAddress();
      await first.closeSocket();
      const second = await make(net, category, family);
      await second.bind(address);
      expect(await second.getLocalAddress()).toEqual(address);
    });

    it("is refused an address of another host, and can be bound then", async () => {
      const socket = await make(await subject.open(), category, family);
      await expectStatus(
        socket.bind(elsewhere[family]),
        "STATUS_INVALID_ADDRESS_COMPONENT",
        { functionName: "bind", category, state: "created" },
      );
      expect(socket.state).toBe("created");
      await socket.bind(loopback(family));
      expect((await socket.getLocalAddress()).port).toBeGreaterThan(0);
    });

    it("is refused malformed addresses and those of the other family", async () => {
      const socket = await make(await subject.open(), category, family);
      const other = family === "IPv4" ? "IPv6" : "IPv4";
      const { address } = loopback(other);
      const wrong = ["localhost", "", "127.0.0.1.1", "::1::", address];
      for (const text of wrong) {
        const malformed = { family, address: text, port: 0 };
        await expectStatus(socket.bind(malformed), "STATUS_INVALID_PARAMETER");
      }
      const foreign = socket.bind(loopback(other));
      await expectStatus(foreign, "STATUS_INVALID_PARAMETER");
      expect(socket.state).toBe("created");
      await socket.bind(loopback(family));
    });

    it("cannot be bound twice, not even at once", async () => {
      const socket = await make(await subject.open(), category, family);
      const first = socket.bind(loopback(family));
      const status = "STATUS_INVALID_DEVICE_STATE";
      await expectStatus(socket.bind(loopback(family)), status);
      await first;
      const address = await socket.getLocalAddress();
      await expectStatus(socket.bind(loopback(family)), status);
      expect(await socket.getLocalAddress()).toEqual(address);
    });

    it("gives its address back at once when it is closed", async () => {
      const net = await subject.open();
      const socket = await make(net, category, family);
      await socket.bind(loopback(family));
      const address = await socket.getLocalAddress();
      await socket.closeSocket();
      const next = await make(
        net,
        category === "datagram" ? "datagram" : "listening",
        family,
      );
      await next.bind(address);
      expect(await next.getLocalAddress()).toEqual(address);
    });

    it("does not know its address before", async () => {
      const socket = await make(await subject.open(), category, family);
      expect(await failure(socket.getLocalAddress())).toMatchObject(early);
      await socket.bind(loopback(family));
      expect((await socket.getLocalAddress()).port).toBeGreaterThan(0);
    });
  });

  it.each(connectors)(
    "a %s socket does not know its peer before it connects",
    async (category) => {
      const net = await subject.open();
      const server = await serve(net);
      const socket = use(await net.wsk.socket(category));
      expect(await failure(socket.getRemoteAddress())).toMatchObject(early);
      await socket.bind(loopback());
      expect(await failure(socket.getRemoteAddress())).toMatchObject(early);
      const remote = await server.getLocalAddress();
      await socket.connect(remote);
      expect(await socket.getRemoteAddress()).toEqual(remote);
    },
  );

  it("flow information is refused, a zero is not", async () => {
    const net = await subject.open();
    const socket = await make(net, "stream", "IPv6");
    const address = { family: "IPv6", address: "::1", port: 0 } as const;
    if (!honours(subject, "SocketAddressIPv6.flowInfo", "stream")) {
      const call = socket.bind({ ...address, flowInfo: 1 });
      await expectStatus(call, "STATUS_NOT_SUPPORTED");
    }
    await socket.bind({ ...address, flowInfo: 0 });
    expect(socket.state).toBe("bound");
  });

  it("a listening socket can be connected to right after bind", async () => {
    const net = await subject.open();
    const server = await make(net, "listening");
    await server.bind(loopback());
    const near = await client(net);
    await near.connect(await server.getLocalAddress());
    expect(near.state).toBe("connected");
  });

  it("a stream socket refuses connections until it listens", async () => {
    const net = await subject.open();
    const server = use(await net.wsk.socket("stream"));
    await server.bind(loopback());
    const address = await server.getLocalAddress();
    const near = await client(net);
    await expectStatus(near.connect(address), "STATUS_CONNECTION_REFUSED");
    await server.listen();
    expect(await server.getLocalAddress()).toEqual(address);
    await near.connect(address);
    expect(near.state).toBe("connected");
  });

  it.each(connectors)(
    "a %s socket connects from the port that it was bound to",
    async (category) => {
      const net = await subject.open();
      const server = await serve(net);
      const near = await client(net, category);
      const local = await near.getLocalAddress();
      await near.connect(await server.getLocalAddress());
      const far = use(await server.accept());
      expect(await far.getRemoteAddress()).toEqual(local);
      expect(await near.getLocalAddress()).toEqual(local);
    },
  );

  it("a bound socket does not keep others from connecting elsewhere", async () => {
    const net = await subject.open();
    await client(net, "stream");
    const remote = await nobody(net);
    const near = await client(net);
    await expectStatus(near.connect(remote), "STATUS_CONNECTION_REFUSED");
    const { near: other } = await connect(net);
    expect(other.state).toBe("connected");
  });
});

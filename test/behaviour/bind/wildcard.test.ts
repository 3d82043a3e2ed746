import { describe, expect, it } from "vitest";
import type { ListeningSocket } from "@captable/wsk";
import {
  bytes,
  client,
  expectStatus,
  loopback,
  use,
  wildcard,
} from "../net.ts";
import { connectors, families, listeners } from "../pairings.ts";
import type { Net } from "../subject.ts";
import { subjects } from "../subjects.ts";

/** Connects from IPv4 to a port of this host. */
async function reach(net: Net, { port }: { port: number }): Promise<void> {
  const near = await client(net);
  await near.connect({ ...loopback(), port });
}

async function listenOnAll(net: Net): Promise<ListeningSocket> {
  return use(await net.wsk.socket("listening", { addressFamily: "IPv6" }));
}

describe.each(subjects)("$name", (subject) => {
  describe.each(families)("%s", (family) => {
    it.each(listeners)(
      "a %s socket bound to the wildcard listens on all addresses",
      async (category) => {
        const net = await subject.open();
        const options = { addressFamily: family };
        const server = use(await net.wsk.socket(category, options));
        await server.bind(wildcard(family));
        if (server.category === "stream") await server.listen();
        const address = await server.getLocalAddress();
        expect(address).toEqual({ ...wildcard(family), port: address.port });
        const near = await client(net, "connectionOriented", { family });
        const local = { ...loopback(family), port: address.port };
        await near.connect(local);
        const far = use(await server.accept());
        // The wildcard stays one; what is accepted knows where.
        expect(await far.getLocalAddress()).toEqual(local);
        expect(await server.getLocalAddress()).toEqual(address);
      },
    );

    it.each(connectors)(
      "a %s socket has its port at bind and its address at connect",
      async (category) => {
        const net = await subject.open();
        const server = use(
          await net.wsk.socket("listening", { addressFamily: family }),
        );
        await server.bind(loopback(family));
        const near = use(
          await net.wsk.socket(category, { addressFamily: family }),
        );
        await near.bind(wildcard(family));
        const { address, port } = await near.getLocalAddress();
        expect(address).toBe(wildcard(family).address);
        expect(port).toBeGreaterThan(0);
        await near.connect(await server.getLocalAddress());
        const local = await near.getLocalAddress();
        expect(local).toEqual({ ...loopback(family), port });
        const far = use(await server.accept());
        expect(await far.getRemoteAddress()).toEqual(local);
      },
    );

    it("a datagram socket bound to the wildcard receives on all addresses", async () => {
      const { wsk } = await subject.open();
      const options = { addressFamily: family };
      const receiver = use(await wsk.socket("datagram", options));
      await receiver.bind(wildcard(family));
      const { port } = await receiver.getLocalAddress();
      const sender = use(await wsk.socket("datagram", options));
      await sender.bind(loopback(family));
      const remoteAddress = { ...loopback(family), port };
      await sender.sendTo(bytes("abc"), { remoteAddress });
      const result = await receiver.receiveFrom(new Uint8Array(8));
      expect(result).toMatchObject({
        bytesReceived: 3,
        remoteAddress: await sender.getLocalAddress(),
      });
    });
  });

  it("IPv6 leaves IPv4 alone by default", async () => {
    const net = await subject.open();
    const server = await listenOnAll(net);
    await server.bind(wildcard("IPv6"));
    const address = await server.getLocalAddress();
    await expectStatus(reach(net, address), "STATUS_CONNECTION_REFUSED");
    // The port is free for IPv4, on all addresses.
    const other = use(await net.wsk.socket("listening"));
    await other.bind({ ...wildcard(), port: address.port });
    await reach(net, address);
    use(await other.accept());
  });

  it("IPv6 serves IPv4 too once IPV6_V6ONLY is off", async () => {
    const net = await subject.open();
    const server = await listenOnAll(net);
    await server.controlSocket("setOption", "IPV6_V6ONLY", false);
    await server.bind(wildcard("IPv6"));
    const address = await server.getLocalAddress();
    await reach(net, address);
    const far = use(await server.accept());
    expect((await far.getRemoteAddress()).address).toBe("::ffff:127.0.0.1");
    const other = use(await net.wsk.socket("listening"));
    const taken = other.bind({ ...wildcard(), port: address.port });
    await expectStatus(taken, "STATUS_ADDRESS_ALREADY_EXISTS");
  });

  it("IPV6_V6ONLY can be set before bind only, and on IPv6 only", async () => {
    const net = await subject.open();
    const server = await listenOnAll(net);
    await server.controlSocket("setOption", "IPV6_V6ONLY", false);
    await server.controlSocket("setOption", "IPV6_V6ONLY", true);
    await server.bind(wildcard("IPv6"));
    const late = server.controlSocket("setOption", "IPV6_V6ONLY", false);
    await expectStatus(late, "STATUS_INVALID_DEVICE_STATE");
    const address = await server.getLocalAddress();
    await expectStatus(reach(net, address), "STATUS_CONNECTION_REFUSED");
    const other = use(await net.wsk.socket("listening"));
    const wrong = other.controlSocket("setOption", "IPV6_V6ONLY", true);
    await expectStatus(wrong, "STATUS_INVALID_PARAMETER");
  });
});

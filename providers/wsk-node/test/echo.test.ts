import { describe, expect, it } from "vitest";
import { bindMethods } from "../src/index.ts";
import { bytes, connect, loopback, network, receiveText, use } from "./net.ts";

const families = ["IPv4", "IPv6"] as const;
const pairings = (["listening", "stream"] as const).flatMap((listens) =>
  (["connectionOriented", "stream"] as const).flatMap((connects) =>
    families.map((family) => ({ listens, connects, family })),
  ),
);

describe.each(bindMethods)("bound by %s", (method) => {
  it.each(pairings)(
    "$listens and $connects echo over $family",
    async ({ listens, connects, family }) => {
      const net = await network(method);
      const { near, far } = await connect(net, listens, connects, family);
      expect(await near.send(bytes("ping"))).toBe(4);
      expect(await receiveText(far)).toBe("ping");
      expect(await far.send(bytes("pong"))).toBe(4);
      expect(await receiveText(near)).toBe("pong");
      expect(await far.getRemoteAddress()).toEqual(
        await near.getLocalAddress(),
      );
      expect(await near.getRemoteAddress()).toEqual(
        await far.getLocalAddress(),
      );
    },
  );
});

it.each(families)("datagrams echo over %s", async (addressFamily) => {
  const { wsk } = await network();
  const [server, client] = [
    use(await wsk.socket("datagram", { addressFamily })),
    use(await wsk.socket("datagram", { addressFamily })),
  ];
  await server.bind(loopback(addressFamily));
  await client.bind(loopback(addressFamily));
  const remoteAddress = await server.getLocalAddress();
  expect(await client.sendTo(bytes("ping"), { remoteAddress })).toBe(4);
  const buffer = new Uint8Array(8);
  const there = await server.receiveFrom(buffer);
  expect(there).toEqual({
    bytesReceived: 4,
    remoteAddress: await client.getLocalAddress(),
    controlInfo: [],
    controlFlags: {},
  });
  const { remoteAddress: back } = there;
  await server.sendTo(bytes("pong"), { remoteAddress: back });
  expect((await client.receiveFrom(buffer)).remoteAddress).toEqual(
    remoteAddress,
  );
  expect(buffer.subarray(0, 4)).toEqual(bytes("pong"));
});

it("socketConnect binds and connects at once", async () => {
  const net = await network();
  const { server } = await connect(net);
  const remote = await server.getLocalAddress();
  const near = use(await net.wsk.socketConnect(loopback(), remote));
  const far = use(await server.accept());
  expect(near.state).toBe("connected");
  expect(await far.getRemoteAddress()).toEqual(await near.getLocalAddress());
  await near.send(bytes("ping"));
  expect(await receiveText(far)).toBe("ping");
});

it("connectEx sends data along", async () => {
  const net = await network();
  const { server } = await connect(net);
  const near = use(await net.wsk.socket("stream"));
  await near.bind(loopback());
  await near.connectEx(await server.getLocalAddress(), {
    buffer: bytes("first"),
  });
  const far = use(await server.accept());
  await near.send(bytes(" second"));
  const buffer = new Uint8Array(12);
  expect(await far.receive(buffer, { flags: { waitall: true } })).toBe(12);
  expect(buffer).toEqual(bytes("first second"));
});

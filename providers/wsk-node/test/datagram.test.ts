import { expect, it } from "vitest";
import type { DatagramSocket } from "@captable/wsk";
import { bytes, failure, loopback, network, use, type Net } from "./net.ts";

async function bound({ wsk }: Net): Promise<DatagramSocket> {
  const socket = use(await wsk.socket("datagram"));
  await socket.bind(loopback());
  return socket;
}

async function receiveText(socket: DatagramSocket, size = 64): Promise<string> {
  const buffer = new Uint8Array(size);
  const { bytesReceived } = await socket.receiveFrom(buffer);
  return new TextDecoder().decode(buffer.subarray(0, bytesReceived));
}

it("a datagram that does not fit is truncated, and says so", async () => {
  const net = await network();
  const [one, other] = [await bound(net), await bound(net)];
  const remoteAddress = await other.getLocalAddress();
  await one.sendTo(bytes("12345678"), { remoteAddress });
  await one.sendTo(bytes("next"), { remoteAddress });
  expect(await other.receiveFrom(new Uint8Array(3))).toMatchObject({
    bytesReceived: 3,
    controlFlags: { truncated: true },
  });
  expect(await other.receiveFrom(new Uint8Array(4))).toMatchObject({
    bytesReceived: 4,
    controlFlags: {},
  });
});

it("several datagrams are sent at once", async () => {
  const net = await network();
  const [one, other] = [await bound(net), await bound(net)];
  const remoteAddress = await other.getLocalAddress();
  const list = ["a", "", "bcd"].map(bytes);
  expect(await one.sendMessages(list, { remoteAddress })).toBe(4);
  const got = [
    await receiveText(other),
    await receiveText(other),
    await receiveText(other),
  ];
  expect(got).toEqual(["a", "", "bcd"]);
  expect(await one.sendMessages([], { remoteAddress })).toBe(0);
});

it("receives are served in order, without those that are cancelled", async () => {
  const net = await network();
  const [one, other] = [await bound(net), await bound(net)];
  const abort = new AbortController();
  const { signal } = abort;
  const first = receiveText(other);
  const cancelled = failure(other.receiveFrom(new Uint8Array(9), { signal }));
  const last = receiveText(other);
  abort.abort();
  expect(await cancelled).toMatchObject({
    status: "STATUS_CANCELLED",
    functionName: "receiveFrom",
  });
  const remoteAddress = await other.getLocalAddress();
  for (const text of ["a", "b"])
    await one.sendTo(bytes(text), { remoteAddress });
  expect([await first, await last]).toEqual(["a", "b"]);
});

it("closing cancels what is pending before it completes itself", async () => {
  const net = await network();
  const socket = await bound(net);
  const order: unknown[] = [];
  const note = (error: unknown): number =>
    order.push(Reflect.get(Object(error), "status"));
  const remoteAddress = await socket.getLocalAddress();
  await Promise.all([
    failure(socket.receiveFrom(new Uint8Array(1))).then(note),
    failure(socket.sendTo(bytes("a"), { remoteAddress })).then(note),
    socket.closeSocket().then(() => order.push("closed")),
  ]);
  expect(order).toEqual(["STATUS_CANCELLED", "STATUS_CANCELLED", "closed"]);
});

it("a fixed peer is sent to, and nobody else is heard", async () => {
  const net = await network();
  const [socket, peer, stranger] = [
    await bound(net),
    await bound(net),
    await bound(net),
  ];
  const address = await socket.getLocalAddress();
  await socket.controlSocket(
    "ioctl",
    "SIO_WSK_SET_REMOTE_ADDRESS",
    await peer.getLocalAddress(),
  );
  await socket.sendTo(bytes("to peer"));
  expect(await receiveText(peer)).toBe("to peer");
  const remoteAddress = await stranger.getLocalAddress();
  await socket.sendTo(bytes("to stranger"), { remoteAddress });
  expect(await receiveText(stranger)).toBe("to stranger");
  await stranger.sendTo(bytes("unheard"), { remoteAddress: address });
  await peer.sendTo(bytes("heard"), { remoteAddress: address });
  expect(await receiveText(socket)).toBe("heard");
  await socket.controlSocket("ioctl", "SIO_WSK_SET_REMOTE_ADDRESS");
  await stranger.sendTo(bytes("heard now"), { remoteAddress: address });
  expect(await receiveText(socket)).toBe("heard now");
});

it("a fixed destination is sent to, and all are heard", async () => {
  const net = await network();
  const [socket, peer, stranger] = [
    await bound(net),
    await bound(net),
    await bound(net),
  ];
  await socket.controlSocket(
    "ioctl",
    "SIO_WSK_SET_SENDTO_ADDRESS",
    await peer.getLocalAddress(),
  );
  await socket.sendMessages([bytes("to peer")]);
  expect(await receiveText(peer)).toBe("to peer");
  await stranger.sendTo(bytes("heard"), {
    remoteAddress: await socket.getLocalAddress(),
  });
  expect(await receiveText(socket)).toBe("heard");
  await socket.controlSocket("ioctl", "SIO_WSK_SET_SENDTO_ADDRESS");
  expect(await failure(socket.sendTo(bytes("a")))).toMatchObject({
    status: "STATUS_INVALID_PARAMETER",
  });
});

it("what cannot be sent is refused", async () => {
  const net = await network();
  const socket = await bound(net);
  const remoteAddress = await socket.getLocalAddress();
  const send = (options: object, size = 1): Promise<unknown> =>
    failure(socket.sendTo(new Uint8Array(size), options));
  const invalid = { status: "STATUS_INVALID_PARAMETER" };
  expect(await send({})).toMatchObject(invalid);
  expect(await send({ remoteAddress: loopback("IPv6") })).toMatchObject(
    invalid,
  );
  expect(await send({ remoteAddress: loopback() })).toMatchObject(invalid);
  expect(
    await send({
      remoteAddress: { family: "IPv4", address: "0.0.0.0", port: 9 },
    }),
  ).toMatchObject(invalid);
  expect(
    await send({
      remoteAddress,
      controlInfo: [{ level: 0, type: 0, data: bytes("") }],
    }),
  ).toMatchObject({ status: "STATUS_NOT_SUPPORTED" });
  expect(await send({ remoteAddress }, 65_508)).toMatchObject({
    status: "STATUS_INVALID_BUFFER_SIZE",
    cause: { code: "EMSGSIZE" },
  });
  expect(await socket.sendTo(new Uint8Array(65_507), { remoteAddress })).toBe(
    65_507,
  );
});

it("broadcasts need permission", async () => {
  const net = await network();
  const socket = await bound(net);
  const remoteAddress = {
    family: "IPv4",
    address: "255.255.255.255",
    port: 9,
  } as const;
  expect(
    await failure(socket.sendTo(bytes("a"), { remoteAddress })),
  ).toMatchObject({
    status: "STATUS_ACCESS_DENIED",
    cause: { code: "EACCES" },
  });
  await socket.controlSocket("setOption", "SO_BROADCAST", true);
  expect(await socket.controlSocket("getOption", "SO_BROADCAST")).toBe(true);
  // Whether there is a way to send one depends on the host.
  const outcome = await socket.sendTo(bytes("a"), { remoteAddress }).then(
    () => "sent",
    (error: unknown) => Reflect.get(Object(error), "status"),
  );
  expect(outcome).not.toBe("STATUS_ACCESS_DENIED");
});

it("an address in use is refused, unless both share it", async () => {
  const { wsk } = await network();
  const [one, other] = [
    use(await wsk.socket("datagram")),
    use(await wsk.socket("datagram")),
  ];
  await one.bind(loopback());
  const address = await one.getLocalAddress();
  expect(await failure(other.bind(address))).toMatchObject({
    status: "STATUS_ADDRESS_ALREADY_EXISTS",
    functionName: "bind",
  });
  expect(other.state).toBe("created");
  await one.closeSocket();
  const again = use(await wsk.socket("datagram"));
  for (const socket of [other, again]) {
    await socket.controlSocket("setOption", "SO_REUSEADDR", true);
    await socket.bind(address);
    expect(await socket.controlSocket("getOption", "SO_REUSEADDR")).toBe(true);
  }
});

it("received datagrams are kept within a bound", async () => {
  const net = await network();
  const [one, other] = [await bound(net), await bound(net)];
  const remoteAddress = await other.getLocalAddress();
  for (let count = 0; count < 1100; count += 1) {
    await one.sendTo(bytes("x"), { remoteAddress });
    // Lets the datagram be taken from the transport, which has a bound of its own.
    await new Promise((resolve) => setImmediate(resolve));
  }
  for (let count = 0; count < 1024; count += 1) await receiveText(other);
  await one.sendTo(bytes("end"), { remoteAddress });
  expect(await receiveText(other)).toBe("end");
});

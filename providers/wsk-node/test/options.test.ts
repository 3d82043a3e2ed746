import os from "node:os";
import { describe, expect, it } from "vitest";
import type { BasicSocket, SocketAddress } from "@captable/wsk";
import { connect, control, failure, loopback, network, use } from "./net.ts";

async function listAddresses(
  socket: BasicSocket,
): Promise<readonly SocketAddress[]> {
  return socket.controlSocket("ioctl", "SIO_ADDRESS_LIST_QUERY");
}

describe.each(["IPv4", "IPv6"] as const)("%s", (addressFamily) => {
  it("the local addresses are those of the host", async () => {
    const { wsk } = await network();
    const expected = Object.values(os.networkInterfaces())
      .flat()
      .filter((entry) => entry?.family === addressFamily)
      .map((entry) => entry?.address);
    for (const category of [
      "basic",
      "listening",
      "datagram",
      "connectionOriented",
      "stream",
    ] as const) {
      const socket = use(await wsk.socket(category, { addressFamily }));
      const list = await listAddresses(socket);
      expect(list.map(({ address }) => address)).toEqual(expected);
      expect(
        list.every(
          ({ family, port }) => family === addressFamily && port === 0,
        ),
      ).toBe(true);
    }
  });
});

it("options of a connection can be set before and after it exists", async () => {
  const net = await network();
  const { near, far } = await connect(net, "listening", "stream");
  const fresh = use(await net.wsk.socket("connectionOriented"));
  for (const socket of [near, far, fresh]) {
    for (const option of ["SO_KEEPALIVE", "TCP_NODELAY"] as const) {
      expect(await control(socket, "getOption", option)).toBe(false);
      await control(socket, "setOption", option, true);
      expect(await control(socket, "getOption", option)).toBe(true);
    }
  }
  await fresh.bind(loopback());
});

it("the receive buffer of a datagram socket is what was set", async () => {
  const { wsk } = await network();
  const socket = use(await wsk.socket("datagram"));
  expect(
    await failure(socket.controlSocket("getOption", "SO_RCVBUF")),
  ).toMatchObject({ status: "STATUS_NOT_SUPPORTED" });
  await socket.controlSocket("setOption", "SO_RCVBUF", 20_000);
  await socket.bind(loopback());
  expect(await socket.controlSocket("getOption", "SO_RCVBUF")).toBe(20_000);
  await socket.controlSocket("setOption", "SO_RCVBUF", 30_000);
  expect(await socket.controlSocket("getOption", "SO_RCVBUF")).toBe(30_000);
});

it("IPV6_V6ONLY is for IPv6", async () => {
  const { wsk } = await network();
  for (const category of [
    "listening",
    "datagram",
    "connectionOriented",
    "stream",
  ] as const) {
    const four = use(await wsk.socket(category));
    expect(
      await failure(control(four, "setOption", "IPV6_V6ONLY", true)),
    ).toMatchObject({ status: "STATUS_INVALID_PARAMETER" });
    const six = use(await wsk.socket(category, { addressFamily: "IPv6" }));
    await control(six, "setOption", "IPV6_V6ONLY", false);
  }
});

it("backlogs are numbers", async () => {
  const { near, far } = await connect(await network());
  expect(
    await control(near, "ioctl", "SIO_WSK_QUERY_IDEAL_SEND_BACKLOG"),
  ).toBeGreaterThan(0);
  expect(
    await far.controlSocket("ioctl", "SIO_WSK_QUERY_RECEIVE_BACKLOG"),
  ).toBe(0);
});

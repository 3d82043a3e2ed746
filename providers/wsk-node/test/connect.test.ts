import { describe, expect, it } from "vitest";
import type { SocketAddress } from "@captable/wsk";
import { bindMethods } from "../src/index.ts";
import {
  bytes,
  client,
  connect,
  failure,
  loopback,
  network,
  receiveText,
  serve,
  use,
  type Net,
} from "./net.ts";

/** Where nobody listens. */
async function nobody(net: Net): Promise<SocketAddress> {
  const server = await serve(net);
  const address = await server.getLocalAddress();
  await server.closeSocket();
  return address;
}

describe.each(bindMethods)("bound by %s", (method) => {
  it.each(["connectionOriented", "stream"] as const)(
    "a %s socket that was refused connects again, from the same port",
    async (category) => {
      const net = await network(method);
      const near = await client(net, category);
      const local = await near.getLocalAddress();
      for (const attempt of [1, 2]) {
        expect(
          await failure(near.connect(await nobody(net))),
          `attempt ${attempt}`,
        ).toMatchObject({
          status: "STATUS_CONNECTION_REFUSED",
          functionName: "connect",
          state: "connecting",
          cause: { code: "ECONNREFUSED" },
        });
        expect(near.state).toBe("bound");
        expect(await near.getLocalAddress()).toEqual(local);
      }
      const server = await serve(net);
      await near.connect(await server.getLocalAddress());
      const far = use(await server.accept());
      await near.send(bytes("at last"));
      expect(await receiveText(far)).toBe("at last");
      if (local.port !== 0) {
        expect((await far.getRemoteAddress()).port).toBe(local.port);
      }
    },
  );

  it("an attempt is cancelled by its signal and can be repeated", async () => {
    const net = await network(method);
    const server = await serve(net);
    const near = await client(net);
    const abort = new AbortController();
    const address = await server.getLocalAddress();
    const call = failure(near.connect(address, { signal: abort.signal }));
    expect(near.state).toBe("connecting");
    abort.abort("changed my mind");
    expect(await call).toMatchObject({
      status: "STATUS_CANCELLED",
      cause: "changed my mind",
    });
    expect(near.state).toBe("bound");
    await near.connect(address, { signal: new AbortController().signal });
    expect(near.state).toBe("connected");
  });

  it("closing cancels an attempt before it completes itself", async () => {
    const net = await network(method);
    const server = await serve(net);
    const near = await client(net);
    const order: unknown[] = [];
    const call = near.connect(await server.getLocalAddress());
    await Promise.all([
      failure(call).then((error) => order.push(error)),
      near.closeSocket().then(() => order.push("closed")),
    ]);
    expect(order).toEqual([
      expect.objectContaining({ status: "STATUS_CANCELLED" }),
      "closed",
    ]);
    expect(near.state).toBe("closed");
  });
});

it("socketConnect fails as connect does, and leaves no socket", async () => {
  const net = await network();
  const remote = await nobody(net);
  const { wsk, registration } = net;
  expect(await failure(wsk.socketConnect(loopback(), remote))).toMatchObject({
    status: "STATUS_CONNECTION_REFUSED",
    functionName: "socketConnect",
  });
  const abort = new AbortController();
  const { signal } = abort;
  const server = await serve(net);
  const call = wsk.socketConnect(loopback(), await server.getLocalAddress(), {
    signal,
  });
  abort.abort();
  expect(await failure(call)).toMatchObject({ status: "STATUS_CANCELLED" });
  await server.closeSocket();
  registration.releaseProviderNPI();
  await registration.deregister();
});

it("addresses that nothing can be connected to are refused", async () => {
  const net = await network();
  const near = await client(net);
  const wildcard = { family: "IPv4", address: "0.0.0.0", port: 9 } as const;
  expect(await failure(near.connect(wildcard))).toMatchObject({
    status: "STATUS_INVALID_ADDRESS_WILDCARD",
  });
  const other = { ...loopback("IPv6"), port: 9 };
  expect(await failure(near.connect(other))).toMatchObject({
    status: "STATUS_INVALID_PARAMETER",
  });
  expect(near.state).toBe("bound");
  for (const call of [
    net.wsk.socketConnect(loopback(), wildcard),
    net.wsk.socketConnect(loopback("IPv6"), { ...loopback(), port: 9 }),
  ]) {
    expect([
      "STATUS_INVALID_ADDRESS_WILDCARD",
      "STATUS_INVALID_PARAMETER",
    ]).toContain(Reflect.get(Object(await failure(call)), "status"));
  }
});

it("a stream socket commits to a role only by success", async () => {
  const net = await network();
  const socket = use(await net.wsk.socket("stream"));
  await socket.bind(loopback());
  await failure(socket.connect(await nobody(net)));
  expect(socket.role).toBeUndefined();
  await socket.listen();
  expect(socket.role).toBe("listening");
  const address = await socket.getLocalAddress();
  expect(await failure(socket.connect(address))).toMatchObject({
    status: "STATUS_INVALID_DEVICE_STATE",
  });
  const { near } = await connect(net, "listening", "stream");
  expect(near).toMatchObject({ role: "connectionOriented" });
  if (near.category !== "stream") throw new TypeError("not a stream");
  for (const call of [near.listen(), near.accept()]) {
    expect(await failure(call)).toMatchObject({
      status: "STATUS_INVALID_DEVICE_STATE",
    });
  }
});

import { describe, expect, it } from "vitest";
import { isConnectionOrientedSocket } from "@captable/wsk";
import { client, control, failure, network, serve, until, use } from "./net.ts";

describe.each(["listening", "stream"] as const)("a %s socket", (category) => {
  it("gives connections to calls in the order of both", async () => {
    const net = await network();
    const server = await serve(net, category);
    const address = await server.getLocalAddress();
    const first = server.accept();
    const second = server.accept();
    const ports: number[] = [];
    for (let count = 0; count < 4; count += 1) {
      const near = await client(net);
      await near.connect(address);
      ports.push((await near.getLocalAddress()).port);
    }
    const calls = [first, second, server.accept(), server.accept()];
    const accepted = (await Promise.all(calls)).map((socket) => use(socket));
    expect(accepted.every(isConnectionOrientedSocket)).toBe(true);
    expect(accepted.map(({ state }) => state)).toEqual(
      Array.from({ length: 4 }, () => "connected"),
    );
    const remotes = accepted.map(
      async (socket) => (await socket.getRemoteAddress()).port,
    );
    expect(await Promise.all(remotes)).toEqual(ports);
  });

  it("passes over a call that was cancelled", async () => {
    const net = await network();
    const server = await serve(net, category);
    const abort = new AbortController();
    const cancelled = failure(server.accept({ signal: abort.signal }));
    const next = server.accept();
    abort.abort();
    expect(await cancelled).toMatchObject({
      status: "STATUS_CANCELLED",
      functionName: "accept",
      category,
    });
    const near = await client(net);
    await near.connect(await server.getLocalAddress());
    expect(use(await next).state).toBe("connected");
  });

  it("cancels calls when it is closed, before that completes", async () => {
    const net = await network();
    const server = await serve(net, category);
    const order: unknown[] = [];
    const note = (error: unknown): number =>
      order.push(Reflect.get(Object(error), "status"));
    await Promise.all([
      failure(server.accept()).then(note),
      failure(server.accept()).then(note),
      server.closeSocket().then(() => order.push("closed")),
    ]);
    expect(order).toEqual(["STATUS_CANCELLED", "STATUS_CANCELLED", "closed"]);
  });

  it("resets what nobody accepted and leaves alone what somebody did", async () => {
    const net = await network();
    const server = await serve(net, category);
    const address = await server.getLocalAddress();
    const accepted = await client(net);
    await accepted.connect(address);
    const far = use(await server.accept());
    const waiting = await client(net);
    await waiting.connect(address);
    await server.closeSocket();
    await until(() => waiting.state === "aborted");
    expect(await failure(waiting.receive(new Uint8Array(1)))).toMatchObject({
      status: "STATUS_CONNECTION_RESET",
    });
    await far.send(new Uint8Array(3));
    expect(await accepted.receive(new Uint8Array(9))).toBe(3);
  });
});

it("options of a listening socket hold for what it accepts", async () => {
  const net = await network();
  const server = await serve(net);
  await control(server, "setOption", "SO_KEEPALIVE", true);
  const near = await client(net);
  await near.connect(await server.getLocalAddress());
  const far = use(await server.accept());
  expect(await far.controlSocket("getOption", "SO_KEEPALIVE")).toBe(true);
  expect(await control(near, "getOption", "SO_KEEPALIVE")).toBe(false);
});

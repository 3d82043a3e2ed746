import { describe, expect, it } from "vitest";
import { actsAs, supports, type StreamSocket } from "@captable/wsk";
import {
  bytes,
  client,
  connect,
  control,
  expectStatus,
  loopback,
  nobody,
  receiveText,
  serve,
  use,
} from "../net.ts";
import { honours, type Net } from "../subject.ts";
import { subjects } from "../subjects.ts";

const wrong = "STATUS_INVALID_DEVICE_STATE";
const calls = ["connect", "connectEx"] as const;

async function bound(net: Net): Promise<StreamSocket> {
  const socket = use(await net.wsk.socket("stream"));
  await socket.bind(loopback());
  return socket;
}

describe.each(subjects)("$name", (subject) => {
  it("a stream socket has no role until it takes one", async () => {
    const net = await subject.open();
    const socket = use(await net.wsk.socket("stream"));
    expect(socket.role).toBeUndefined();
    await socket.bind(loopback());
    expect(socket.role).toBeUndefined();
    expect(supports(socket, "listen")).toBe(true);
    await socket.listen();
    expect(socket.role).toBe("listening");
    expect(actsAs(socket, "listening")).toBe(true);
    expect(actsAs(socket, "connectionOriented")).toBe(false);
  });

  it.each(calls)(
    "a stream socket that listens cannot %s, and still listens",
    async (call) => {
      const net = await subject.open();
      const other = await serve(net);
      const socket = await bound(net);
      await socket.listen();
      const remote = await other.getLocalAddress();
      await expectStatus(socket[call](remote), wrong, { functionName: call });
      await expectStatus(socket.listen(), wrong);
      expect(socket).toMatchObject({ role: "listening", state: "listening" });
      const guest = await client(net);
      await guest.connect(await socket.getLocalAddress());
      const far = use(await socket.accept());
      await guest.send(bytes("still"));
      expect(await receiveText(far)).toBe("still");
    },
  );

  it.each(calls)(
    "a stream socket connected by %s cannot listen or accept, and stays connected",
    async (call) => {
      const net = await subject.open();
      const server = await serve(net);
      const socket = await bound(net);
      await socket[call](await server.getLocalAddress());
      expect(socket).toMatchObject({
        role: "connectionOriented",
        state: "connected",
      });
      expect(actsAs(socket, "connectionOriented")).toBe(true);
      await expectStatus(socket.listen(), wrong, { functionName: "listen" });
      await expectStatus(socket.accept(), wrong, { functionName: "accept" });
      const far = use(await server.accept());
      await socket.send(bytes("still"));
      expect(await receiveText(far)).toBe("still");
      await Promise.all([socket.disconnect(), far.disconnect()]);
      await far.receive(new Uint8Array(1));
      await expectStatus(socket.listen(), wrong);
      expect(socket.role).toBe("connectionOriented");
    },
  );

  it.each(calls)("a %s that fails commits to nothing", async (call) => {
    const net = await subject.open();
    const socket = await bound(net);
    const refused = socket[call](await nobody(net));
    await expectStatus(refused, "STATUS_CONNECTION_REFUSED");
    expect(socket).toMatchObject({ role: undefined, state: "bound" });
    await socket.listen();
    expect(socket.role).toBe("listening");
    const guest = await client(net);
    await guest.connect(await socket.getLocalAddress());
    expect(use(await socket.accept()).state).toBe("connected");
  });

  it.each(calls)("a %s that is cancelled commits to nothing", async (call) => {
    const net = await subject.open();
    const server = await serve(net);
    const socket = await bound(net);
    const abort = new AbortController();
    const { signal } = abort;
    const remote = await server.getLocalAddress();
    const attempt = socket[call](remote, { signal });
    abort.abort();
    await expectStatus(attempt, "STATUS_CANCELLED");
    expect(socket).toMatchObject({ role: undefined, state: "bound" });
    await socket.listen();
    expect(socket.role).toBe("listening");
  });

  it("a listen that fails commits to nothing", async () => {
    const net = await subject.open();
    const socket = use(await net.wsk.socket("stream"));
    const server = await serve(net);
    const taken = await server.getLocalAddress();
    // Some systems let a socket share the address until it listens; others refuse it at once.
    const shared = await socket.bind(taken).then(
      () => true,
      () => false,
    );
    const address = shared ? taken : loopback();
    if (shared) {
      await expectStatus(socket.listen(), "STATUS_ADDRESS_ALREADY_EXISTS");
    } else {
      await socket.bind(address);
    }
    expect(socket).toMatchObject({ role: undefined, state: "bound" });
    await server.closeSocket();
    const other = await serve(net);
    await socket.connect(await other.getLocalAddress());
    expect(socket.role).toBe("connectionOriented");
  });

  it("a role is taken while an attempt at it is pending", async () => {
    const net = await subject.open();
    const server = await serve(net);
    const remote = await server.getLocalAddress();
    const connecting = await bound(net);
    const attempt = connecting.connect(remote);
    await expectStatus(connecting.listen(), wrong);
    await attempt;
    const listens = await bound(net);
    const listening = listens.listen();
    await expectStatus(listens.connect(remote), wrong);
    await expectStatus(listens.listen(), wrong);
    await listening;
    expect([connecting.role, listens.role]).toEqual([
      "connectionOriented",
      "listening",
    ]);
  });

  it("closing ends an attempt to listen, and a role outlives the socket", async () => {
    const net = await subject.open();
    const socket = await bound(net);
    const listening = socket.listen();
    const closed = socket.closeSocket();
    await listening.catch(() => undefined);
    await closed;
    expect(socket.state).toBe("closed");
    const { near } = await connect(net, { connects: "stream" });
    await near.closeSocket();
    expect(near).toMatchObject({ role: "connectionOriented" });
  });

  it("what a stream socket was told before it took a role holds in both", async () => {
    const net = await subject.open();
    const keeps = (socket: StreamSocket): Promise<unknown> =>
      socket.controlSocket("getOption", "SO_KEEPALIVE");
    const [listens, connects] = [await bound(net), await bound(net)];
    for (const socket of [listens, connects]) {
      await socket.controlSocket("setOption", "SO_KEEPALIVE", true);
    }
    await listens.listen();
    await connects.connect(await listens.getLocalAddress());
    const far = use(await listens.accept());
    expect(await keeps(listens)).toBe(true);
    expect(await keeps(connects)).toBe(true);
    expect(await control(far, "getOption", "SO_KEEPALIVE")).toBe(true);
  });

  it("only a stream socket in the connection role has what connections have", async () => {
    const net = await subject.open();
    const { near } = await connect(net, { connects: "stream" });
    const listens = await serve(net, "stream");
    const ideal = "SIO_WSK_QUERY_IDEAL_SEND_BACKLOG";
    if (honours(subject, ideal, "stream")) {
      expect(await control(near, "ioctl", ideal)).toBeGreaterThan(0);
    }
    await expectStatus(control(listens, "ioctl", ideal), wrong);
  });
});

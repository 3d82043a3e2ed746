import { describe, expect, it } from "vitest";
import { bindMethods } from "../src/index.ts";
import {
  client,
  connect,
  failure,
  loopback,
  network,
  serve,
  use,
} from "./net.ts";

/** Of TEST-NET-1, which no host has. */
const ELSEWHERE = "192.0.2.1";

const early = bindMethods.filter((method) => method !== "deferred");

describe.each(early)("bound by %s", (method) => {
  it.each(["connectionOriented", "stream"] as const)(
    "a %s socket knows its port at once and connects from it",
    async (category) => {
      const net = await network(method);
      const server = await serve(net);
      const near = await client(net, category);
      const { port } = await near.getLocalAddress();
      expect(port).toBeGreaterThan(0);
      await near.connect(await server.getLocalAddress());
      const far = use(await server.accept());
      expect((await far.getRemoteAddress()).port).toBe(port);
    },
  );

  it("a stream socket listens on the port that it was bound to", async () => {
    const net = await network(method);
    const server = use(await net.wsk.socket("stream"));
    await server.bind(loopback());
    const address = await server.getLocalAddress();
    expect(address.port).toBeGreaterThan(0);
    await server.listen();
    expect(await server.getLocalAddress()).toEqual(address);
    const near = await client(net);
    await near.connect(address);
    expect(near.state).toBe("connected");
  });

  it("an address of another host is refused by every category", async () => {
    const { wsk } = await network(method);
    for (const category of [
      "listening",
      "connectionOriented",
      "stream",
    ] as const) {
      const socket = use(await wsk.socket(category));
      const elsewhere = {
        family: "IPv4",
        address: ELSEWHERE,
        port: 0,
      } as const;
      expect(await failure(socket.bind(elsewhere))).toMatchObject({
        status: "STATUS_INVALID_ADDRESS_COMPONENT",
        functionName: "bind",
        category,
        cause: { code: "EADDRNOTAVAIL" },
      });
      expect(socket.state).toBe("created");
    }
  });
});

describe.each(bindMethods)("bound by %s", (method) => {
  it("a port in use is refused, and another can be bound then", async () => {
    const net = await network(method);
    const server = await serve(net);
    const other = use(await net.wsk.socket("listening"));
    expect(
      await failure(other.bind(await server.getLocalAddress())),
    ).toMatchObject({
      status: "STATUS_ADDRESS_ALREADY_EXISTS",
      cause: { code: "EADDRINUSE" },
    });
    expect(other.state).toBe("created");
    await other.bind(loopback());
    expect(other.state).toBe("listening");
  });

  it("two stream sockets share a port until one listens", async () => {
    const net = await network(method);
    const server = await serve(net);
    const late = use(await net.wsk.socket("stream"));
    const address = await server.getLocalAddress();
    const bound = late.bind(address).then(() => late.listen());
    expect(await failure(bound)).toMatchObject({
      status: "STATUS_ADDRESS_ALREADY_EXISTS",
    });
    await server.closeSocket();
    if (late.state === "created") await late.bind(address);
    await late.listen();
    expect(await late.getLocalAddress()).toEqual(address);
  });

  it("IPv6 leaves IPv4 alone, unless told otherwise", async () => {
    const net = await network(method);
    const any = { family: "IPv6", address: "::", port: 0 } as const;
    const only = use(
      await net.wsk.socket("listening", { addressFamily: "IPv6" }),
    );
    await only.bind(any);
    const both = use(
      await net.wsk.socket("listening", { addressFamily: "IPv6" }),
    );
    await both.controlSocket("setOption", "IPV6_V6ONLY", false);
    await both.bind(any);
    const byIPv4 = async (server: typeof only): Promise<void> => {
      const { port } = await server.getLocalAddress();
      await (await client(net)).connect({ ...loopback(), port });
    };
    expect(await failure(byIPv4(only))).toMatchObject({
      status: "STATUS_CONNECTION_REFUSED",
    });
    await byIPv4(both);
    const far = use(await both.accept());
    expect((await far.getRemoteAddress()).address).toBe("::ffff:127.0.0.1");
  });
});

it("malformed addresses and those of another family are refused", async () => {
  const { wsk } = await network();
  for (const category of [
    "listening",
    "datagram",
    "connectionOriented",
    "stream",
  ] as const) {
    const socket = use(await wsk.socket(category));
    for (const address of ["localhost", "", "127.0.0.1.1", "::1"]) {
      const call = socket.bind({ family: "IPv4", address, port: 0 });
      expect(await failure(call)).toMatchObject({
        status: "STATUS_INVALID_PARAMETER",
        state: "created",
      });
    }
    expect(await failure(socket.bind(loopback("IPv6")))).toMatchObject({
      status: "STATUS_INVALID_PARAMETER",
    });
    await socket.bind(loopback());
  }
});

it("flow information is refused, a zero is not", async () => {
  const { wsk } = await network();
  const socket = use(await wsk.socket("stream", { addressFamily: "IPv6" }));
  const address = { family: "IPv6", address: "::1", port: 0 } as const;
  expect(await failure(socket.bind({ ...address, flowInfo: 1 }))).toMatchObject(
    {
      status: "STATUS_NOT_SUPPORTED",
    },
  );
  await socket.bind({ ...address, flowInfo: 0 });
});

it("closing gives the address back at once", async () => {
  const net = await network();
  const { near, server, far } = await connect(net);
  const bound = await client(net, "stream");
  for (const socket of [server, bound]) {
    const address = await socket.getLocalAddress();
    await socket.closeSocket();
    const next = use(await net.wsk.socket("listening"));
    await next.bind(address);
  }
  await Promise.all([near.closeSocket(), far.closeSocket()]);
});

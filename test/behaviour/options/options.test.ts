import { describe, expect, it } from "vitest";
import type { AnySocket } from "@captable/wsk";
import {
  client,
  connect,
  control,
  expectStatus,
  loopback,
  serve,
  use,
} from "../net.ts";
import { connectors } from "../pairings.ts";
import { honours, type Net } from "../subject.ts";
import { subjects } from "../subjects.ts";

const sockets = [
  "listening",
  "datagram",
  "connectionOriented",
  "stream",
] as const;

/** Options that are on or off, and off by default. */
const switches = [
  ["SO_BROADCAST", "datagram"],
  ["SO_CONDITIONAL_ACCEPT", "listening"],
  ["SO_KEEPALIVE", "listening"],
  ["SO_KEEPALIVE", "connectionOriented"],
  ["SO_KEEPALIVE", "stream"],
  ["TCP_NODELAY", "connectionOriented"],
  ["TCP_NODELAY", "stream"],
  ...sockets.map((category) => ["SO_REUSEADDR", category] as const),
  ...sockets.map((category) => ["SO_EXCLUSIVEADDRUSE", category] as const),
] as const;

const invalid = "STATUS_INVALID_PARAMETER";
const unsupported = "STATUS_NOT_SUPPORTED";

function set(
  socket: AnySocket,
  name: string,
  value: unknown,
): Promise<unknown> {
  return control(socket, "setOption", name, value);
}

function get(socket: AnySocket, name: string): Promise<unknown> {
  return control(socket, "getOption", name);
}

describe.each(subjects)("$name", (subject) => {
  const { open } = subject;
  const made = async (
    category: (typeof sockets)[number],
    net?: Net,
  ): Promise<AnySocket> =>
    use(await (net ?? (await open())).wsk.socket(category));

  it.each(switches)(
    "%s of a %s socket is off until it is set",
    async (name, category) => {
      const socket = await made(category);
      if (!honours(subject, name, category)) {
        await expectStatus(set(socket, name, true), unsupported, { category });
        await expectStatus(get(socket, name), unsupported, { category });
        return;
      }
      expect(await get(socket, name)).toBe(false);
      for (const value of [true, true, false, true]) {
        expect(await set(socket, name, value)).toBeUndefined();
        expect(await get(socket, name)).toBe(value);
      }
      const other = await made(category);
      expect(await get(other, name)).toBe(false);
    },
  );

  it.each(switches)(
    "%s of a %s socket is on or off",
    async (name, category) => {
      const socket = await made(category);
      for (const value of [1, 0, "true", null, undefined, {}]) {
        await expectStatus(set(socket, name, value), invalid, {
          functionName: "controlSocket",
          category,
          state: "created",
        });
      }
      if (!honours(subject, name, category)) return;
      expect(await get(socket, name)).toBe(false);
    },
  );

  it.each(sockets)(
    "IPV6_V6ONLY of a %s socket is for IPv6",
    async (category) => {
      const net = await open();
      for (const value of [true, false]) {
        const four = use(await net.wsk.socket(category));
        await expectStatus(set(four, "IPV6_V6ONLY", value), invalid);
        const options = { addressFamily: "IPv6" } as const;
        const six = use(await net.wsk.socket(category, options));
        expect(await set(six, "IPV6_V6ONLY", value)).toBeUndefined();
        await expectStatus(set(six, "IPV6_V6ONLY", 1), invalid);
      }
    },
  );

  it.each(sockets)(
    "of two ways to share the address of a %s socket the later counts",
    async (category) => {
      const pair = ["SO_REUSEADDR", "SO_EXCLUSIVEADDRUSE"] as const;
      if (!pair.every((name) => honours(subject, name, category))) return;
      for (const [first, later] of [pair, [pair[1], pair[0]]] as const) {
        const socket = await made(category);
        await set(socket, first, true);
        await set(socket, later, true);
        expect(await get(socket, later)).toBe(true);
        expect(await get(socket, first)).toBe(false);
        // What is off already may be turned off.
        await set(socket, first, false);
        expect(await get(socket, later)).toBe(true);
      }
    },
  );

  it.each(connectors)(
    "options of a %s socket outlast its connecting",
    async (category) => {
      const net = await open();
      const near = await client(net, category);
      await set(near, "SO_KEEPALIVE", true);
      await set(near, "TCP_NODELAY", true);
      const server = await serve(net);
      await near.connect(await server.getLocalAddress());
      for (const name of ["SO_KEEPALIVE", "TCP_NODELAY"]) {
        expect(await get(near, name)).toBe(true);
        await set(near, name, false);
        expect(await get(near, name)).toBe(false);
      }
      const far = use(await server.accept());
      for (const name of ["SO_KEEPALIVE", "TCP_NODELAY"]) {
        expect(await get(far, name)).toBe(false);
        await set(far, name, true);
        expect(await get(far, name)).toBe(true);
      }
      await near.disconnect({ flags: { abortive: true } });
      expect(await get(near, "SO_KEEPALIVE")).toBe(false);
    },
  );

  it("TCP_FASTOPEN is set before connecting, where there is such a thing", async () => {
    const net = await open();
    for (const category of connectors) {
      const near = await client(net, category);
      const call = set(near, "TCP_FASTOPEN", true);
      if (honours(subject, "TCP_FASTOPEN", category)) await call;
      else await expectStatus(call, unsupported, { state: "bound" });
      const { near: late } = await connect(net, { connects: category });
      await expectStatus(
        set(late, "TCP_FASTOPEN", true),
        "STATUS_INVALID_DEVICE_STATE",
      );
    }
  });

  describe("SO_RCVBUF", () => {
    it("of a datagram socket is what was set", async () => {
      const socket = await made("datagram");
      await set(socket, "SO_RCVBUF", 20_000);
      expect(await get(socket, "SO_RCVBUF")).toBe(20_000);
      await control(socket, "setOption", "SO_BROADCAST", true);
      if (socket.category === "datagram") await socket.bind(loopback());
      expect(await get(socket, "SO_RCVBUF")).toBe(20_000);
      await set(socket, "SO_RCVBUF", 30_000);
      expect(await get(socket, "SO_RCVBUF")).toBe(30_000);
    });

    it("of a bound datagram socket is known without being set", async () => {
      const socket = await made("datagram");
      await expectStatus(get(socket, "SO_RCVBUF"), unsupported);
      if (socket.category === "datagram") await socket.bind(loopback());
      expect(await get(socket, "SO_RCVBUF")).toBeGreaterThan(1024);
    });

    it.each(["listening", ...connectors] as const)(
      "of a %s socket is what was set, where the transport lets it be",
      async (category) => {
        const socket = await made(category);
        if (!honours(subject, "SO_RCVBUF", category)) {
          await expectStatus(set(socket, "SO_RCVBUF", 20_000), unsupported);
          await expectStatus(get(socket, "SO_RCVBUF"), unsupported);
          return;
        }
        await set(socket, "SO_RCVBUF", 20_000);
        expect(await get(socket, "SO_RCVBUF")).toBe(20_000);
        const fresh = await made(category);
        await expectStatus(get(fresh, "SO_RCVBUF"), unsupported);
        if (category === "listening") return;
        const { near } = await connect(await open(), { connects: category });
        expect(await get(near, "SO_RCVBUF")).toBeGreaterThan(1024);
        await set(near, "SO_RCVBUF", 30_000);
        expect(await get(near, "SO_RCVBUF")).toBe(30_000);
      },
    );

    it.each(sockets)(
      "of a %s socket is a number of bytes",
      async (category) => {
        const socket = await made(category);
        for (const value of [-1, 1.5, 2 ** 32, true, "8192", undefined]) {
          await expectStatus(set(socket, "SO_RCVBUF", value), invalid);
        }
      },
    );
  });

  it("an option that is none is refused", async () => {
    const socket = await made("stream");
    for (const [request, name] of [
      ["setOption", "SO_LINGER"],
      ["getOption", "SO_LINGER"],
      ["ioctl", "FIONREAD"],
      // What there is, but not so.
      ["ioctl", "SO_KEEPALIVE"],
      ["getOption", "SIO_ADDRESS_LIST_QUERY"],
      ["getOption", "TCP_FASTOPEN"],
      ["setOption", "SO_BROADCAST"],
      ["setOption", "WSK_SET_STATIC_EVENT_CALLBACKS"],
    ] as const) {
      await expectStatus(control(socket, request, name, true), unsupported, {
        functionName: "controlSocket",
        category: "stream",
      });
    }
    await expectStatus(control(socket, "askOption", "SO_KEEPALIVE"), invalid);
    await expectStatus(control(socket, "getOption", 8), invalid);
    expect(await get(socket, "SO_KEEPALIVE")).toBe(false);
  });
});

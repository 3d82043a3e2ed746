import net from "node:net";
import { once } from "node:events";
import { setImmediate as turn } from "node:timers/promises";
import { expect } from "vitest";
import type {
  AddressFamily,
  AnySocket,
  CategoryName,
  SocketAddress,
} from "@captable/wsk";
import {
  bytes,
  control,
  failure,
  loopback,
  network,
  receiveText,
  use,
} from "../net.ts";
import { atEnd, gone, settle, until } from "../transport/harness.ts";
import {
  accepted,
  arrived,
  connected,
  CONNECTIONS,
  enable,
  inspecting,
  listening,
  LISTENERS,
  rawDatagrams,
  rawPeer,
  ss,
  type Reality,
} from "./reality.ts";

const any6: SocketAddress = { family: "IPv6", address: "::", port: 0 };
const any4: SocketAddress = { family: "IPv4", address: "0.0.0.0", port: 0 };

async function fresh(
  category: string,
  family: AddressFamily = "IPv4",
): Promise<AnySocket> {
  const { wsk } = await network();
  const options = { addressFamily: family };
  return use(await wsk.socket(category as CategoryName, options));
}

/** Whether somebody can connect to a port over IPv4. */
async function reachable(port: number): Promise<boolean> {
  const socket = net.connect(port, "127.0.0.1").on("error", () => {});
  atEnd(() => socket.destroy());
  return arrived(socket);
}

const v6only: readonly Reality[] = [
  {
    name: "IPV6_V6ONLY",
    categories: LISTENERS,
    shows: "decides whether peers come over IPv4",
    check: async (category, context) => {
      for (const only of [undefined, false, true]) {
        const socket = await fresh(category, "IPv6");
        if (only !== undefined) {
          await control(socket, "setOption", "IPV6_V6ONLY", only);
        }
        if (socket.category !== "stream" && socket.category !== "listening") {
          throw new TypeError(category);
        }
        await socket.bind(any6);
        if (socket.category === "stream") await socket.listen();
        const address = await socket.getLocalAddress();
        const expected = only ?? true;
        expect(await reachable(address.port)).toBe(!expected);
        const shown = await ss(context, "lnte", address);
        expect(shown).toContain(`v6only:${expected ? 1 : 0}`);
      }
    },
  },
  {
    name: "IPV6_V6ONLY",
    categories: CONNECTIONS,
    shows: "decides whether IPv4 can be connected to",
    check: async (category) => {
      const server = await listening("listening");
      const { port } = await server.getLocalAddress();
      const mapped = "::ffff:127.0.0.1";
      for (const only of [undefined, false, true]) {
        const socket = await fresh(category, "IPv6");
        if (only !== undefined) {
          await control(socket, "setOption", "IPV6_V6ONLY", only);
        }
        if (
          socket.category !== "stream" &&
          socket.category !== "connectionOriented"
        ) {
          throw new TypeError(category);
        }
        await socket.bind(any6);
        const call = socket.connect({ family: "IPv6", address: mapped, port });
        if (only === false) await call;
        else {
          expect(await failure(call)).toMatchObject({
            status: "STATUS_NETWORK_UNREACHABLE",
          });
        }
      }
    },
  },
  {
    name: "IPV6_V6ONLY",
    categories: "datagram",
    shows: "decides whether datagrams come over IPv4",
    check: async (_category, context) => {
      const { raw } = await rawDatagrams();
      const { wsk } = await network();
      for (const only of [undefined, false, true]) {
        const options = { addressFamily: "IPv6" } as const;
        const socket = use(await wsk.socket("datagram", options));
        if (only !== undefined) {
          await socket.controlSocket("setOption", "IPV6_V6ONLY", only);
        }
        await socket.bind(any6);
        const address = await socket.getLocalAddress();
        const shown = await ss(context, "uane", address);
        expect(shown).toContain(`v6only:${(only ?? true) ? 1 : 0}`);
        let came = 0;
        const call = socket.receiveFrom(new Uint8Array(9)).then(
          () => (came += 1),
          () => undefined,
        );
        raw.send("x", address.port, "127.0.0.1");
        if (only === false) await call;
        else await settle();
        expect(came).toBe(only === false ? 1 : 0);
        await socket.closeSocket();
      }
    },
  },
];

const sharing: readonly Reality[] = [
  {
    name: "SO_EXCLUSIVEADDRUSE",
    categories: "listening",
    shows: "keeps everybody else from the address, until it is closed",
    check: async () => {
      const { wsk } = await network();
      const socket = use(await wsk.socket("listening"));
      await socket.controlSocket("setOption", "SO_EXCLUSIVEADDRUSE", true);
      expect(
        await socket.controlSocket("getOption", "SO_EXCLUSIVEADDRUSE"),
      ).toBe(true);
      await socket.bind(loopback());
      const { port } = await socket.getLocalAddress();
      const take = async (host: string): Promise<void> => {
        const server = net.createServer();
        // Known to Node 22.12 and later, which then asks to share.
        const options = { host, port, exclusive: true, reusePort: true };
        const bound = once(server, "listening");
        server.listen(options);
        await bound;
        server.close();
      };
      for (const host of ["127.0.0.1", "0.0.0.0"]) {
        expect(await failure(take(host))).toMatchObject({ code: "EADDRINUSE" });
      }
      await socket.closeSocket();
      await take("127.0.0.1");
    },
  },
  {
    name: "SO_EXCLUSIVEADDRUSE",
    categories: "datagram",
    shows: "keeps everybody else from the address, until it is closed",
    check: async () => {
      const { wsk } = await network();
      const socket = use(await wsk.socket("datagram"));
      await socket.controlSocket("setOption", "SO_EXCLUSIVEADDRUSE", true);
      await socket.bind(loopback());
      const { port } = await socket.getLocalAddress();
      const take = rawDatagrams({ reuseAddr: true }, port);
      expect(await failure(take)).toMatchObject({ code: "EADDRINUSE" });
      await socket.closeSocket();
      await rawDatagrams({ reuseAddr: true }, port);
    },
  },
  {
    name: "SO_EXCLUSIVEADDRUSE",
    categories: CONNECTIONS,
    shows: "could not be kept: others bind the same port",
    check: async (category) => {
      const one = await fresh(category);
      const other = await fresh(category);
      if (one.category !== "stream" || other.category !== "stream") {
        if (one.category !== "connectionOriented") throw new TypeError();
        if (other.category !== "connectionOriented") throw new TypeError();
      }
      await one.bind(loopback());
      await other.bind(await one.getLocalAddress());
      expect(await other.getLocalAddress()).toEqual(
        await one.getLocalAddress(),
      );
    },
  },
  {
    name: "SO_REUSEADDR",
    categories: "datagram",
    shows: "lets others have the address who ask for it too",
    check: async () => {
      const { wsk } = await network();
      for (const shared of [false, true]) {
        const socket = use(await wsk.socket("datagram"));
        await socket.controlSocket("setOption", "SO_REUSEADDR", shared);
        expect(await socket.controlSocket("getOption", "SO_REUSEADDR")).toBe(
          shared,
        );
        await socket.bind(loopback());
        const { port } = await socket.getLocalAddress();
        const take = rawDatagrams({ reuseAddr: true }, port);
        if (shared) await take;
        else {
          expect(await failure(take)).toMatchObject({ code: "EADDRINUSE" });
        }
      }
    },
  },
];

const datagrams: readonly Reality[] = [
  {
    name: "SO_BROADCAST",
    categories: "datagram",
    shows: "lets broadcasts be sent",
    check: async () => {
      const { wsk } = await network();
      const socket = use(await wsk.socket("datagram"));
      await socket.bind(any4);
      const remoteAddress: SocketAddress = {
        ...loopback(),
        address: "127.255.255.255",
        port: 9,
      };
      const send = (): Promise<number> =>
        socket.sendTo(bytes("x"), { remoteAddress });
      expect(await failure(send())).toMatchObject({
        status: "STATUS_ACCESS_DENIED",
        cause: { code: "EACCES" },
      });
      await socket.controlSocket("setOption", "SO_BROADCAST", true);
      expect(await send()).toBe(1);
    },
  },
  {
    name: "SO_RCVBUF",
    categories: "datagram",
    shows: "is the buffer that the system has",
    check: async (_category, context) => {
      const { wsk } = await network();
      const socket = use(await wsk.socket("datagram"));
      await socket.controlSocket("setOption", "SO_RCVBUF", 20_000);
      await socket.bind(loopback());
      const address = await socket.getLocalAddress();
      expect(await ss(context, "uamn", address)).toContain("rb40000,");
      await socket.controlSocket("setOption", "SO_RCVBUF", 30_000);
      expect(await ss(context, "uamn", address)).toContain("rb60000,");
      expect(await socket.controlSocket("getOption", "SO_RCVBUF")).toBe(30_000);
    },
  },
];

/** Into how many segments ten sends of one byte went that follow upon each other. */
export async function segments(
  { socket, raw }: Awaited<ReturnType<typeof connected>>,
  measure: (flags: string, address: SocketAddress) => Promise<string>,
  flags: { readonly nodelay?: boolean } = {},
): Promise<number> {
  const address = await socket.getLocalAddress();
  const count = async (): Promise<number> =>
    Number(/data_segs_out:(\d+)/.exec(await measure("tin", address))?.[1]);
  // After a few questions and answers the peer puts its acknowledgements off, and only then does Nagle's algorithm wait.
  for (let round = 0; round < 5; round += 1) {
    const question = once(raw, "data");
    await socket.send(bytes("?"));
    await question;
    raw.write("!");
    await receiveText(socket);
  }
  const before = await count();
  let got = 0;
  raw.on("data", (chunk: Buffer) => (got += chunk.byteLength));
  for (let sent = 0; sent < 10; sent += 1) {
    void socket.send(bytes("x"), { flags });
    await turn();
  }
  await until(() => got === 10);
  return (await count()) - before;
}

const tcp: readonly Reality[] = [
  {
    name: "TCP_NODELAY",
    categories: CONNECTIONS,
    shows: "has each send go out at once",
    check: async (category, context) => {
      const pair = await connected(category);
      const measure = (flags: string, address: SocketAddress) =>
        ss(context, flags, address);
      expect(await segments(pair, measure)).toBeLessThan(10);
      await control(pair.socket, "setOption", "TCP_NODELAY", true);
      expect(await segments(pair, measure)).toBe(10);
    },
  },
  {
    name: "SO_KEEPALIVE",
    categories: CONNECTIONS,
    shows: "has the system probe the connection",
    check: async (category, context) => {
      const { socket } = await connected(category);
      const address = await socket.getLocalAddress();
      expect(await ss(context, "tno", address)).not.toContain("keepalive");
      await control(socket, "setOption", "SO_KEEPALIVE", true);
      expect(await ss(context, "tno", address)).toMatch(
        /timer:\(keepalive,1\d\dmin/,
      );
    },
  },
  {
    name: "SO_KEEPALIVE",
    categories: LISTENERS,
    shows: "is passed on to accepted sockets",
    check: async (category, context) => {
      const server = await listening(category);
      for (const on of [false, true]) {
        await control(server, "setOption", "SO_KEEPALIVE", on);
        const { raw } = await accepted(server);
        const { localPort: remotePort = 0 } = raw;
        const shown = await ss(context, "tno", await server.getLocalAddress());
        const line = shown
          .split("\n")
          .find((text) => text.includes(`:${remotePort}`));
        expect(line?.includes("keepalive")).toBe(on);
      }
    },
  },
  {
    name: "SO_CONDITIONAL_ACCEPT",
    categories: "listening",
    shows: "has the application choose whom it accepts",
    check: async () => {
      const server = await inspecting({
        inspectEvent: () => (seen++ === 0 ? "reject" : "accept"),
      });
      let seen = 0;
      // The system has connected this one already, which is why the option is not native.
      const rejected = await rawPeer(server);
      await gone(rejected.raw.resume());
      expect(rejected.errors).toEqual(["ECONNRESET"]);
      const { socket, raw } = await accepted(server);
      raw.write("welcome");
      expect(await receiveText(socket)).toBe("welcome");
    },
  },
];

const callbacks: readonly Reality[] = [
  {
    name: "SO_WSK_EVENT_CALLBACK",
    categories: LISTENERS,
    shows: "has events come that did not before",
    check: async (category) => {
      let events = 0;
      const server = await listening(category, {
        acceptEvent: () => {
          events += 1;
          return "STATUS_REQUEST_NOT_ACCEPTED";
        },
      });
      await accepted(server);
      expect(events).toBe(0);
      await enable(server, "accept");
      await rawPeer(server);
      await until(() => events === 1);
    },
  },
  {
    name: "SO_WSK_EVENT_CALLBACK",
    categories: CONNECTIONS,
    shows: "has events come that did not before",
    check: async (category) => {
      let events = 0;
      const { socket, raw } = await connected(category, {
        receiveEvent: () => {
          events += 1;
          return "STATUS_SUCCESS";
        },
      });
      raw.write("pulled");
      expect(await receiveText(socket)).toBe("pulled");
      expect(events).toBe(0);
      await enable(socket, "receive");
      raw.write("pushed");
      await until(() => events === 1);
    },
  },
  {
    name: "SO_WSK_EVENT_CALLBACK",
    categories: "datagram",
    shows: "has events come that did not before",
    check: async () => {
      const { wsk } = await network();
      let events = 0;
      const receiveFromEvent = (): "STATUS_SUCCESS" => {
        events += 1;
        return "STATUS_SUCCESS";
      };
      const handlers = { receiveFromEvent };
      const socket = use(await wsk.socket("datagram", { handlers }));
      await socket.bind(loopback());
      const { port } = await socket.getLocalAddress();
      const { raw } = await rawDatagrams();
      raw.send("pulled", port, "127.0.0.1");
      await socket.receiveFrom(new Uint8Array(9));
      expect(events).toBe(0);
      await enable(socket, "receiveFrom");
      raw.send("pushed", port, "127.0.0.1");
      await until(() => events === 1);
    },
  },
];

export const options: readonly Reality[] = [
  ...v6only,
  ...sharing,
  ...datagrams,
  ...tcp,
  ...callbacks,
];

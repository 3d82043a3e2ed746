import { expect, type TestContext } from "vitest";
import { register, type AddressFamily, type InspectId } from "@captable/wsk";
import { nodeProvider } from "../../src/index.ts";
import {
  bytes,
  control,
  failure,
  loopback,
  network,
  receiveText,
  use,
} from "../net.ts";
import { elsewhere, need, output } from "../system.ts";
import { settle, until } from "../transport/harness.ts";
import {
  accepted,
  ALL,
  connected,
  CONNECTIONS,
  inspecting,
  rawDatagrams,
  type Reality,
} from "./reality.ts";

interface Listed {
  readonly addr_info?: readonly {
    readonly family: "inet" | "inet6";
    readonly local: string;
  }[];
}

/** The addresses of the interfaces that are up, as the system's own tool tells them. */
async function addresses(
  context: TestContext,
  family: AddressFamily,
): Promise<readonly string[]> {
  await need(context, "ip", "-V");
  const list: readonly Listed[] = JSON.parse(
    await output("ip", "-json", "address", "show", "up"),
  );
  return list
    .flatMap(({ addr_info = [] }) => addr_info)
    .filter((info) => info.family === (family === "IPv4" ? "inet" : "inet6"))
    .map((info) => info.local);
}

let watched: Promise<string> | undefined;

const lists: readonly Reality[] = [
  {
    name: "SIO_ADDRESS_LIST_QUERY",
    categories: ALL,
    shows: "tells the addresses of the system",
    check: async (category, context) => {
      for (const addressFamily of ["IPv4", "IPv6"] as const) {
        const { wsk } = await network();
        const socket = use(
          await wsk.socket(category as "basic", { addressFamily }),
        );
        const list = await socket.controlSocket(
          "ioctl",
          "SIO_ADDRESS_LIST_QUERY",
        );
        const expected = await addresses(context, addressFamily);
        expect(list.map(({ address }) => address).sort()).toEqual(
          [...expected].sort(),
        );
      }
    },
  },
  {
    name: "SIO_ADDRESS_LIST_CHANGE",
    categories: ALL,
    shows: "completes when an address comes or goes",
    check: async (category, context) => {
      watched ??= elsewhere(context, {}, "watches.mjs");
      expect(JSON.parse(await watched)).toMatchObject({
        added: expect.arrayContaining([`${category}: STATUS_SUCCESS, true`]),
        added6: expect.arrayContaining([`${category}: STATUS_SUCCESS, true`]),
        removed: expect.arrayContaining([`${category}: STATUS_SUCCESS, false`]),
      });
    },
  },
];

const backlogs: readonly Reality[] = [
  {
    name: "SIO_WSK_QUERY_IDEAL_SEND_BACKLOG",
    categories: CONNECTIONS,
    shows: "is constant, and no less than what the system takes of it at once",
    check: async (category) => {
      const { socket, raw } = await connected(category);
      const query = (): Promise<unknown> =>
        control(socket, "ioctl", "SIO_WSK_QUERY_IDEAL_SEND_BACKLOG");
      const size = Number(await query());
      expect(size).toBeGreaterThan(0);
      expect(await socket.send(new Uint8Array(size))).toBe(size);
      const much = failure(socket.send(new Uint8Array(16 << 20)));
      expect(await query()).toBe(size);
      raw.pause();
      await socket.closeSocket();
      expect(await much).toMatchObject({ status: "STATUS_CANCELLED" });
    },
  },
  {
    name: "SIO_WSK_QUERY_RECEIVE_BACKLOG",
    categories: CONNECTIONS,
    shows: "counts what has come, but for what the system holds",
    check: async (category) => {
      const { socket, raw } = await connected(category);
      let backlog = 0;
      const query = async (): Promise<number> => {
        backlog = Number(
          await control(socket, "ioctl", "SIO_WSK_QUERY_RECEIVE_BACKLOG"),
        );
        return backlog;
      };
      expect(await query()).toBe(0);
      raw.write("twelve bytes");
      while ((await query()) < 12) await settle();
      expect(backlog).toBe(12);
      await receiveText(socket);
      expect(await query()).toBe(0);
      const most = 4 << 20;
      raw.write(new Uint8Array(most));
      await settle();
      expect(await query()).toBeGreaterThan(0);
      expect(backlog).toBeLessThan(most);
    },
  },
];

const others: readonly Reality[] = [
  {
    name: "SIO_WSK_QUERY_INSPECT_ID",
    categories: "connectionOriented",
    shows: "tells by which id a connection was inspected, if it was",
    check: async () => {
      const ids: (InspectId | undefined)[] = [];
      const server = await inspecting({
        inspectEvent: ({ inspectId }) => {
          ids.push(inspectId);
          return "accept";
        },
      });
      const { socket } = await accepted(server);
      const query = "SIO_WSK_QUERY_INSPECT_ID";
      expect(await socket.controlSocket("ioctl", query)).toEqual(ids[0]);
      const { socket: other } = await connected("connectionOriented");
      expect(await failure(control(other, "ioctl", query))).toMatchObject({
        status: "STATUS_INVALID_DEVICE_REQUEST",
      });
    },
  },
  {
    name: "SIO_WSK_SET_REMOTE_ADDRESS",
    categories: "datagram",
    shows: "fixes who is sent to and received from",
    check: async () => {
      const [friend, stranger] = [await rawDatagrams(), await rawDatagrams()];
      const { wsk } = await network();
      const socket = use(await wsk.socket("datagram"));
      await socket.bind(loopback());
      const { port } = await socket.getLocalAddress();
      const remote = "SIO_WSK_SET_REMOTE_ADDRESS";
      await socket.controlSocket("ioctl", remote, friend.address);
      let got = 0;
      friend.raw.on("message", () => (got += 1));
      await socket.sendTo(bytes("x"));
      await until(() => got === 1);
      stranger.raw.send("no", port, "127.0.0.1");
      await settle();
      friend.raw.send("yes", port, "127.0.0.1");
      const buffer = new Uint8Array(9);
      const { bytesReceived, remoteAddress } = await socket.receiveFrom(buffer);
      expect(bytesReceived).toBe(3);
      expect(remoteAddress).toEqual(friend.address);
    },
  },
  {
    name: "SIO_WSK_SET_SENDTO_ADDRESS",
    categories: "datagram",
    shows: "fixes who is sent to, but not who is received from",
    check: async () => {
      const [friend, stranger] = [await rawDatagrams(), await rawDatagrams()];
      const { wsk } = await network();
      const socket = use(await wsk.socket("datagram"));
      await socket.bind(loopback());
      const { port } = await socket.getLocalAddress();
      const sendTo = "SIO_WSK_SET_SENDTO_ADDRESS";
      await socket.controlSocket("ioctl", sendTo, friend.address);
      let got = 0;
      friend.raw.on("message", () => (got += 1));
      await socket.sendTo(bytes("x"));
      await until(() => got === 1);
      stranger.raw.send("hello", port, "127.0.0.1");
      const { remoteAddress } = await socket.receiveFrom(new Uint8Array(9));
      expect(remoteAddress).toEqual(stranger.address);
    },
  },
];

const client: readonly Reality[] = [
  {
    name: "WSK_SET_STATIC_EVENT_CALLBACKS",
    categories: "client",
    shows: "has events of new sockets come without more ado",
    check: async () => {
      const { wsk } = await network();
      await wsk.controlClient(
        "controlClient",
        "WSK_SET_STATIC_EVENT_CALLBACKS",
        {
          eventMask: { receiveFrom: true },
        },
      );
      let events = 0;
      const receiveFromEvent = (): "STATUS_SUCCESS" => {
        events += 1;
        return "STATUS_SUCCESS";
      };
      const handlers = { receiveFromEvent };
      const socket = use(await wsk.socket("datagram", { handlers }));
      await socket.bind(loopback());
      const { raw } = await rawDatagrams();
      raw.send("x", (await socket.getLocalAddress()).port, "127.0.0.1");
      await until(() => events === 1);
    },
  },
  {
    name: "WSK_TRANSPORT_LIST_QUERY",
    categories: "client",
    shows: "names transports of which there are sockets",
    check: async () => {
      const { wsk } = await network();
      const list = await wsk.controlClient(
        "controlClient",
        "WSK_TRANSPORT_LIST_QUERY",
      );
      expect(list).toHaveLength(4);
      for (const { socketType, protocol, addressFamily } of list) {
        const category = socketType === "stream" ? "listening" : "datagram";
        const options = { socketType, protocol, addressFamily };
        const socket = use(await wsk.socket(category, options));
        await control(socket, "ioctl", "SIO_ADDRESS_LIST_QUERY");
        if (socket.category === "listening" || socket.category === "datagram") {
          await socket.bind(loopback(addressFamily));
        }
      }
    },
  },
  {
    name: "WSK_TRANSPORT_LIST_CHANGE",
    categories: "client",
    shows: "completes by being cancelled only",
    check: async () => {
      const { wsk } = await network();
      const abort = new AbortController();
      const { signal } = abort;
      const call = wsk.controlClient(
        "controlClient",
        "WSK_TRANSPORT_LIST_CHANGE",
        { signal },
      );
      const over = failure(call);
      await settle();
      abort.abort();
      expect(await over).toMatchObject({ status: "STATUS_CANCELLED" });
    },
  },
  {
    name: "clientEvent",
    categories: "client",
    shows: "never comes",
    check: async () => {
      let events = 0;
      const clientEvent = (): "STATUS_NOT_IMPLEMENTED" => {
        events += 1;
        return "STATUS_NOT_IMPLEMENTED";
      };
      const dispatch = { events: { clientEvent } };
      const options = { clientNpi: { dispatch } };
      const registration = register(nodeProvider(), options);
      const wsk = await registration.captureProviderNPI();
      const socket = await wsk.socket("datagram");
      await socket.bind(loopback());
      await socket.closeSocket();
      registration.releaseProviderNPI();
      await registration.deregister();
      expect(events).toBe(0);
    },
  },
];

export const requests: readonly Reality[] = [
  ...lists,
  ...backlogs,
  ...others,
  ...client,
];

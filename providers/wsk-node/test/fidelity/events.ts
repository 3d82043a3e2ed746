import { expect } from "vitest";
import type {
  AcceptEvent,
  AcceptEventReply,
  DisconnectEvent,
  DatagramIndication,
  InspectId,
  ReceiveEvent,
  ReceiveFromEvent,
  SocketAddress,
} from "@captable/wsk";
import { bytes, control, failure, loopback, network, use } from "../net.ts";
import { settle, until } from "../transport/harness.ts";
import {
  connected,
  CONNECTIONS,
  enable,
  inspecting,
  listening,
  LISTENERS,
  rawDatagrams,
  rawPeer,
  type Reality,
} from "./reality.ts";

/** What no flag of an event of this provider says. */
const levels = { atDispatchLevel: true };

const accepting: readonly Reality[] = [
  {
    name: "acceptEvent",
    categories: LISTENERS,
    shows: "hands out who has connected",
    check: async (category) => {
      const events: AcceptEvent[] = [];
      const server = await listening(category, {
        acceptEvent: (event): AcceptEventReply => {
          events.push(event);
          if (event.acceptSocket !== undefined) use(event.acceptSocket);
          return "STATUS_SUCCESS";
        },
      });
      await enable(server, "accept");
      const { raw } = await rawPeer(server);
      await until(() => events.length > 0);
      expect(events[0]?.remoteAddress.port).toBe(raw.localPort);
      await events[0]?.acceptSocket?.send(bytes("x"));
    },
  },
  {
    name: "AcceptEventFlags.atDispatchLevel",
    categories: LISTENERS,
    shows: "is never set",
    check: async (category) => {
      const events: AcceptEvent[] = [];
      const server = await listening(category, {
        acceptEvent: (event): AcceptEventReply => {
          events.push(event);
          return "STATUS_REQUEST_NOT_ACCEPTED";
        },
      });
      await enable(server, "accept");
      await rawPeer(server);
      await until(() => events.length > 0);
      expect(events[0]?.flags ?? {}).not.toMatchObject(levels);
    },
  },
  {
    name: "inspectEvent",
    categories: "listening",
    shows: "comes once the system has connected already",
    check: async () => {
      let inspected = 0;
      const server = await inspecting({
        inspectEvent: () => {
          inspected += 1;
          return "pend";
        },
      });
      const { raw } = await rawPeer(server);
      expect(raw.readyState).toBe("open");
      await until(() => inspected === 1);
    },
  },
  {
    name: "abortEvent",
    categories: "listening",
    shows: "comes when who is inspected resets, unless too much waits",
    check: async () => {
      const ids: (InspectId | undefined)[] = [];
      const aborted: InspectId[] = [];
      const server = await inspecting({
        inspectEvent: ({ inspectId }) => {
          ids.push(inspectId);
          return "pend";
        },
        abortEvent: ({ inspectId }) => {
          aborted.push(inspectId);
          return "STATUS_SUCCESS";
        },
      });
      const first = await rawPeer(server);
      await until(() => ids.length === 1);
      first.raw.write("hello");
      await settle();
      expect(aborted).toEqual([]);
      first.raw.resetAndDestroy();
      await until(() => aborted.length === 1);
      expect(aborted[0]).toEqual(ids[0]);

      const second = await rawPeer(server);
      await until(() => ids.length === 2);
      second.raw.write(new Uint8Array(1 << 20));
      await settle();
      second.raw.resetAndDestroy();
      await settle();
      expect(aborted).toHaveLength(1);
    },
  },
  ...["inspectEvent", "abortEvent"].map((name): Reality => ({
    name,
    categories: "stream",
    shows: "never comes",
    check: async () => {
      const called: string[] = [];
      const { wsk } = await network();
      const handlers = {
        inspectEvent: (): "reject" => {
          called.push("inspectEvent");
          return "reject";
        },
        abortEvent: (): "STATUS_SUCCESS" => {
          called.push("abortEvent");
          return "STATUS_SUCCESS";
        },
      };
      const server = use(await wsk.socket("stream", { handlers }));
      const set = control(server, "setOption", "SO_CONDITIONAL_ACCEPT", true);
      expect(await failure(set)).toMatchObject({ name: "WskError" });
      await server.bind(loopback());
      await server.listen();
      const { raw } = await rawPeer(server);
      use(await server.accept());
      raw.resetAndDestroy();
      await settle();
      expect(called).toEqual([]);
    },
  })),
];

const receiving: readonly Reality[] = [
  {
    name: "receiveEvent",
    categories: CONNECTIONS,
    shows: "indicates what the peer has sent",
    check: async (category) => {
      let text = "";
      const { socket, raw } = await connected(category, {
        receiveEvent: ({ dataIndication = [] }) => {
          for (const { buffer } of dataIndication) {
            for (const part of buffer.mdl) {
              const { offset, length } = buffer;
              text += Buffer.from(part).subarray(offset, offset + length);
            }
          }
          return "STATUS_SUCCESS";
        },
      });
      await enable(socket, "receive");
      raw.write("indicated");
      await until(() => text.length === 9);
      expect(text).toBe("indicated");
    },
  },
  ...["atDispatchLevel", "entireMessage"].map((name): Reality => ({
    name: `ReceiveEventFlags.${name}`,
    categories: CONNECTIONS,
    shows: "is never set",
    check: async (category) => {
      const events: ReceiveEvent[] = [];
      const { socket, raw } = await connected(category, {
        receiveEvent: (event) => {
          events.push(event);
          return "STATUS_SUCCESS";
        },
      });
      await enable(socket, "receive");
      raw.end("all of it");
      await until(() => events.length > 0);
      await settle();
      for (const { flags = {} } of events) {
        expect(flags).not.toMatchObject({ [name]: true });
      }
    },
  })),
  {
    name: "ReceiveEventFlags.releaseAsap",
    categories: CONNECTIONS,
    shows: "is set while at least half of what may be is retained",
    check: async (category) => {
      const events: ReceiveEvent[] = [];
      const { socket, raw } = await connected(
        category,
        {
          receiveEvent: (event) => {
            events.push(event);
            return "STATUS_PENDING";
          },
        },
        await network(undefined, { retainedBytes: 100 }),
      );
      await enable(socket, "receive");
      for (const [turn, asap] of [false, false, true].entries()) {
        raw.write(new Uint8Array(30));
        await until(() => events.length === turn + 1);
        expect(events[turn]?.flags?.releaseAsap ?? false).toBe(asap);
      }
      for (const { dataIndication = [] } of events) {
        await socket.release(dataIndication);
      }
      raw.write(new Uint8Array(30));
      await until(() => events.length === 4);
      expect(events[3]?.flags?.releaseAsap ?? false).toBe(false);
      await socket.release(events[3]?.dataIndication ?? []);
    },
  },
  {
    name: "disconnectEvent",
    categories: CONNECTIONS,
    shows: "tells that the peer has disconnected",
    check: async (category) => {
      const events: DisconnectEvent[] = [];
      const { socket, raw } = await connected(category, {
        disconnectEvent: (event) => {
          events.push(event);
          return "STATUS_SUCCESS";
        },
      });
      await enable(socket, "disconnect");
      await settle();
      expect(events).toHaveLength(0);
      raw.end();
      await until(() => events.length === 1);
    },
  },
  ...["abortive", "atDispatchLevel"].map((name): Reality => ({
    name: `DisconnectEventFlags.${name}`,
    categories: CONNECTIONS,
    shows: name === "abortive" ? "is set after a reset only" : "is never set",
    check: async (category) => {
      for (const abortive of [false, true]) {
        const events: DisconnectEvent[] = [];
        const { socket, raw } = await connected(category, {
          disconnectEvent: (event) => {
            events.push(event);
            return "STATUS_SUCCESS";
          },
        });
        await enable(socket, "disconnect");
        if (abortive) raw.resetAndDestroy();
        else raw.end();
        await until(() => events.length === 1);
        const flags = events[0]?.flags ?? {};
        const expected = name === "abortive" && abortive;
        expect(Reflect.get(flags, name) ?? false).toBe(expected);
      }
    },
  })),
  {
    name: "sendBacklogEvent",
    categories: CONNECTIONS,
    shows: "never comes",
    check: async (category) => {
      let events = 0;
      const { socket, raw } = await connected(category, {
        sendBacklogEvent: () => {
          events += 1;
          return "STATUS_SUCCESS";
        },
      });
      await enable(socket, "sendBacklog");
      const sent = socket.send(new Uint8Array(8 << 20));
      await settle();
      raw.resume();
      await sent;
      expect(events).toBe(0);
    },
  },
];

async function indicated(
  address: SocketAddress,
): Promise<{ port: number; events: ReceiveFromEvent[] }> {
  const events: ReceiveFromEvent[] = [];
  const { wsk } = await network();
  const handlers = {
    receiveFromEvent: (event: ReceiveFromEvent): "STATUS_SUCCESS" => {
      events.push(event);
      return "STATUS_SUCCESS";
    },
  };
  const socket = use(await wsk.socket("datagram", { handlers }));
  await socket.bind(address);
  await enable(socket, "receiveFrom");
  return { port: (await socket.getLocalAddress()).port, events };
}

const datagrams: readonly Reality[] = [
  {
    name: "receiveFromEvent",
    categories: "datagram",
    shows: "indicates what has come, and from whom",
    check: async () => {
      const { port, events } = await indicated(loopback());
      const { raw, address } = await rawDatagrams();
      raw.send("indicated", port, "127.0.0.1");
      await until(() => events.length > 0);
      const list: readonly DatagramIndication[] =
        events[0]?.dataIndication ?? [];
      expect(list.map(({ remoteAddress }) => remoteAddress)).toEqual([address]);
      expect(list[0]?.buffer.length).toBe(9);
    },
  },
  ...["atDispatchLevel", "broadcast", "multicast"].map((name): Reality => ({
    name: `ReceiveFromEventFlags.${name}`,
    categories: "datagram",
    shows: "is never set",
    check: async () => {
      const any: SocketAddress = { ...loopback(), address: "0.0.0.0" };
      const { port, events } = await indicated(any);
      const { raw } = await rawDatagrams();
      raw.setBroadcast(true);
      raw.addMembership("239.255.1.2", "127.0.0.1");
      raw.setMulticastInterface("127.0.0.1");
      const to = { broadcast: "127.255.255.255", multicast: "239.255.1.2" };
      const host = Reflect.get(to, name) ?? "127.0.0.1";
      raw.send("x", port, String(host));
      await until(() => events.length > 0);
      expect(events[0]?.flags ?? {}).not.toMatchObject({ [name]: true });
    },
  })),
];

export const events: readonly Reality[] = [
  ...accepting,
  ...receiving,
  ...datagrams,
];

import { once } from "node:events";
import { expect } from "vitest";
import type { SocketAddress } from "@captable/wsk";
import { bytes, failure, loopback, network, receiveText, use } from "../net.ts";
import { gone, settle } from "../transport/harness.ts";
import { segments } from "./options.ts";
import {
  connected,
  CONNECTIONS,
  rawDatagrams,
  ss,
  type Reality,
} from "./reality.ts";

const ofConnections: readonly Reality[] = [
  {
    name: "SendFlags.nodelay",
    categories: CONNECTIONS,
    shows: "has a send go out at once",
    check: async (category, context) => {
      const pair = await connected(category);
      const measure = (flags: string, address: SocketAddress) =>
        ss(context, flags, address);
      expect(await segments(pair, measure)).toBeLessThan(10);
      expect(await segments(pair, measure, { nodelay: true })).toBe(10);
    },
  },
  {
    name: "SendFlags.oob",
    categories: CONNECTIONS,
    shows: "is refused",
    check: async (category) => {
      const { socket } = await connected(category);
      const urgent = socket.send(bytes("!"), { flags: { oob: true } });
      expect(await failure(urgent)).toMatchObject({
        status: "STATUS_NOT_SUPPORTED",
        functionName: "send",
      });
      expect(await socket.send(bytes("!"), { flags: { oob: false } })).toBe(1);
    },
  },
  {
    name: "ReceiveFlags.waitall",
    categories: CONNECTIONS,
    shows: "waits until the buffer is full",
    check: async (category) => {
      const { socket, raw } = await connected(category);
      raw.write("1234");
      expect(await receiveText(socket, 8)).toBe("1234");
      const buffer = new Uint8Array(8);
      let length = 0;
      const flags = { waitall: true };
      const call = socket
        .receive(buffer, { flags })
        .then((size) => (length = size));
      raw.write("1234");
      await settle();
      expect(length).toBe(0);
      raw.write("5678");
      expect(await call).toBe(8);
    },
  },
  {
    name: "ReceiveFlags.drain",
    categories: CONNECTIONS,
    shows: "discards everything up to the end",
    check: async (category) => {
      const { socket, raw } = await connected(category);
      const flags = { drain: true };
      const call = socket.receive(new Uint8Array(0), { flags });
      raw.write(new Uint8Array(1 << 20));
      raw.end();
      expect(await call).toBe(0);
      expect(await receiveText(socket)).toBe("");
    },
  },
  {
    name: "DisconnectFlags.abortive",
    categories: CONNECTIONS,
    shows: "has the peer see a reset, and not an end",
    check: async (category) => {
      for (const abortive of [false, true]) {
        const { socket, raw } = await connected(category);
        const errors: unknown[] = [];
        raw.on("error", (error) => errors.push(Reflect.get(error, "code")));
        const over = abortive ? gone(raw) : once(raw, "end");
        raw.resume();
        await socket.disconnect({ flags: { abortive } });
        await over;
        expect(errors).toEqual(abortive ? ["ECONNRESET"] : []);
      }
    },
  },
];

const ofDatagrams: readonly Reality[] = [
  {
    name: "ControlFlags.truncated",
    categories: "datagram",
    shows: "is set if a datagram does not fit",
    check: async () => {
      const { wsk } = await network();
      const socket = use(await wsk.socket("datagram"));
      await socket.bind(loopback());
      const { port } = await socket.getLocalAddress();
      const { raw } = await rawDatagrams();
      for (const room of [4, 5, 6]) {
        raw.send("12345", port, "127.0.0.1");
        const { bytesReceived, controlFlags } = await socket.receiveFrom(
          new Uint8Array(room),
        );
        expect(bytesReceived).toBe(Math.min(room, 5));
        expect(controlFlags.truncated ?? false).toBe(room < 5);
      }
    },
  },
  ...["broadcast", "multicast", "controlTruncated"].map((name): Reality => ({
    name: `ControlFlags.${name}`,
    categories: "datagram",
    shows: "is never set",
    check: async () => {
      const { wsk } = await network();
      const socket = use(await wsk.socket("datagram"));
      await socket.bind({ ...loopback(), address: "0.0.0.0" });
      const { port } = await socket.getLocalAddress();
      const { raw } = await rawDatagrams();
      raw.setBroadcast(true);
      raw.addMembership("239.255.1.3", "127.0.0.1");
      raw.setMulticastInterface("127.0.0.1");
      const to = { broadcast: "127.255.255.255", multicast: "239.255.1.3" };
      raw.send("x", port, String(Reflect.get(to, name) ?? "127.0.0.1"));
      const { controlFlags } = await socket.receiveFrom(new Uint8Array(1));
      expect(controlFlags).not.toMatchObject({ [name]: true });
    },
  })),
];

export const flags: readonly Reality[] = [...ofConnections, ...ofDatagrams];

import { expect } from "vitest";
import { invoke, type CategoryName, type SocketAddress } from "@captable/wsk";
import { bytes, failure, loopback, network, use } from "../net.ts";
import { elsewhere } from "../system.ts";
import { rawDatagrams, type Reality } from "./reality.ts";

const addressed = "listening datagram connectionOriented stream";
const any6: SocketAddress = { family: "IPv6", address: "::1", port: 0 };

let scopes: Promise<string> | undefined;

const addresses: readonly Reality[] = [
  {
    name: "SocketAddressIPv6.flowInfo",
    categories: addressed,
    shows: "is refused",
    check: async (category) => {
      const { wsk } = await network();
      for (const flowInfo of [1, 0]) {
        const options = { addressFamily: "IPv6" } as const;
        const socket = use(await wsk.socket(category as CategoryName, options));
        const call = invoke(socket, "bind", { ...any6, flowInfo });
        if (flowInfo === 0) await call;
        else {
          expect(await failure(call)).toMatchObject({
            status: "STATUS_NOT_SUPPORTED",
          });
        }
      }
    },
  },
  {
    name: "SocketAddressIPv6.scopeId",
    categories: `basic ${addressed}`,
    shows: "is the number of the interface",
    check: async (category, context) => {
      const network = ["ip -6 addr add fe80::1/64 dev lo nodad"];
      const args = ["", "deferred", "1"];
      scopes ??= elsewhere(context, { network }, "scopes.mjs", ...args);
      const found: Readonly<Record<string, unknown>> = JSON.parse(await scopes);
      expect(found[category]).toBe(1);
      expect(found[`${category} remote`] ?? 1).toBe(1);
      expect(found[`${category} elsewhere`] ?? "refused").not.toBe(
        "STATUS_SUCCESS",
      );
    },
  },
];

/** What a function is called with besides what the table refuses. */
const calls: Readonly<Record<string, readonly unknown[]>> = {
  socket: ["listening"],
  socketConnect: [loopback(), { ...loopback(), port: 9 }],
  getAddressInfo: [],
  getNameInfo: [loopback()],
};

/** Of these parameters, which name nothing that Node has. */
const foreign: Readonly<Record<string, object>> = {
  "getAddressInfo.nameSpace": { nodeName: "127.0.0.1", nameSpace: 12 },
  "getAddressInfo.owningProcess": { nodeName: "127.0.0.1", owningProcess: {} },
  "getAddressInfo.owningThread": {
    nodeName: "127.0.0.1",
    owningProcess: {},
    owningThread: {},
  },
  "getAddressInfo.provider": { nodeName: "127.0.0.1", provider: "x" },
  "getNameInfo.owningProcess": { owningProcess: {} },
  "getNameInfo.owningThread": { owningProcess: {}, owningThread: {} },
  "socket.owningProcess": { owningProcess: {} },
  "socket.owningThread": { owningProcess: {}, owningThread: {} },
  "socket.securityDescriptor": { securityDescriptor: {} },
  "socketConnect.owningProcess": { owningProcess: {} },
  "socketConnect.owningThread": { owningProcess: {}, owningThread: {} },
  "socketConnect.securityDescriptor": { securityDescriptor: {} },
};

const ofClient: readonly Reality[] = Object.entries(foreign).map(
  ([name, options]): Reality => ({
    name,
    categories: "client",
    shows: "is refused",
    check: async () => {
      const { wsk } = await network();
      const [functionName = ""] = name.split(".");
      const args = calls[functionName] ?? [];
      const call = invoke(wsk, functionName, ...args, options);
      expect(await failure(call)).toMatchObject({
        status: "STATUS_NOT_SUPPORTED",
        functionName,
      });
    },
  }),
);

const controlInfo = [{ level: 0, type: 0, data: bytes("x") }];

const ofDatagrams: readonly Reality[] = [
  ...(["sendTo", "sendMessages"] as const).map((name): Reality => ({
    name: `${name}.controlInfo`,
    categories: "datagram",
    shows: "is refused",
    check: async () => {
      const { wsk } = await network();
      const socket = use(await wsk.socket("datagram"));
      await socket.bind(loopback());
      const { address: remoteAddress } = await rawDatagrams();
      const data = name === "sendTo" ? bytes("x") : [bytes("x")];
      const send = (list: readonly object[]): Promise<unknown> =>
        invoke(socket, name, data, { remoteAddress, controlInfo: list });
      expect(await failure(send(controlInfo))).toMatchObject({
        status: "STATUS_NOT_SUPPORTED",
      });
      expect(await send([])).toBe(1);
    },
  })),
  {
    name: "receiveFrom.controlLength",
    categories: "datagram",
    shows: "makes room for what never comes",
    check: async () => {
      const { wsk } = await network();
      const socket = use(await wsk.socket("datagram"));
      await socket.bind(loopback());
      const { raw } = await rawDatagrams();
      raw.send("x", (await socket.getLocalAddress()).port, "127.0.0.1");
      const room = { controlLength: 64 };
      const { controlInfo: list } = await socket.receiveFrom(bytes(" "), room);
      expect(list).toEqual([]);
    },
  },
];

export const parameters: readonly Reality[] = [
  ...addresses,
  ...ofClient,
  ...ofDatagrams,
];

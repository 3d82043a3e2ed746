import { expect } from "vitest";
import { invoke, type ConnectionOrientedSocket } from "@captable/wsk";
import { bytes, client, loopback, use } from "../net.ts";
import type { Situation } from "./situation.ts";

/** How each call of the state tables is made. */
interface Call {
  /** The function, if it is not the call's own name. */
  readonly of?: string;
  args(situation: Situation): readonly unknown[];
  /** What must happen for the call to succeed, once it has been made or before. */
  meet?(situation: Situation): Promise<void>;
  /** Checks what it has yielded. */
  yields?(result: unknown, situation: Situation): void;
}

const nothing = (): readonly unknown[] => [];
const received = new Uint8Array(16);
const remoteAddress = ({ remote }: Situation, family = loopback()): object =>
  remote ?? { ...family, port: 9 };

async function arrive(situation: Situation): Promise<void> {
  const { net, socket, inspectId } = situation;
  if (inspectId !== undefined) {
    await make("inspectComplete", situation);
    return;
  }
  if (socket.category !== "listening" && socket.category !== "stream") return;
  const guest = await client(net);
  await guest.connect(await socket.getLocalAddress());
}

async function tell({ net, socket, peer }: Situation): Promise<void> {
  if (peer !== undefined && ["connected", "recvClosed"].includes(peer.state)) {
    await peer.send(bytes("abc"));
  }
  if (socket.category === "datagram") {
    const other = use(await net.wsk.socket("datagram"));
    await other.bind(loopback());
    await other.sendTo(bytes("abc"), {
      remoteAddress: await socket.getLocalAddress(),
    });
  }
}

function isConnected(socket: unknown): void {
  const accepted = use(socket as ConnectionOrientedSocket);
  expect(accepted).toMatchObject({
    category: "connectionOriented",
    state: "connected",
  });
}

const isAddress = (value: unknown): void => {
  expect(value).toMatchObject({ family: "IPv4", port: expect.any(Number) });
};

const isVoid = (value: unknown): void => {
  expect(value).toBeUndefined();
};

export const calls: Readonly<Record<string, Call>> = {
  controlSocket: {
    args: () => ["ioctl", "SIO_ADDRESS_LIST_QUERY"],
    yields: (list) => expect(list).toBeInstanceOf(Array),
  },
  closeSocket: { args: nothing, yields: isVoid },
  bind: { args: () => [loopback()], yields: isVoid },
  accept: { args: nothing, meet: arrive, yields: isConnected },
  inspectComplete: {
    args: ({ inspectId }) => [
      { key: 0n, serialNumber: 0, ...inspectId },
      "accept",
    ],
    yields: isVoid,
  },
  listen: { args: nothing, yields: isVoid },
  connect: { args: (situation) => [remoteAddress(situation)], yields: isVoid },
  connectEx: {
    args: (situation) => [remoteAddress(situation), { buffer: bytes("first") }],
    yields: isVoid,
  },
  getLocalAddress: { args: nothing, yields: isAddress },
  getRemoteAddress: { args: nothing, yields: isAddress },
  send: {
    args: () => [bytes("abc")],
    yields: (length) => expect(length).toBe(3),
  },
  receive: {
    args: () => [received],
    meet: tell,
    yields: (length, { peer }) => {
      const more = ["connected", "recvClosed"].includes(peer?.state ?? "");
      expect(length).toBe(more ? 3 : 0);
    },
  },
  disconnect: { args: nothing, yields: isVoid },
  "disconnect.abortive": {
    of: "disconnect",
    args: () => [{ flags: { abortive: true } }],
    yields: isVoid,
  },
  releaseData: {
    of: "release",
    args: ({ retained = [] }) => [retained],
    yields: isVoid,
  },
  releaseDatagrams: { of: "release", args: () => [[]], yields: isVoid },
  sendTo: {
    args: (situation) => [
      bytes("abc"),
      { remoteAddress: remoteAddress(situation) },
    ],
    yields: (length) => expect(length).toBe(3),
  },
  sendMessages: {
    args: (situation) => [
      [bytes("abc"), bytes("de")],
      { remoteAddress: remoteAddress(situation) },
    ],
    yields: (length) => expect(length).toBe(5),
  },
  receiveFrom: {
    args: () => [received],
    meet: tell,
    yields: (result) => expect(result).toMatchObject({ bytesReceived: 3 }),
  },
  SIO_WSK_SET_TCP_SILENT_MODE: {
    of: "controlSocket",
    args: () => ["ioctl", "SIO_WSK_SET_TCP_SILENT_MODE"],
    yields: isVoid,
  },
};

export function callNamed(name: string): Call {
  const call = calls[name];
  if (call === undefined) throw new TypeError(`no way to call ${name}`);
  return call;
}

/** Makes a call by its name in the state tables. */
export function make(name: string, situation: Situation): Promise<unknown> {
  const { of = name, args } = callNamed(name);
  return invoke(situation.socket, of, ...args(situation));
}

// The rows about datagrams.
import dgram, { type Socket } from "node:dgram";
import { once } from "node:events";
import type { DatagramSocket, WskClient } from "@captable/wsk";
import type { Row } from "./contest.ts";
import { HOST } from "./protocol.ts";
import type { Setting } from "./setting.ts";
import { ANY, at } from "./wsk.ts";

const AMOUNT = 8000;

async function rawSocket(): Promise<Socket> {
  const socket = dgram.createSocket("udp4").bind(0, HOST);
  await once(socket, "listening");
  return socket;
}

async function wskSocket(wsk: WskClient): Promise<DatagramSocket> {
  const socket = await wsk.socket("datagram");
  await socket.bind(ANY);
  return socket;
}

/** How many datagrams may be on their way at a time. */
type AtOnce = 1 | 32;

function rawSendTo(
  socket: Socket,
  port: number,
  data: Uint8Array,
  atOnce: AtOnce,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let left = AMOUNT;
    let missing = AMOUNT;
    const send = (): void => {
      if (left === 0) return;
      left -= 1;
      socket.send(data, port, HOST, sent);
    };
    const sent = (error: Error | null): void => {
      if (error !== null) reject(error);
      missing -= 1;
      if (missing === 0) resolve();
      else send();
    };
    for (let lane = 0; lane < atOnce; lane += 1) send();
  });
}

/** Has as many promises under way as there may be datagrams. */
async function awaiting(
  atOnce: AtOnce,
  send: () => Promise<unknown>,
): Promise<void> {
  const lane = async (): Promise<void> => {
    for (let sent = 0; sent < AMOUNT / atOnce; sent += 1) await send();
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

/** The least that a promise for each datagram can be: one around the callback. */
function promisedSendTo(
  socket: Socket,
  port: number,
  data: Uint8Array,
): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(data, port, HOST, (error) =>
      error === null ? resolve() : reject(error),
    );
  });
}

export async function datagramsSent(
  { wsk, peer }: Setting,
  size: number,
  atOnce: AtOnce,
): Promise<Row> {
  const { datagrams: port } = peer.ports;
  const data = new Uint8Array(size).fill(7);
  const raw = await rawSocket();
  const ours = await wskSocket(wsk);
  const to = { remoteAddress: at(port) };
  const many = atOnce === 1 ? "one at a time" : `${atOnce} at a time`;
  return {
    name: `datagrams of ${size} bytes, sent ${many}`,
    unit: "datagrams",
    amount: AMOUNT,
    goal: 0.95,
    contenders: [
      { name: "node:dgram", run: () => rawSendTo(raw, port, data, atOnce) },
      {
        name: "captable",
        run: () => awaiting(atOnce, () => ours.sendTo(data, to)),
      },
      {
        name: "promises",
        run: () => awaiting(atOnce, () => promisedSendTo(raw, port, data)),
      },
    ],
  };
}

function rawReceiveFrom(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    let left = AMOUNT;
    const take = (): void => {
      left -= 1;
      if (left > 0) return;
      socket.off("message", take);
      resolve();
    };
    socket.on("message", take);
  });
}

async function wskReceiveFrom(socket: DatagramSocket): Promise<void> {
  const buffer = new Uint8Array(2048);
  for (let left = AMOUNT; left > 0; left -= 1) await socket.receiveFrom(buffer);
}

/** The least that a promise for each datagram can be: one around the event, which hands out what Node has made. */
function promisedReceiver(socket: Socket): () => Promise<void> {
  let tell: ((data: Buffer) => void) | undefined;
  socket.on("message", (data) => {
    tell?.(data);
    tell = undefined;
  });
  return async () => {
    for (let left = AMOUNT; left > 0; left -= 1) {
      await new Promise<Buffer>((resolve) => {
        tell = resolve;
      });
    }
  };
}

/** A socket that is told by its event, and how one waits until it has been told of them all. */
async function wskTold(
  wsk: WskClient,
): Promise<{ port: number; told: () => Promise<void> }> {
  let left = 0;
  let done = (): void => {};
  const socket = await wsk.socket("datagram", {
    handlers: {
      receiveFromEvent: ({ dataIndication = [] }) => {
        left -= dataIndication.length;
        if (left <= 0) done();
        return "STATUS_SUCCESS";
      },
    },
  });
  await socket.bind(ANY);
  const control = { eventMask: { receiveFrom: true } };
  await socket.controlSocket("setOption", "SO_WSK_EVENT_CALLBACK", control);
  const { port } = await socket.getLocalAddress();
  const told = (): Promise<void> =>
    new Promise((resolve) => {
      left = AMOUNT;
      done = resolve;
    });
  return { port, told };
}

/** Has a port flooded for as long as somebody receives there. */
async function flooded(
  { peer }: Setting,
  size: number,
  port: number,
  receive: () => Promise<void>,
): Promise<void> {
  peer.ask({ do: "flood", port, size });
  await receive();
  peer.ask({ do: "rest" });
}

/** By the event of each: neither makes a promise. */
export async function datagramsTold(
  setting: Setting,
  size: number,
): Promise<Row> {
  const raw = await rawSocket();
  const { port: rawPort } = raw.address();
  const { port, told } = await wskTold(setting.wsk);
  return {
    name: `datagrams of ${size} bytes, told by events`,
    unit: "datagrams",
    amount: AMOUNT,
    goal: 0.98,
    contenders: [
      {
        name: "node:dgram",
        run: () => flooded(setting, size, rawPort, () => rawReceiveFrom(raw)),
      },
      {
        name: "captable",
        run: () => flooded(setting, size, port, told),
      },
    ],
  };
}

/** What the peer sends meanwhile is more than anybody receives; the rest is lost, as ever with datagrams. */
export async function datagramsReceived(
  setting: Setting,
  size: number,
): Promise<Row> {
  const raw = await rawSocket();
  const wrapped = await rawSocket();
  const { port: rawPort } = raw.address();
  const { port: wrappedPort } = wrapped.address();
  const promised = promisedReceiver(wrapped);
  const ours = await wskSocket(setting.wsk);
  const { port } = await ours.getLocalAddress();
  return {
    name: `datagrams of ${size} bytes, received`,
    unit: "datagrams",
    amount: AMOUNT,
    goal: 0.98,
    contenders: [
      {
        name: "node:dgram",
        run: () => flooded(setting, size, rawPort, () => rawReceiveFrom(raw)),
      },
      {
        name: "captable",
        run: () => flooded(setting, size, port, () => wskReceiveFrom(ours)),
      },
      {
        name: "promises",
        run: () => flooded(setting, size, wrappedPort, promised),
      },
    ],
  };
}

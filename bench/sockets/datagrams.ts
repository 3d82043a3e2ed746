// The rows about datagrams.
import dgram, { type Socket } from "node:dgram";
import { once } from "node:events";
import type { DatagramSocket, WskClient } from "@captable/wsk";
import type { Row } from "./contest.ts";
import type { Peer } from "./peer-process.ts";
import { HOST } from "./protocol.ts";
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

function rawSendTo(
  socket: Socket,
  port: number,
  data: Uint8Array,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let left = AMOUNT;
    const next = (error?: Error | null): void => {
      if (error) reject(error);
      else if (left === 0) resolve();
      else {
        left -= 1;
        socket.send(data, port, HOST, next);
      }
    };
    next();
  });
}

/** The least that a promise for each datagram can be: one around the callback. */
async function promisedSendTo(
  socket: Socket,
  port: number,
  data: Uint8Array,
): Promise<void> {
  for (let sent = 0; sent < AMOUNT; sent += 1) {
    await new Promise<void>((resolve, reject) => {
      socket.send(data, port, HOST, (error) =>
        error === null ? resolve() : reject(error),
      );
    });
  }
}

async function wskSendTo(
  socket: DatagramSocket,
  port: number,
  data: Uint8Array,
): Promise<void> {
  const to = { remoteAddress: at(port) };
  for (let sent = 0; sent < AMOUNT; sent += 1) await socket.sendTo(data, to);
}

export async function datagramsSent(
  wsk: WskClient,
  { ports }: Peer,
  size: number,
): Promise<Row> {
  const data = new Uint8Array(size).fill(7);
  const raw = await rawSocket();
  const ours = await wskSocket(wsk);
  return {
    name: `datagrams of ${size} bytes, sent`,
    unit: "datagrams",
    amount: AMOUNT,
    goal: 0.95,
    contenders: [
      { name: "node:dgram", run: () => rawSendTo(raw, ports.datagrams, data) },
      { name: "captable", run: () => wskSendTo(ours, ports.datagrams, data) },
      {
        name: "promises",
        run: () => promisedSendTo(raw, ports.datagrams, data),
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

/** What the peer sends meanwhile is more than anybody receives; the rest is lost, as ever with datagrams. */
export async function datagramsReceived(
  wsk: WskClient,
  peer: Peer,
  size: number,
): Promise<Row> {
  const raw = await rawSocket();
  const ours = await wskSocket(wsk);
  const { port: ourPort } = await ours.getLocalAddress();
  const flooded = async (
    port: number,
    receive: () => Promise<void>,
  ): Promise<void> => {
    peer.ask({ do: "flood", port, size });
    await receive();
    peer.ask({ do: "rest" });
  };
  return {
    name: `datagrams of ${size} bytes, received`,
    unit: "datagrams",
    amount: AMOUNT,
    goal: 0.98,
    contenders: [
      {
        name: "node:dgram",
        run: () => flooded(raw.address().port, () => rawReceiveFrom(raw)),
      },
      {
        name: "captable",
        run: () => flooded(ourPort, () => wskReceiveFrom(ours)),
      },
    ],
  };
}

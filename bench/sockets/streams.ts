// The rows about connections that are already there.
import type { Socket } from "node:net";
import type { Row } from "./contest.ts";
import { onreadConnect } from "./onread.ts";
import { BLOCK, type Service } from "./protocol.ts";
import {
  rawAccept,
  rawConnect,
  rawReceive,
  rawRoundTrips,
  rawSend,
} from "./raw.ts";
import type { Setting } from "./setting.ts";
import { Wrapped } from "./wrapped.ts";
import {
  wskAccept,
  wskConnect,
  wskReceiver,
  wskRoundTrips,
  wskSend,
} from "./wsk.ts";

/** 64 MiB. */
const BLOCKS = 1024;
const BYTES = BLOCKS * BLOCK;
const TRIPS = 3000;

/** Each wrapper, around a connection of its own. */
async function wrapped(
  { wrappers }: Setting,
  open: () => Promise<Socket>,
): Promise<readonly { readonly name: string; readonly socket: Wrapped }[]> {
  const made = wrappers.map(async ({ name, wrap }) => ({
    name,
    socket: new Wrapped(wrap(await open())),
  }));
  return Promise.all(made);
}

export async function bulk(setting: Setting, atOnce: number): Promise<Row> {
  const { ports } = setting.peer;
  const block = new Uint8Array(BLOCK).fill(7);
  const raw = await rawConnect(ports.sink);
  const ours = await wskConnect(setting.wsk, ports.sink);
  const rivals = await wrapped(setting, () => rawConnect(ports.sink));
  const many = atOnce === 1 ? "one at a time" : `${atOnce} at a time`;
  return {
    name: `bulk, 64 KiB writes, ${many}`,
    unit: "MiB",
    amount: BYTES / 2 ** 20,
    goal: 1,
    contenders: [
      { name: "node:net", run: () => rawSend(raw, block, BLOCKS, atOnce) },
      { name: "captable", run: () => wskSend(ours, block, BLOCKS, atOnce) },
      ...rivals.map(({ name, socket }) => ({
        name,
        run: () => socket.send(block, BLOCKS, atOnce),
      })),
    ],
  };
}

export async function receiveOutgoing(setting: Setting): Promise<Row> {
  const { source } = setting.peer.ports;
  const raw = await rawConnect(source);
  const receive = wskReceiver(await wskConnect(setting.wsk, source));
  const rivals = await wrapped(setting, () => rawConnect(source));
  const onread = await onreadConnect(source);
  return {
    name: "receive into the caller's buffer, outgoing",
    unit: "MiB",
    amount: BYTES / 2 ** 20,
    goal: 1.3,
    contenders: [
      { name: "node:net", run: () => rawReceive(raw, BLOCKS, BYTES) },
      { name: "captable", run: () => receive(BLOCKS, BYTES) },
      ...rivals.map(({ name, socket }) => ({
        name,
        run: () => socket.receive(BLOCKS, BYTES),
      })),
      { name: "onread, no copy", run: () => onread.receive(BLOCKS, BYTES) },
    ],
  };
}

export async function receiveAccepted(setting: Setting): Promise<Row> {
  const service: Service = "source";
  const dial = (port: number): void =>
    setting.peer.ask({ do: "dial", port, service });
  const raw = await rawAccept(dial);
  const receive = wskReceiver(await wskAccept(setting.wsk, dial));
  const rivals = await wrapped(setting, () => rawAccept(dial));
  return {
    name: "receive into the caller's buffer, accepted",
    unit: "MiB",
    amount: BYTES / 2 ** 20,
    goal: 1.05,
    contenders: [
      { name: "node:net", run: () => rawReceive(raw, BLOCKS, BYTES) },
      { name: "captable", run: () => receive(BLOCKS, BYTES) },
      ...rivals.map(({ name, socket }) => ({
        name,
        run: () => socket.receive(BLOCKS, BYTES),
      })),
    ],
  };
}

export async function roundTrips(
  setting: Setting,
  connections: number,
): Promise<Row> {
  const { echo } = setting.peer.ports;
  const message = new Uint8Array(64).fill(7);
  const trips = TRIPS / connections;
  const each = async <Made>(make: () => Promise<Made>): Promise<Made[]> =>
    Promise.all(Array.from({ length: connections }, make));
  const raw = await each(() => rawConnect(echo));
  const ours = await each(() => wskConnect(setting.wsk, echo));
  const onread = await each(() => onreadConnect(echo));
  const rivals = await Promise.all(
    setting.wrappers.map(async ({ name, wrap }) => {
      const sockets = await each(() => rawConnect(echo));
      const run = sockets.map((socket) => new Wrapped(wrap(socket)));
      return { name, sockets: run };
    }),
  );
  const all = async (runs: readonly Promise<void>[]): Promise<void> =>
    void (await Promise.all(runs));
  const many =
    connections === 1 ? "1 connection" : `${connections} connections`;
  return {
    name: `round trips of 64 bytes, ${many}`,
    unit: "round trips",
    amount: TRIPS,
    goal: connections === 1 ? 1.1 : 1,
    contenders: [
      {
        name: "node:net",
        run: () => all(raw.map((it) => rawRoundTrips(it, message, trips))),
      },
      {
        name: "captable",
        run: () => all(ours.map((it) => wskRoundTrips(it, message, trips))),
      },
      ...rivals.map(({ name, sockets }) => ({
        name,
        run: () => all(sockets.map((it) => it.roundTrips(message, trips))),
      })),
      {
        name: "onread, no copy",
        run: () => all(onread.map((it) => it.roundTrips(message, trips))),
      },
    ],
  };
}

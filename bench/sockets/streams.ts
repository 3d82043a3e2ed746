// The rows about connections that are already there.
import type { WskClient } from "@captable/wsk";
import type { Row } from "./contest.ts";
import { onreadConnect } from "./onread.ts";
import type { Peer } from "./peer-process.ts";
import { BLOCK, type Service } from "./protocol.ts";
import {
  rawAccept,
  rawConnect,
  rawReceive,
  rawRoundTrips,
  rawSend,
} from "./raw.ts";
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

export async function bulk(
  wsk: WskClient,
  { ports }: Peer,
  atOnce: number,
): Promise<Row> {
  const block = new Uint8Array(BLOCK).fill(7);
  const raw = await rawConnect(ports.sink);
  const ours = await wskConnect(wsk, ports.sink);
  const wrapped = new Wrapped(await rawConnect(ports.sink));
  const contenders = [
    { name: "node:net", run: () => rawSend(raw, block, BLOCKS, atOnce) },
    { name: "captable", run: () => wskSend(ours, block, BLOCKS, atOnce) },
  ];
  if (atOnce === 1) {
    contenders.push({
      name: "promises",
      run: () => wrapped.send(block, BLOCKS),
    });
  }
  const many = atOnce === 1 ? "one at a time" : `${atOnce} at a time`;
  return {
    name: `bulk, 64 KiB writes, ${many}`,
    unit: "MiB",
    amount: BYTES / 2 ** 20,
    contenders,
    goal: 1,
  };
}

export async function receiveOutgoing(
  wsk: WskClient,
  { ports }: Peer,
): Promise<Row> {
  const raw = await rawConnect(ports.source);
  const receive = wskReceiver(await wskConnect(wsk, ports.source));
  const wrapped = new Wrapped(await rawConnect(ports.source));
  const onread = await onreadConnect(ports.source);
  return {
    name: "receive into the caller's buffer, outgoing",
    unit: "MiB",
    amount: BYTES / 2 ** 20,
    goal: 1.3,
    contenders: [
      { name: "node:net", run: () => rawReceive(raw, BLOCKS, BYTES) },
      { name: "captable", run: () => receive(BLOCKS, BYTES) },
      { name: "promises", run: () => wrapped.receive(BLOCKS, BYTES) },
      { name: "onread, no copy", run: () => onread.receive(BLOCKS, BYTES) },
    ],
  };
}

export async function receiveAccepted(
  wsk: WskClient,
  peer: Peer,
): Promise<Row> {
  const service: Service = "source";
  const dial = (port: number): void => peer.ask({ do: "dial", port, service });
  const raw = await rawAccept(dial);
  const receive = wskReceiver(await wskAccept(wsk, dial));
  const wrapped = new Wrapped(await rawAccept(dial));
  return {
    name: "receive into the caller's buffer, accepted",
    unit: "MiB",
    amount: BYTES / 2 ** 20,
    goal: 1.05,
    contenders: [
      { name: "node:net", run: () => rawReceive(raw, BLOCKS, BYTES) },
      { name: "captable", run: () => receive(BLOCKS, BYTES) },
      { name: "promises", run: () => wrapped.receive(BLOCKS, BYTES) },
    ],
  };
}

export async function roundTrips(
  wsk: WskClient,
  { ports }: Peer,
  connections: number,
): Promise<Row> {
  const message = new Uint8Array(64).fill(7);
  const each = Array.from({ length: connections });
  const trips = TRIPS / connections;
  const raw = await Promise.all(each.map(() => rawConnect(ports.echo)));
  const ours = await Promise.all(each.map(() => wskConnect(wsk, ports.echo)));
  const wrapped = (
    await Promise.all(each.map(() => rawConnect(ports.echo)))
  ).map((socket) => new Wrapped(socket));
  const onread = await Promise.all(each.map(() => onreadConnect(ports.echo)));
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
        run: () =>
          all(raw.map((socket) => rawRoundTrips(socket, message, trips))),
      },
      {
        name: "captable",
        run: () =>
          all(ours.map((socket) => wskRoundTrips(socket, message, trips))),
      },
      {
        name: "promises",
        run: () =>
          all(wrapped.map((socket) => socket.roundTrips(message, trips))),
      },
      {
        name: "onread, no copy",
        run: () =>
          all(onread.map((socket) => socket.roundTrips(message, trips))),
      },
    ],
  };
}

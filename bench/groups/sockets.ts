// The sockets against raw Node, on loopback. `npm run bench:sockets -- [--rounds 15] [--only text] [--connections 10000] [--contender text]`
import { parseArgs } from "node:util";
import { register } from "@captable/wsk";
import { nodeProvider } from "@captable/wsk-node";
import { connections } from "../sockets/connections.ts";
import { hold, type Outcome, type Row } from "../sockets/contest.ts";
import {
  datagramsReceived,
  datagramsSent,
  datagramsTold,
} from "../sockets/datagrams.ts";
import { idleMemory, mostIdle } from "../sockets/memory.ts";
import { startPeer } from "../sockets/peer-process.ts";
import { keepResults, refreshPage } from "../report/keep.ts";
import { machineLine } from "../measure/machine.ts";
import { page, show } from "../sockets/report.ts";
import { promiseSocket } from "../sockets/promise-socket.ts";
import type { Setting } from "../sockets/setting.ts";
import {
  bulk,
  receiveAccepted,
  receiveOutgoing,
  roundTrips,
} from "../sockets/streams.ts";
import { promises } from "../sockets/wrapped.ts";

type MakeRow = (setting: Setting) => Row | Promise<Row>;

const makers: Readonly<Record<string, MakeRow>> = {
  "bulk 1": (setting) => bulk(setting, 1),
  "bulk 4": (setting) => bulk(setting, 4),
  "receive outgoing": receiveOutgoing,
  "receive accepted": receiveAccepted,
  "trips 1": (setting) => roundTrips(setting, 1),
  "trips 50": (setting) => roundTrips(setting, 50),
  "connect 1": (setting) => connections(setting, 1),
  "connect 32": (setting) => connections(setting, 32),
  "sent 64, 1": (setting) => datagramsSent(setting, 64, 1),
  "sent 1400, 1": (setting) => datagramsSent(setting, 1400, 1),
  "sent 64, 32": (setting) => datagramsSent(setting, 64, 32),
  "sent 1400, 32": (setting) => datagramsSent(setting, 1400, 32),
  "received 64": (setting) => datagramsReceived(setting, 64),
  "received 1400": (setting) => datagramsReceived(setting, 1400),
  "told 64": (setting) => datagramsTold(setting, 64),
  "told 1400": (setting) => datagramsTold(setting, 1400),
};

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "15" },
    only: { type: "string", default: "" },
    connections: { type: "string", default: String(mostIdle()) },
    contender: { type: "string", default: "" },
  },
});
const rounds = Number(values.rounds);
const peer = await startPeer();
const wsk = await register(nodeProvider()).captureProviderNPI();
const installed = await promiseSocket();
const wrappers = installed === undefined ? [promises] : [promises, installed];
const setting: Setting = { wsk, peer, wrappers };
const outcomes: Outcome[] = [];

/** For a profile: the one contender that it is of. */
function chosen(row: Row): Row {
  const contenders = row.contenders.filter(({ name }) =>
    name.includes(values.contender),
  );
  return { ...row, contenders };
}

function note(outcome: Outcome): void {
  outcomes.push(outcome);
  console.log(show(outcome));
}

for (const [name, make] of Object.entries(makers)) {
  if (name.includes(values.only))
    note(await hold(chosen(await make(setting)), rounds));
}
if ("memory".includes(values.only)) {
  note(await idleMemory(peer, Number(values.connections), 3));
}
// A part of the rows is for whoever works on it, and no result.
if (values.only === "" && values.contender === "") {
  await keepResults("sockets", { machine: machineLine(), outcomes });
  const docs = "docs/performance-sockets.md";
  await refreshPage(docs, "sockets", page(outcomes));
}
peer.stop();
process.exit();

// What a call through an emitted class takes more than the provider's function alone.
import { do_not_optimize } from "mitata";
import { type Summary, summarize } from "../measure/statistics.ts";
import {
  address,
  datagramDispatch,
  dispatch,
  streamDispatch,
  stubDatagram,
  stubSocket,
  stubStream,
} from "./stub.ts";
import { type Cost, costsOf } from "./timing.ts";

export interface CallCost extends Cost {
  /** In nanoseconds, more than the provider alone. */
  readonly over: Summary;
}

/** The provider alone, and the same by way of the class. */
type Pair = readonly [alone: () => unknown, through: () => unknown];

// Nothing is returned: the benchmark would wait for a promise, and count that in.
function pairs(): Readonly<Record<string, Pair>> {
  const socket = stubSocket();
  const stream = stubStream();
  const datagram = stubDatagram();
  const buffer = new Uint8Array(64);
  const options = {};
  const flagged = { flags: { waitall: true } };
  const addressed = { remoteAddress: address };
  const list: readonly never[] = [];
  return {
    "state: `getLocalAddress()`": [
      () => void do_not_optimize(dispatch.getLocalAddress()),
      () => void do_not_optimize(socket.getLocalAddress()),
    ],
    "state, of a role: `getRemoteAddress()`": [
      () => void do_not_optimize(streamDispatch.getRemoteAddress()),
      () => void do_not_optimize(stream.getRemoteAddress()),
    ],
    "bytes, options: `send(buffer, options)`": [
      () => void do_not_optimize(dispatch.send(buffer, options)),
      () => void do_not_optimize(socket.send(buffer, options)),
    ],
    "bytes, no options: `send(buffer)`": [
      () => void do_not_optimize(dispatch.send(buffer, options)),
      () => void do_not_optimize(socket.send(buffer)),
    ],
    "bytes, form of call: `receive(buffer, options)`": [
      () => void do_not_optimize(dispatch.receive(buffer, options)),
      () => void do_not_optimize(socket.receive(buffer, options)),
    ],
    "flags: `receive(buffer, { flags })`": [
      () => void do_not_optimize(dispatch.receive(buffer, flagged)),
      () => void do_not_optimize(socket.receive(buffer, flagged)),
    ],
    "structure: `sendTo(buffer, { remoteAddress })`": [
      () => void do_not_optimize(datagramDispatch.sendTo(buffer, addressed)),
      () => void do_not_optimize(datagram.sendTo(buffer, addressed)),
    ],
    "synchronous, a list: `release([])`": [
      () => void do_not_optimize(dispatch.release(list)),
      () => void do_not_optimize(socket.release(list)),
    ],
  };
}

export async function callCosts(): Promise<readonly CallCost[]> {
  const costs: CallCost[] = [];
  for (const [name, [alone, through]] of Object.entries(pairs())) {
    const [provider, call] = await costsOf({ alone, [name]: through });
    if (provider === undefined || call === undefined) continue;
    const over = summarize(
      call.rounds.map((it, round) => it - (provider.rounds[round] ?? NaN)),
    );
    costs.push({ ...call, over });
  }
  return costs;
}

// What a call through an emitted class takes more than the provider's function alone.
import { do_not_optimize } from "mitata";
import { dispatch, stubSocket } from "./stub.ts";
import { costOf, type Cost } from "./timing.ts";

export async function callCosts(): Promise<readonly Cost[]> {
  const socket = stubSocket();
  const buffer = new Uint8Array(64);
  const options = {};
  const flagged = { flags: { waitall: true } };
  const list: readonly never[] = [];
  // Nothing is returned: the benchmark would wait for a promise, and count that in.
  return [
    await costOf("provider alone: send", () => {
      do_not_optimize(dispatch.send(buffer, options));
    }),
    await costOf("send(buffer, options)", () => {
      do_not_optimize(socket.send(buffer, options));
    }),
    await costOf("send(buffer)", () => {
      do_not_optimize(socket.send(buffer));
    }),
    await costOf("receive(buffer, options)", () => {
      do_not_optimize(socket.receive(buffer, options));
    }),
    await costOf("receive(buffer, { flags })", () => {
      do_not_optimize(socket.receive(buffer, flagged));
    }),
    await costOf("provider alone: release", () => {
      do_not_optimize(dispatch.release(list));
    }),
    await costOf("release([])", () => {
      do_not_optimize(socket.release(list));
    }),
  ];
}

import type { Side } from "./side.ts";
import { isCancelled } from "./statuses.ts";
import { turns } from "./turns.ts";

/** In bytes. */
const MOST_AT_ONCE = 70_000;

/** Receives everything by calls of `receive`. */
export async function pullAll(side: Side): Promise<void> {
  while (!side.isOver) {
    if (side.dice.chance(0.005)) await drain(side);
    else await pullSome(side);
    if (side.dice.chance(0.1)) await turns(side.dice.int(1, 5));
    if (side.intake.isMuch && side.dice.chance(0.02)) await turns(200);
  }
}

interface Received {
  readonly buffer: Uint8Array;
  readonly abort: AbortController | undefined;
  readonly result: Promise<number>;
}

/** Makes several calls at once, of which some are cancelled. */
async function pullSome(side: Side): Promise<void> {
  const { dice } = side;
  const calls = Array.from({ length: dice.int(1, 4) }, () => pull(side));
  const outcomes = Promise.allSettled(calls.map(({ result }) => result));
  await turns(dice.int(0, 4));
  for (const { abort } of calls) abort?.abort();
  (await outcomes).forEach((outcome, index) => {
    const call = calls[index];
    if (call === undefined) return;
    if (outcome.status === "fulfilled") account(side, call, outcome.value);
    else if (call.abort && isCancelled(outcome.reason)) {
      side.world.tally.add("receivesCancelled");
    } else side.failed(outcome.reason);
  });
}

function pull({ dice, socket }: Side): Received {
  const waitall = dice.chance(0.15);
  const length = dice.chance(0.05) ? 0 : dice.size(MOST_AT_ONCE);
  const buffer = new Uint8Array(waitall ? MOST_AT_ONCE : length);
  const abort = dice.chance(waitall ? 0.5 : 0.1)
    ? new AbortController()
    : undefined;
  const options = { flags: { waitall }, signal: abort?.signal };
  return { buffer, abort, result: socket.receive(buffer, options) };
}

function account(side: Side, { buffer }: Received, length: number): void {
  if (buffer.byteLength === 0 || side.isGone) return;
  if (length === 0) side.ended();
  else side.intake.take(buffer.subarray(0, length));
}

/** Discards whatever comes, once it is known what it would be. */
async function drain(side: Side): Promise<void> {
  const { flow } = side.intake;
  if (flow === undefined) return;
  flow.discard();
  try {
    await side.socket.receive(new Uint8Array(), { flags: { drain: true } });
    side.ended();
  } catch (error) {
    side.failed(error);
  }
}

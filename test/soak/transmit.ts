import { Discrepancy } from "./discrepancy.ts";
import type { Flow } from "./flow.ts";
import type { Session } from "./session.ts";
import type { Side } from "./side.ts";
import { isCancelled } from "./statuses.ts";
import { turns } from "./turns.ts";

/** In bytes: as much as one direction of a connection carries, and as one call sends. */
const MOST_BYTES = 400_000;
const MOST_AT_ONCE = 40_000;
/** The same for a connection that carries much: more than a system buffers. */
const MUCH = { least: 2_000_000, most: 10_000_000 };
const MUCH_AT_ONCE = 65_536;

/** How likely a side breaks the connection off, before each burst of data. */
const BREAK = 0.015;

/** Sends everything that a side has to send, and then disconnects; or breaks off before. */
export async function transmit(
  side: Side,
  flow: Flow,
  session: Session,
): Promise<void> {
  const { dice } = side;
  const until = flow.sent + lengthOf(side, session);
  while (flow.sent < until && !side.isGone) {
    if (dice.chance(session.carriesMuch ? BREAK / 10 : BREAK))
      return side.breakOff(session);
    await sendSome(side, flow, session.carriesMuch);
    if (dice.chance(0.2)) await turns(dice.int(1, 4));
  }
  if (!side.isGone) await finish(side, flow);
}

function lengthOf({ dice }: Side, { carriesMuch }: Session): number {
  if (carriesMuch) return dice.int(MUCH.least, MUCH.most);
  return dice.chance(0.1) ? 0 : dice.size(MOST_BYTES);
}

interface Sent {
  readonly length: number;
  readonly result: Promise<number>;
}

/** Sends at once what may be several buffers; the last of them may be cancelled. */
async function sendSome(side: Side, flow: Flow, much: boolean): Promise<void> {
  const { dice, socket } = side;
  const count = dice.int(1, 5);
  const kept = dice.chance(0.2) ? dice.int(0, count) : count;
  const abort = new AbortController();
  const calls: Sent[] = [];
  for (let index = 0; index < count; index += 1) {
    const buffer = flow.next(much ? MUCH_AT_ONCE : dice.size(MOST_AT_ONCE));
    const flags = { nodelay: dice.chance(0.1) };
    const signal = index < kept ? undefined : abort.signal;
    const result = socket.send(buffer, { flags, signal });
    calls.push({ length: buffer.byteLength, result });
  }
  const outcomes = Promise.allSettled(calls.map(({ result }) => result));
  if (kept < count) {
    await turns(dice.int(0, 2));
    abort.abort();
  }
  takeBack(side, flow, calls, await outcomes, kept);
}

/** What was cancelled has not been sent, nor anything behind it. */
function takeBack(
  side: Side,
  flow: Flow,
  calls: readonly Sent[],
  outcomes: readonly PromiseSettledResult<number>[],
  kept: number,
): void {
  let cancelled = 0;
  outcomes.forEach((outcome, index) => {
    const length = calls[index]?.length ?? 0;
    if (outcome.status === "fulfilled") {
      if (outcome.value !== length || cancelled > 0) {
        throw new Discrepancy(
          `${outcome.value} of ${length} bytes sent behind ${cancelled} that were cancelled`,
        );
      }
      side.world.tally.add("bytes", length);
    } else if (index >= kept && isCancelled(outcome.reason) && !side.isGone) {
      cancelled += length;
      side.world.tally.add("sendsCancelled");
    } else {
      side.failed(outcome.reason);
    }
  });
  flow.takeBack(cancelled);
}

async function finish(side: Side, flow: Flow): Promise<void> {
  const { dice, socket } = side;
  const buffer = dice.chance(0.3)
    ? flow.next(dice.size(MOST_AT_ONCE))
    : undefined;
  flow.end();
  try {
    await socket.disconnect({ buffer });
  } catch (error) {
    side.failed(error);
  }
}

import { Discrepancy } from "./discrepancy.ts";
import { isCancelled } from "./statuses.ts";
import { turns } from "./turns.ts";
import type { Player } from "./world.ts";

/** A basic socket, some requests, and its end. */
export async function basicOnce({ dice, world }: Player): Promise<void> {
  const addressFamily = dice.pick(["IPv4", "IPv6"] as const);
  const socket = await world.wsk.socket("basic", { addressFamily });
  const list = await socket.controlSocket("ioctl", "SIO_ADDRESS_LIST_QUERY");
  if (list.some(({ family }) => family !== addressFamily)) {
    throw new Discrepancy("an address of another family");
  }
  const abort = new AbortController();
  const { signal } = abort;
  const changes = Array.from({ length: dice.int(0, 3) }, () =>
    socket.controlSocket("ioctl", "SIO_ADDRESS_LIST_CHANGE", { signal }),
  );
  const outcomes = Promise.allSettled(changes);
  await turns(dice.int(0, 20));
  if (dice.chance(0.5)) abort.abort();
  await socket.closeSocket();
  for (const outcome of await outcomes) {
    if (outcome.status === "rejected" && !isCancelled(outcome.reason)) {
      throw outcome.reason;
    }
  }
  world.tally.add("basics");
}

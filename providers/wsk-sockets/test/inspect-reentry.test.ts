import { expect, it } from "vitest";
import type { AcceptEventReply, InspectId } from "@captable/wsk";
import { announce, listening, type Listening } from "./listening.ts";

/** A socket whose first connection is offered while two more requests have been let in. */
async function crowded(within: (parts: Listening, pended: InspectId) => void) {
  const ids: InspectId[] = [];
  const aborted: InspectId[] = [];
  const parts: Listening = await listening(
    {
      acceptEvent(): AcceptEventReply {
        const [pended] = ids;
        if (pended !== undefined) within(parts, pended);
        return "STATUS_SUCCESS";
      },
      inspectEvent({ inspectId }) {
        if (inspectId !== undefined) ids.push(inspectId);
        return ids.length === 1 ? "pend" : "accept";
      },
      abortEvent({ inspectId }) {
        aborted.push(inspectId);
        return "STATUS_SUCCESS";
      },
    },
    { conditional: true },
  );
  const { transport, socket } = parts;
  transport.arrive(2);
  // What waits is to be offered, in the next turn; somebody else comes before.
  const enabled = announce(socket);
  const [last] = transport.arrive();
  await enabled;
  await transport.settle();
  return { ...parts, last, aborted, lastId: ids[2] };
}

it("tells of a peer that gives up although others were let in while it was", async () => {
  const parts = await crowded(({ socket }, pended) => {
    void socket.inspectComplete(pended, "accept");
    void announce(socket, false);
  });
  parts.last?.giveUp();
  expect(parts.aborted).toEqual([parts.lastId]);
  expect(parts.last?.link.resets).toBe(1);
  await Promise.all([parts.socket.closeSocket(), parts.transport.settle()]);
});

it("does not tell so of one that has been offered", async () => {
  const parts = await crowded(() => undefined);
  parts.last?.giveUp();
  expect(parts.aborted).toEqual([]);
  await Promise.all([parts.socket.closeSocket(), parts.transport.settle()]);
});

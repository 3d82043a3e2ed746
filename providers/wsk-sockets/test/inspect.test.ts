import { expect, it } from "vitest";
import type {
  InspectEvent,
  InspectEventReply,
  InspectId,
  ListeningSocket,
} from "@captable/wsk";
import { TransportFailure } from "../src/index.ts";
import { InspectIds, inspectKey } from "../src/listening/inspect-ids.ts";
import { failure } from "./failure.ts";
import { FakeCaller } from "./fake-listener.ts";
import { announce, listening, type Listening } from "./listening.ts";

const ENOUGH = 511;

/** A socket that accepts conditionally, and what it was told. */
interface Inspecting extends Listening {
  readonly inspected: InspectEvent[];
  readonly aborted: InspectId[];
}

async function inspecting(
  decide: (event: InspectEvent, socket: ListeningSocket) => InspectEventReply,
): Promise<Inspecting> {
  const inspected: InspectEvent[] = [];
  const aborted: InspectId[] = [];
  const parts: Listening = await listening(
    {
      inspectEvent(event) {
        inspected.push(event);
        return decide(event, parts.socket);
      },
      abortEvent({ inspectId }) {
        aborted.push(inspectId);
        return "STATUS_SUCCESS";
      },
    },
    { conditional: true },
  );
  return { ...parts, inspected, aborted };
}

function idOf({ inspected }: Inspecting, index: number): InspectId {
  const inspectId = inspected[index]?.inspectId;
  if (inspectId === undefined) throw new TypeError(`no request ${index}`);
  return inspectId;
}

function outcomes(callers: readonly FakeCaller[]): readonly string[] {
  return callers.map(({ outcome }) => outcome);
}

it("makes identifiers that are unlike each other, and alike their copies", () => {
  const ids = new InspectIds();
  const [one, two] = [ids.next(), ids.next()];
  expect(Object.isFrozen(one)).toBe(true);
  expect(inspectKey(one)).not.toBe(inspectKey(two));
  expect(inspectKey({ ...one })).toBe(inspectKey(one));
  const { serialNumber } = two;
  expect(inspectKey({ ...one, serialNumber })).not.toBe(inspectKey(one));
});

it("decides on a request once, by any copy of its identifier", async () => {
  const parts = await inspecting(() => "pend");
  const { transport, socket } = parts;
  const callers = transport.arrive(3);
  expect(outcomes(callers)).toEqual(["waits", "waits", "waits"]);
  const [first, second] = [idOf(parts, 0), idOf(parts, 1)];
  const { serialNumber } = second;
  const unknown = socket.inspectComplete({ ...first, serialNumber }, "accept");
  expect(await failure(unknown)).toMatchObject({ status: "STATUS_NOT_FOUND" });
  await socket.inspectComplete({ ...second }, "accept");
  await socket.inspectComplete({ ...first }, "reject");
  expect(outcomes(callers)).toEqual(["rejected", "accepted", "waits"]);
  for (const id of [first, second]) {
    const again = socket.inspectComplete(id, "accept");
    expect(await failure(again)).toMatchObject({ status: "STATUS_NOT_FOUND" });
  }
  await Promise.all([socket.closeSocket(), transport.settle()]);
  expect(outcomes(callers)).toEqual(["rejected", "accepted", "rejected"]);
  expect(callers.map(({ link }) => link.resets)).toEqual([0, 1, 0]);
  expect(parts.aborted).toEqual([]);
});

it("counts those who wait for a decision with those who wait to be accepted", async () => {
  const parts = await inspecting(({ inspectId }) =>
    (inspectId?.key ?? 0n) % 2n === 0n ? "accept" : "pend",
  );
  const { transport, socket, inspected } = parts;
  transport.arrive(ENOUGH);
  expect(outcomes(transport.arrive())).toEqual(["rejected"]);
  expect(inspected.length).toBe(ENOUGH);
  await socket.inspectComplete(idOf(parts, 0), "accept");
  expect(outcomes(transport.arrive())).toEqual(["rejected"]);
  await socket.inspectComplete(idOf(parts, 2), "reject");
  expect(outcomes(transport.arrive())).toEqual(["accepted"]);
  await socket.accept();
  expect(outcomes(transport.arrive())).toEqual(["waits"]);
});

it("tells once of a peer that gives up before it is handed out, and never after", async () => {
  let reply: InspectEventReply = "pend";
  const parts = await inspecting(() => reply);
  const { transport, socket, aborted } = parts;
  const [pended] = transport.arrive();
  reply = "accept";
  const [accepted, served] = transport.arrive(2);
  pended?.giveUp();
  pended?.giveUp();
  accepted?.giveUp();
  accepted?.giveUp();
  expect(aborted).toEqual([idOf(parts, 0), idOf(parts, 1)]);
  expect(accepted?.link.resets).toBe(1);
  const taken = await socket.accept();
  served?.giveUp();
  expect(aborted.length).toBe(2);
  expect(
    await taken.controlSocket("ioctl", "SIO_WSK_QUERY_INSPECT_ID"),
  ).toEqual(idOf(parts, 2));
});

it("tells of a peer that has given up by the time it is let in", async () => {
  let reply: InspectEventReply = "pend";
  const leaving: FakeCaller[] = [];
  const parts = await inspecting(() => {
    for (const caller of leaving) caller.outcome = "gone";
    return reply;
  });
  const { transport, socket, aborted } = parts;
  const [pended] = transport.arrive();
  if (pended !== undefined) pended.outcome = "gone";
  await socket.inspectComplete(idOf(parts, 0), "accept");
  expect(aborted).toEqual([]);
  await transport.settle();
  pended?.giveUp();
  expect(aborted).toEqual([idOf(parts, 0)]);
  reply = "accept";
  const last = new FakeCaller();
  leaving.push(last);
  transport.listener.arrived(last);
  expect(aborted).toEqual([idOf(parts, 0), idOf(parts, 1)]);
});

it("lets a pended request in to the event, not within the call that decides", async () => {
  const log: string[] = [];
  const { transport, socket } = await listening(
    {
      inspectEvent({ inspectId }) {
        if (inspectId === undefined) return "reject";
        const { key } = inspectId;
        queueMicrotask(() => {
          void socket.inspectComplete({ key, serialNumber: 1 }, "accept");
          log.push("decided");
        });
        return "pend";
      },
      acceptEvent() {
        log.push("accepted");
        return "STATUS_SUCCESS";
      },
    },
    { conditional: true },
  );
  await announce(socket);
  transport.arrive();
  await transport.settle();
  expect(log).toEqual(["decided", "accepted"]);
});

it("turns a request down whose inspection closes the socket", async () => {
  for (const reply of ["accept", "pend"] as const) {
    const { transport, aborted } = await inspecting((_event, socket) => {
      void socket.closeSocket();
      return reply;
    });
    expect(outcomes(transport.arrive())).toEqual(["rejected"]);
    await transport.settle();
    expect(aborted).toEqual([]);
  }
});

it("inspects nothing without a handler, and then lets nobody in", async () => {
  const { transport } = await listening({}, { conditional: true });
  expect(outcomes(transport.arrive())).toEqual(["rejected"]);
  const unconditional = await listening();
  expect(outcomes(unconditional.transport.arrive())).toEqual(["accepted"]);
});

it("dies: tells the inspection, and turns down whom it has pended", async () => {
  const parts = await inspecting(() => "pend");
  const { transport, inspected, aborted } = parts;
  const callers = transport.arrive(2);
  transport.listener.failed(
    new TransportFailure("STATUS_UNSUCCESSFUL", "dead"),
  );
  await transport.settle();
  expect(outcomes(callers)).toEqual(["rejected", "rejected"]);
  expect(inspected.length).toBe(3);
  expect(inspected[2]).not.toHaveProperty("inspectId");
  expect(aborted).toEqual([]);
});

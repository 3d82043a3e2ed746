import fc from "fast-check";
import { expect, it } from "vitest";
import {
  register,
  type AcceptEvent,
  type ConnectionOrientedSocket,
  type ListeningHandlers,
} from "@captable/wsk";
import { TransportFailure, transportProvider } from "../src/index.ts";
import { failure } from "./failure.ts";
import { FakeCaller, FakeListenerTransport } from "./fake-listener.ts";
import { announce, listening } from "./listening.ts";

const ENOUGH = 511;

it("turns down whoever comes while enough others wait, and nobody else", async () => {
  const { transport, socket } = await listening();
  const callers = transport.arrive(ENOUGH);
  expect(callers.every(({ outcome }) => outcome === "accepted")).toBe(true);
  expect(transport.arrive()[0]?.outcome).toBe("rejected");
  await socket.accept();
  expect(transport.arrive(2).map(({ outcome }) => outcome)).toEqual([
    "accepted",
    "rejected",
  ]);
  await Promise.all([socket.closeSocket(), transport.settle()]);
  expect(callers.map(({ link }) => link.resets)).toEqual([
    0,
    ...Array.from({ length: ENOUGH - 1 }, () => 1),
  ]);
  expect(transport.closes).toBe(1);
});

it("loses nobody who comes before bind has completed", async () => {
  const transport = new FakeListenerTransport();
  const wsk = await register(
    transportProvider("fake", transport),
  ).captureProviderNPI();
  await wsk.controlClient("controlClient", "WSK_SET_STATIC_EVENT_CALLBACKS", {
    eventMask: { accept: true },
  });
  const events: AcceptEvent[] = [];
  const socket = await wsk.socket("listening", {
    handlers: {
      acceptEvent(event) {
        events.push(event);
        return "STATUS_SUCCESS";
      },
    },
  });
  const bound = socket.bind(transport.address);
  transport.listener.opened(transport.address);
  const [caller] = transport.arrive();
  expect([events.length, caller?.outcome]).toEqual([0, "waits"]);
  await bound;
  await transport.settle();
  expect([events.length, caller?.outcome]).toEqual([1, "accepted"]);
});

it("fails one call for want of resources, and none because a peer has gone", async () => {
  const { transport, socket } = await listening();
  const calls = [socket.accept(), socket.accept()];
  const first = failure(calls[0] ?? Promise.resolve());
  const gone = new TransportFailure("STATUS_CONNECTION_ABORTED", "gone");
  transport.listener.missed(gone);
  const cause = new Error("no more");
  transport.listener.missed(
    new TransportFailure("STATUS_TOO_MANY_OPENED_FILES", "full", cause),
  );
  expect(await first).toMatchObject({
    status: "STATUS_TOO_MANY_OPENED_FILES",
    functionName: "accept",
    cause,
  });
  transport.arrive();
  expect((await calls[1])?.state).toBe("connected");
});

it("dies: calls fail first, then the event tells, once", async () => {
  const log: unknown[] = [];
  const { transport, socket } = await listening({
    acceptEvent(event) {
      log.push(event);
      return "STATUS_REQUEST_NOT_ACCEPTED";
    },
  });
  await announce(socket);
  const cause = new Error("pulled the plug");
  const calls = [socket.accept(), socket.accept()].map(async (call) =>
    log.push(await failure(call)),
  );
  transport.listener.failed(
    new TransportFailure("STATUS_UNSUCCESSFUL", "dead", cause),
  );
  await Promise.all(calls);
  await transport.settle();
  const forced = { status: "STATUS_FILE_FORCED_CLOSED", cause };
  const { address } = transport;
  expect(log).toMatchObject([
    forced,
    forced,
    { localAddress: address, remoteAddress: address },
  ]);
  expect(log[2]).not.toHaveProperty("acceptSocket");
  expect([socket.state, transport.closes]).toEqual(["dead", 1]);
  await Promise.all([socket.closeSocket(), transport.settle()]);
  expect([log.length, transport.closes]).toEqual([3, 1]);
});

it("dies without a word if the event is off, and if the socket is closed before", async () => {
  const events: AcceptEvent[] = [];
  const handlers: ListeningHandlers = {
    acceptEvent(event) {
      events.push(event);
      return "STATUS_REQUEST_NOT_ACCEPTED";
    },
  };
  const dead = new TransportFailure("STATUS_UNSUCCESSFUL", "dead");
  const off = await listening(handlers);
  const [caller] = off.transport.arrive();
  off.transport.listener.failed(dead);
  expect(caller?.link.resets).toBe(1);
  await off.transport.settle();
  const closed = await listening(handlers);
  await announce(closed.socket);
  closed.transport.listener.failed(dead);
  await Promise.all([closed.socket.closeSocket(), closed.transport.settle()]);
  expect(events).toEqual([]);
});

type Step = "arrive" | "accept" | "cancel" | "enable" | "disable" | "settle";

it("hands each connection out once, in order, and to calls before the event", async () => {
  const steps = fc.constantFrom<Step>(
    ...(["arrive", "accept", "cancel", "enable", "disable", "settle"] as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { maxLength: 40 }), handsOutInOrder),
    { numRuns: 200 },
  );
});

/** Does the steps, and then checks who got what. */
async function handsOutInOrder(steps: readonly Step[]): Promise<void> {
  const handed: ConnectionOrientedSocket[] = [];
  const pending = new Set<AbortController>();
  let calling = false;
  const { transport, socket } = await listening({
    acceptEvent({ acceptSocket }) {
      expect([calling, pending.size]).toEqual([false, 0]);
      if (acceptSocket !== undefined) handed.push(acceptSocket);
      return "STATUS_SUCCESS";
    },
  });
  const arrived: FakeCaller[] = [];
  const call = (): void => {
    const abort = new AbortController();
    pending.add(abort);
    socket.accept({ signal: abort.signal }).then(
      (accepted) => {
        pending.delete(abort);
        handed.push(accepted);
      },
      () => pending.delete(abort),
    );
  };
  const actions: Readonly<Record<Step, () => unknown>> = {
    arrive: () => arrived.push(...transport.arrive()),
    accept: call,
    cancel: () => [...pending].at(-1)?.abort(),
    enable: () => announce(socket),
    disable: () => announce(socket, false),
    settle: () => transport.settle(),
  };
  for (const step of steps) {
    calling = step === "enable" || step === "accept";
    const done = actions[step]();
    calling = false;
    await done;
    // What a call gets, it has by then.
    for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
  }
  await announce(socket);
  await transport.settle();
  expect(handed.length).toBe(arrived.length);
  // Whose socket is whose shows in what it receives.
  for (const [index, accepted] of handed.entries()) {
    const buffer = new Uint8Array(2);
    const received = accepted.receive(buffer);
    const { link } = arrived[index] ?? new FakeCaller();
    link.arrive(Uint8Array.of(index));
    link.tell();
    expect([await received, buffer[0]]).toEqual([1, index]);
  }
}

import { expect, it } from "vitest";
import { Flow } from "./flow.ts";
import { Intake } from "./intake.ts";
import { patternAt } from "./pattern.ts";
import { HELLO, Session } from "./session.ts";

/** Has bytes arrive as they are sent. */
function flowOf(length: number): { flow: Flow; bytes: Uint8Array } {
  const flow = new Flow("flow");
  return { flow, bytes: flow.next(length) };
}

function without(bytes: Uint8Array, at: number): Uint8Array {
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
}

it("is even when everything arrives, in whatever pieces, and both see the end", () => {
  const { flow, bytes } = flowOf(50_000);
  for (const [from, to] of [
    [0, 1],
    [1, 20_000],
    [20_000, 50_000],
  ]) {
    flow.arrive(bytes.subarray(from, to));
  }
  flow.end();
  flow.seeEnd();
  flow.settle();
  expect(flow.received).toBe(50_000);
});

it("sees a byte that is lost", () => {
  const { flow, bytes } = flowOf(1000);
  expect(() => flow.arrive(without(bytes, 400))).toThrow(
    /flow: byte \d+ is not what was sent there/,
  );
});

it("sees a last byte that is lost", () => {
  const { flow, bytes } = flowOf(1000);
  flow.arrive(bytes.subarray(0, 999));
  flow.end();
  expect(() => flow.seeEnd()).toThrow("999 of 1000 bytes arrived");
});

it("sees a byte that is there twice", () => {
  const { flow, bytes } = flowOf(1000);
  flow.next(1);
  const twice = [bytes.subarray(0, 400), bytes.subarray(399)];
  expect(() => flow.arrive(Buffer.concat(twice))).toThrow(
    /is not what was sent/,
  );
});

it("sees bytes that changed their places", () => {
  const { flow, bytes } = flowOf(1000);
  const [first = 0, second = 0] = bytes;
  expect(first).not.toBe(second);
  const changed = Uint8Array.from(bytes);
  changed.set([second, first]);
  expect(() => flow.arrive(changed)).toThrow(
    "byte 0 is not what was sent there",
  );
});

it("sees more than was sent", () => {
  const { flow, bytes } = flowOf(10);
  flow.arrive(bytes);
  flow.next(5);
  flow.takeBack(5);
  const { flow: other } = flowOf(10);
  const more = other.next(5);
  expect(() => flow.arrive(more)).toThrow();
});

it("sees bytes whose sending was cancelled", () => {
  const { flow, bytes } = flowOf(10);
  flow.arrive(bytes);
  expect(() => flow.takeBack(1)).toThrow(
    "1 bytes arrived whose sending was cancelled",
  );
});

it("sees an end or a reset that nobody caused, and not one that somebody did", () => {
  const { flow } = flowOf(0);
  expect(() => flow.seeEnd()).toThrow("ended, which the sender did not do");
  const { flow: other } = flowOf(0);
  expect(() => other.seeBreak(undefined)).toThrow("broken by nobody");
  const { flow: broken } = flowOf(10);
  broken.break();
  broken.seeBreak(undefined);
  broken.settle();
});

it("sees data behind the end", () => {
  const { flow } = flowOf(0);
  flow.end();
  flow.seeEnd();
  expect(() => flow.arrive(Uint8Array.of(1))).toThrow("behind its end");
});

it("sees that a connection is over whose end did not arrive", () => {
  const { flow } = flowOf(0);
  flow.end();
  expect(() => flow.settle()).toThrow("open for the receiver");
});

it("knows a session by what its client says first, even in pieces", async () => {
  const session = new Session("session", false, false);
  const intake = new Intake(new Map([[session.number, session]]));
  const data = session.toServer.next(100);
  const bytes = Buffer.concat([session.hello, data]);
  intake.take(bytes.subarray(0, 1));
  intake.take(bytes.subarray(1, HELLO + 10));
  intake.take(bytes.subarray(HELLO + 10));
  expect(await intake.session).toBe(session);
  expect(session.toServer.received).toBe(100);
  const other = new Intake(new Map([[session.number, session]]));
  expect(() => other.take(session.hello)).toThrow("or somebody twice");
});

it("tells all flows apart", () => {
  expect(patternAt(1, 0, 100)).not.toEqual(patternAt(2, 0, 100));
  expect(patternAt(1, 0, 100)).toEqual(patternAt(1, 0, 100));
});

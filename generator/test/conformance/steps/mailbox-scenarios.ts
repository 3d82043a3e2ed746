/** Scenarios about mailboxes. @module */
import type { Scenario } from "../../../src/model/model.ts";
import { READY } from "./act.ts";
import { scenario } from "./mailbox-table.ts";

const BOTH = { writer: "sender", reader: "receiver" };

/** There and back, between whoever can send and whoever can receive. */
export const delivery: Scenario = scenario(
  "delivery",
  BOTH,
  [
    ...READY,
    {
      party: "writer",
      call: "post",
      args: { letter: "$text" },
      expect: { result: 5, role: "sender" },
    },
    {
      party: "reader",
      call: "take",
      args: { buffer: 8 },
      expect: { result: 5, filled: { buffer: "$text" }, role: "receiver" },
    },
  ],
  {
    each: new Map<string, Readonly<Record<string, unknown>>>([
      ["words", { text: "hello" }],
      ["noise", { text: { pattern: 5, seed: 9 } }],
    ]),
    clause: { id: "1.1" },
  },
);

/** Who waits first is served first. */
export const order: Scenario = scenario(
  "order",
  { writer: "sender", reader: "receiver" },
  [
    ...READY,
    { party: "reader", call: "take", begin: "first" },
    { party: "reader", call: "take", begin: "second" },
    { party: "writer", call: "post", args: { letter: "a" } },
    { party: "writer", call: "post", args: { letter: "bc" } },
    { party: "reader", await: "first", expect: { result: 1 } },
    { party: "reader", await: "second", expect: { result: 2 } },
  ],
  { family: "concurrency" },
);

/** A post waits for room. */
export const pressure: Scenario = scenario(
  "pressure",
  { writer: "sender", reader: "receiver" },
  [
    ...READY,
    { party: "writer", call: "post" },
    { party: "writer", call: "post" },
    {
      party: "writer",
      call: "post",
      begin: "third",
      expect: { pending: true },
    },
    { party: "reader", call: "take" },
    { party: "writer", await: "third", expect: { result: 5 } },
  ],
  { family: "concurrency" },
);

export const cancelled: Scenario = scenario(
  "cancelledTake",
  { reader: "receiver" },
  [
    { party: "reader", reach: "open" },
    { party: "reader", call: "take", begin: "it", expect: { pending: true } },
    { abort: "it" },
    { party: "reader", await: "it", expect: { error: "CUT", state: "open" } },
  ],
  { family: "cancellation" },
);

export const closing: Scenario = scenario(
  "closedTake",
  { reader: "receiver" },
  [
    { party: "reader", reach: "open" },
    { party: "reader", call: "take", begin: "it" },
    { party: "reader", call: "close", expect: { state: "closed" } },
    { party: "reader", await: "it", expect: { error: "CUT", state: "closed" } },
  ],
  { family: "cancellation" },
);

export const watching: Scenario = scenario(
  "watching",
  { writer: "sender", reader: "receiver" },
  [
    ...READY,
    { party: "reader", call: "watch" },
    { party: "writer", call: "post", args: { letter: "gone" } },
    {
      party: "reader",
      event: "arrived",
      reply: "drop",
      expect: { payload: { letter: "gone" } },
    },
    { party: "reader", call: "count", expect: { result: 0 } },
  ],
  { family: "event" },
);

export const unwatched: Scenario = scenario(
  "unwatched",
  { writer: "sender", reader: "receiver" },
  [
    ...READY,
    { party: "writer", call: "post" },
    { party: "reader", call: "count", expect: { result: 1 } },
  ],
  { family: "event" },
);

export const tapping: Scenario = scenario(
  "tapping",
  { reader: "receiver", tapped: "sender" },
  [
    { party: "reader", reach: "open" },
    { party: "reader", call: "tap", as: "tapped" },
    { party: "tapped", call: "post", args: { letter: "hi" } },
    { party: "reader", call: "take", expect: { result: 2 } },
  ],
);

export const losing: Scenario = scenario("losing", { reader: "receiver" }, [
  { party: "reader", reach: "open" },
  { party: "reader", report: "lost", expect: { state: "lost" } },
  { party: "reader", call: "take", expect: { error: "WRONG", state: "lost" } },
]);

export const looking: Scenario = scenario(
  "looking",
  { writer: "sender", reader: "receiver" },
  [
    ...READY,
    { party: "writer", call: "post" },
    {
      party: "reader",
      observe: "letters",
      expect: { result: { waiting: 1 } },
    },
  ],
  { family: "observer" },
);

export const room: Scenario = scenario("room", { reader: "receiver" }, [
  { party: "reader", reach: "open" },
  {
    party: "reader",
    call: "set",
    args: { request: "write", name: "ROOM", value: 2 },
  },
]);

export const all: readonly Scenario[] = [
  delivery,
  order,
  pressure,
  cancelled,
  closing,
  watching,
  unwatched,
  tapping,
  losing,
  looking,
  room,
];

import { describe, expect, it } from "vitest";
import type { Category, Move } from "../src/model/model.ts";
import { compileText, named, tableOf } from "./support/tables.ts";

const lamps = tableOf("good/lifecycles.yaml");
const lamp = named(lamps.categories, "lamp");
const candle = named(lamps.categories, "candle");

/** What a call does in each state in which it is legal. */
function movesOf(category: Category, call: string): Record<string, Move> {
  const moves = category.lifecycle.states.flatMap(({ name, calls }) => {
    const move = calls.get(call);
    return move === undefined ? [] : [[name, move] as const];
  });
  return Object.fromEntries(moves);
}

/** The states in which an event may be delivered. */
function statesOf(category: Category, event: string): readonly string[] {
  return category.lifecycle.states
    .filter(({ events }) => events.has(event))
    .map(({ name }) => name);
}

const BROKEN: Move = { to: "broken", at: "call" };
const STAYS: Move = { at: "success" };

describe("what a lifecycle says under `on` for all states", () => {
  it("is so in all but terminal states, unless they say otherwise", () => {
    expect(movesOf(lamp, "smash")).toEqual({
      dark: BROKEN,
      lit: { to: "glowing", at: "success" },
      glowing: STAYS,
      covered: BROKEN,
    });
  });

  it("is said of one form of a call at a time", () => {
    expect(movesOf(lamp, "smash.hard")).toEqual({
      dark: BROKEN,
      lit: BROKEN,
      glowing: BROKEN,
      covered: BROKEN,
    });
  });

  it("is true of the states that a child adds", () => {
    expect(movesOf(candle, "smash")).toEqual({
      ...movesOf(lamp, "smash"),
      smoking: BROKEN,
    });
    expect(movesOf(candle, "smash.hard")).toEqual({
      ...movesOf(lamp, "smash.hard"),
      smoking: { to: "dark", at: "success" },
    });
  });

  it("is the same as if each state said it", () => {
    const table = (inAll: string, inEach: string): unknown =>
      compileText(`
functions: { open: , close: }
categories:
  door:
    functions: [open, close]
    lifecycle:
      initial: shut
      ${inAll}
      states:
        shut: { on: { open: ajar${inEach} } }
        ajar: { only: []${inEach && `, on: {${inEach.slice(1)} }`} }
        gone: { terminal: true }
`).table;
    const once = table("on: { close: { to: gone, at: call } }", "");
    const each = table("", ", close: { to: gone, at: call }");
    expect(once).toBeDefined();
    expect(once).toEqual(each);
  });
});

describe("the events of states", () => {
  it.each([
    ["under `always`, wherever `only` does not keep it out", "flickered"],
    ["everywhere but at the end, if it is named nowhere", "heard"],
    ["where it is allowed, if it is named there alone", "warmed"],
  ])("have one %s: %s", (_where, event) => {
    expect(statesOf(lamp, event)).toEqual(
      {
        flickered: ["dark", "lit", "covered"],
        heard: ["dark", "lit", "glowing", "covered"],
        warmed: ["lit", "glowing"],
      }[event],
    );
  });

  it("are those of the category, in its order", () => {
    const { events } = named(candle.lifecycle.states, "lit");
    const names = candle.events.map(({ name }) => name);
    expect([...events]).toEqual(names);
    expect(names).toEqual(["flickered", "warmed", "heard", "waved", "light"]);
  });

  it("are inherited with the lifecycle that names them", () => {
    expect(statesOf(candle, "flickered")).toContain("smoking");
    expect(statesOf(candle, "warmed")).toEqual(["lit", "glowing"]);
    expect(statesOf(candle, "heard")).toEqual(["lit"]);
    expect(statesOf(candle, "waved")).toEqual(["dark", "lit", "smoking"]);
  });

  it("are not taken for functions of the same name", () => {
    expect(statesOf(candle, "light")).toEqual(
      "dark lit glowing covered smoking".split(" "),
    );
  });

  it("are all there are where there is no lifecycle", () => {
    const sleeper = named(lamps.categories, "sleeper");
    expect(statesOf(sleeper, "heard")).toEqual(["open"]);
  });

  it("can be those of a role", () => {
    const guide = named(lamps.categories, "guide");
    expect(statesOf(guide, "waved")).toEqual(["followed"]);
    expect(statesOf(guide, "heard")).toEqual(["alone", "followed"]);
  });
});

describe("the status of an illegal call", () => {
  it.each([
    ["lamp", "broken", "GONE"],
    ["lamp", "dark", "CANNOT"],
    ["lamp", "glowing", "BAD"],
    ["candle", "broken", "GONE"],
    ["candle", "smoking", "CANNOT"],
    ["candle", "thrown", "WRONG"],
    ["guide", "alone", "WRONG"],
  ])("of a %s that is %s is %s", (category, state, status) => {
    const { lifecycle } = named(lamps.categories, category);
    expect(named(lifecycle.states, state).illegal).toBe(status);
  });
});

describe("names to choose from", () => {
  it.each([
    ["one", "[take]", "use take"],
    ["two", "[take, leave]", "use take or leave"],
    ["several", "[take, leave, ask]", "use one of take, leave, ask"],
  ])("are put into words: %s", (_count, replies, help) => {
    const { diagnostics } = compileText(`
events: { found: { replies: ${replies}, onThrow: give } }
categories: { door: { events: [found] } }
`);
    expect(diagnostics.map((one) => one.help)).toEqual([help]);
  });
});

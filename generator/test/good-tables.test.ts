import { describe, expect, it } from "vitest";
import type { Category } from "../src/model/model.ts";
import { compileFixture, named, tableOf, tablesIn } from "./support/tables.ts";

const callsIn = (category: Category, state: string): string[] =>
  [...named(category.lifecycle.states, state).calls.keys()].sort();

describe("good tables", () => {
  it.each(tablesIn("good"))("%s compiles without diagnostics", (path) => {
    const { table, diagnostics } = compileFixture(path);
    expect(diagnostics).toEqual([]);
    expect(table).toBeDefined();
  });

  it("are the same however often they are compiled", () => {
    expect(tableOf("good/door.yaml")).toEqual(tableOf("good/door.yaml"));
  });
});

describe("the model of a table with every construct", () => {
  const door = tableOf("good/door.yaml");
  const plain = named(door.categories, "plain");
  const gate = named(door.categories, "gate");

  it("has prose without indentation", () => {
    expect(door.doc).toBe(
      "Doors of all kinds.\n\nIndented lines lose their indentation.\n\nParagraphs are kept apart by one empty line.",
    );
  });

  it("takes versions as they are written", () => {
    expect(door.source?.revision).toBe("1.10");
    expect(named(door.errors, "JAMMED").since).toBe("1.0");
  });

  it("makes addresses of clauses absolute", () => {
    expect(named(door.errors, "JAMMED").clause).toEqual({
      id: "3.1",
      url: "https://example.org/doors/errors.html#jammed",
      text: "Doors may jam.",
    });
  });

  it("strips what makes a field optional from its type", () => {
    const open = named(door.functions, "open");
    const paint = named(open.params, "paint");
    expect(paint.optional).toBe(true);
    expect(paint.type).toEqual({ kind: "named", name: "Paint" });
    const make = named(door.functions, "make");
    const colour = named(make.params, "colour");
    expect([colour.optional, colour.default]).toEqual([true, "red"]);
    expect(named(open.params, "by").optional).toBe(false);
  });

  it("gives limits a status", () => {
    const open = named(door.functions, "open");
    expect(named(open.params, "width").limit).toEqual({
      min: 0,
      max: 180,
      unit: "degrees",
      error: "CANNOT",
    });
    expect(open.conditions.map((condition) => condition.kind)).toEqual([
      "conflict",
      "limit",
      "required",
    ]);
    expect(open.conditions[1]).toMatchObject({ limit: { error: "BAD" } });
    expect(open.conditions[2]).toMatchObject({
      unlessParams: ["flags"],
      unlessProperties: ["STOP"],
    });
  });

  it("gives what is produced as the result", () => {
    const knock = named(door.functions, "knock");
    expect(knock.result?.type).toEqual({ kind: "instance", of: "plain" });
    expect(named(door.functions, "lock").result).toBeUndefined();
  });

  it("keeps members and ids apart", () => {
    const push = door.functions.find(({ id }) => id === "push");
    expect(push?.name).toBe("shove");
  });

  it("names classes after the category unless told otherwise", () => {
    expect(plain.className).toBe("PlainDoor");
    expect(gate.className).toBe("GardenGate");
  });

  it("puts inherited functions first and applies refinements", () => {
    const ids = gate.functions.map(({ id }) => id);
    expect(ids.slice(0, plain.functions.length)).toEqual(
      plain.functions.map(({ id }) => id),
    );
    expect(ids.slice(plain.functions.length)).toEqual(["raise", "peer"]);
    expect([...gate.ownFunctions]).toEqual(["raise", "peer"]);
    expect([...gate.refined]).toEqual(["open", "control"]);
    expect(named(gate.functions, "control").support).toBe("mandatory");
    const open = named(gate.functions, "open");
    expect(open.doc).toBe("Opens the gate.");
    expect(open.params).toEqual(named(plain.functions, "open").params);
    expect(named(plain.functions, "open").doc).toBe("Opens the door.");
  });

  it("says who descends from whom", () => {
    expect(gate.ancestors).toEqual(["gate", "plain"]);
    expect(plain.descendants).toEqual(["plain", "gate"]);
  });

  it("merges lifecycles from fragments, parents and its own", () => {
    expect(plain.lifecycle.initial).toBe("shut");
    expect(callsIn(plain, "shut")).toEqual(
      "close control knock lock open open.slow pass watch".split(" "),
    );
    expect(callsIn(plain, "ajar")).toEqual(
      "STOP close control knock meet open open.slow push watch".split(" "),
    );
    expect(callsIn(plain, "locked")).toEqual(["close"]);
    expect(callsIn(plain, "gone")).toEqual([]);
    expect(callsIn(gate, "shut")).toContain("raise");
    expect(callsIn(gate, "raised")).toContain("peer");
  });

  it("says what moves where and when", () => {
    const shut = named(plain.lifecycle.states, "shut");
    expect(shut.calls.get("open")).toEqual({
      via: "opening",
      to: "ajar",
      at: "success",
    });
    expect(shut.calls.get("close")).toEqual({ to: "gone", at: "call" });
    expect(shut.calls.get("pass")).toEqual({ at: "success" });
  });

  it("has a status for every illegal call", () => {
    const { states } = plain.lifecycle;
    expect(named(states, "gone").illegal).toBe("GONE");
    expect(named(states, "stopped").illegal).toBe("CANNOT");
    expect(named(states, "shut").illegal).toBe("WRONG");
    expect(named(states, "ajar").refuse.get("lock")).toBe("JAMMED");
  });

  it("expands reports over the states that they leave", () => {
    const broke = named(plain.lifecycle.reports, "broke");
    expect([...broke.moves.keys()]).toEqual(
      "shut opening ajar stopped locked".split(" "),
    );
    expect(named(gate.lifecycle.reports, "broke").moves.get("raised")).toBe(
      "gone",
    );
  });

  it("makes everything legal where there is no lifecycle", () => {
    const hatch = named(door.categories, "hatch");
    expect(hatch.lifecycle.initial).toBe("open");
    expect(callsIn(hatch, "open")).toEqual(["control", "peer"]);
  });

  it("says per category where properties are legal", () => {
    const width = named(door.properties, "WIDTH");
    expect(width.categories).toEqual(["plain", "gate"]);
    expect(width.get?.states.get("plain")).toEqual(["shut", "ajar"]);
    expect(width.set?.states.get("gate")).toEqual(["shut"]);
    const stop = named(door.properties, "STOP");
    // The nearest ancestor that says something is what counts.
    expect(stop.run?.states.get("gate")).toEqual(["ajar"]);
    expect(stop.run?.input?.optional).toBe(true);
  });

  it("gives properties what their accesses share", () => {
    const finish = named(door.properties, "FINISH");
    expect(finish.get?.result).toEqual({ kind: "named", name: "Paint" });
    expect(finish.set?.input?.type).toEqual({ kind: "named", name: "Colour" });
    expect(finish.set?.errors[0]).toMatchObject({ when: "Wet." });
    const alerts = named(door.properties, "ALERTS");
    expect([alerts.get, alerts.level?.value]).toEqual([undefined, 7]);
  });

  it("lets the first reply stand for a handler that throws", () => {
    expect(named(door.events, "creaked").onThrow).toBe("OK");
    expect(named(door.events, "knocked").onThrow).toBe("away");
  });

  it("lets no reply with required fields stand for it", () => {
    const { events } = tableOf("good/replies.yaml");
    expect(named(events, "rung").onThrow).toBe("soon");
    expect(named(events, "seen").onThrow).toBe("away");
  });

  it("has the greatest limits as they are written", () => {
    const open = named(tableOf("good/limits.yaml").functions, "open");
    const most = Number.MAX_SAFE_INTEGER;
    expect(open.params.map(({ limit }) => limit)).toEqual([
      { max: most, error: "BAD" },
      { min: -most, error: "BAD" },
      { min: -0.5, max: 2.5, error: "BAD" },
      undefined,
    ]);
  });

  it("makes rows of replies that are only named", () => {
    const { replies } = named(door.events, "creaked");
    expect(replies).toEqual([{ name: "OK", doc: "", fields: [] }]);
  });

  it("has the data of scenarios as it is written", () => {
    const [, , open] = named(door.scenarios, "welcome").steps;
    expect(open).toEqual({
      party: "host",
      call: "open",
      args: { by: "left", width: 3 },
      expect: { result: 90, state: "ajar" },
      doc: "",
    });
  });
});

describe("the model of what a table says for tests", () => {
  const door = tableOf("good/door.yaml");
  const plain = named(door.categories, "plain");
  const { each, family, needs, parties, steps } = named(
    door.scenarios,
    "interrupted",
  );

  it("has what scenarios are about, and what they need", () => {
    expect([family, needs]).toEqual([
      "cancellation",
      ["WIDTH", "knocked", "slammed"],
    ]);
    const { family: other, needs: none } = named(door.scenarios, "welcome");
    expect([other, none]).toEqual(["scenario", []]);
  });

  it("has who plays what", () => {
    expect([...parties]).toEqual([
      ["host", { plays: "plain", exact: false, args: { colour: "green" } }],
      ["roof", { plays: "hatch", exact: false, args: {} }],
      ["gate", { plays: "gate", exact: true, args: { colour: "red" } }],
    ]);
  });

  it("has sets of values", () => {
    expect([...each]).toEqual([
      ["wide", { width: 90, flags: { loudly: true } }],
      ["narrow", { width: 3, flags: {} }],
    ]);
  });

  it("has every kind of step", () => {
    expect(steps[0]).toEqual({
      party: "guest",
      create: "gate",
      args: { colour: "red" },
      expect: { state: "shut" },
      doc: "",
    });
    expect(steps[1]).toMatchObject({
      reach: "raised",
      args: { width: "$width" },
    });
    expect(steps[2]).toMatchObject({
      begin: "opening",
      expect: { pending: true },
    });
    expect(steps[4]).toEqual({
      party: "host",
      abort: "opening",
      args: {},
      doc: "",
    });
    expect(steps[5]).toMatchObject({ await: "opening", as: "angle" });
    expect(steps[9]).toMatchObject({
      reply: { reply: "away", until: 3 },
      expect: { payload: { times: 2 } },
    });
    expect(steps[10]).toMatchObject({ observe: "side", as: "side" });
    expect(steps[11]?.expect).toEqual({ filled: { by: "left" } });
  });

  it("begins where an earlier one has ended", () => {
    const again = named(door.scenarios, "again");
    expect([...again.parties.keys()]).toEqual(["host", "gate", "roof"]);
    expect(again.parties.get("roof")?.exact).toBe(true);
    expect(again.each).toEqual(each);
    expect(again.needs).toEqual(["WIDTH", "knocked", "slammed", "ALERTS"]);
    expect(again.steps.slice(0, steps.length)).toEqual(steps);
    const [silent, seen, last] = again.steps.slice(steps.length);
    expect(silent).toMatchObject({
      event: "knocked",
      expect: { pending: true },
    });
    expect(seen).toMatchObject({ observe: "side", args: { from: "above" } });
    expect(last).toMatchObject({ expect: { state: "ajar" } });
    const other = named(door.scenarios, "once_more");
    expect([...other.parties.keys()]).toEqual(["host", "home"]);
    expect([other.family, other.needs]).toEqual(["scenario", []]);
  });

  it("has observers", () => {
    expect(door.observers).toEqual([
      {
        name: "side",
        doc: "On which side it is seen to open.",
        clause: { id: "9" },
      },
      { name: "shine", doc: "" },
    ]);
  });

  it("has how calls are undone and come to an end", () => {
    expect(named(door.functions, "knock").undo).toBe("close");
    const open = named(door.functions, "open");
    expect(open.undo).toBeUndefined();
    expect(open.fulfil.map(({ reach, abort }) => reach ?? abort)).toEqual([
      "shut",
      "opening",
    ]);
  });

  it("has what fails although it is legal, inherited too", () => {
    const gate = named(door.categories, "gate");
    for (const { lifecycle } of [plain, gate]) {
      const { fails } = named(lifecycle.states, "locked");
      expect([...fails]).toEqual([["close", ["JAMMED", "CUT"]]]);
    }
    const own = named(gate.lifecycle.states, "shut").fails;
    expect([...own]).toEqual([["raise", ["CUT"]]]);
    expect(named(plain.lifecycle.states, "shut").fails.size).toBe(0);
  });

  it("has how reports are brought about", () => {
    const [broke, slammed] = plain.lifecycle.reports;
    expect(broke?.provoke).toEqual([]);
    expect(slammed?.provoke).toMatchObject([{ event: "creaked" }]);
  });

  it("keeps samples that refer to results", () => {
    const open = named(door.functions, "open");
    expect(named(open.params, "by").samples).toEqual(["$side", "left"]);
  });
});

describe("the model of a table of awkward shapes", () => {
  const torture = tableOf("good/torture.yaml");

  it("has every ancestor once, nearest first", () => {
    const again = named(torture.categories, "diamondAgain");
    expect(again.ancestors).toEqual(
      "diamondAgain diamond root rightOf leftOf".split(" "),
    );
    const ids = again.functions.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.slice(0, 5)).toEqual(
      "delete left class right bottom".split(" "),
    );
  });

  it("says what a class does not get from the class that it extends", () => {
    const diamond = named(torture.categories, "diamond");
    expect([...diamond.ownFunctions]).toEqual(["right", "bottom"]);
  });

  it("goes down ten levels", () => {
    const last = named(torture.categories, "level10");
    expect(last.ancestors).toHaveLength(11);
    expect(last.functions.map(({ id }) => id)).toEqual(["delete", "toString"]);
    expect(named(torture.categories, "root").descendants).toContain("level10");
  });
});

import { describe, expect, it } from "vitest";
import type { Scenario } from "../../../src/model/model.ts";
import { planned } from "../../../src/conformance/plan/plan.ts";
import type { Test } from "../../../src/conformance/plan/planned.ts";
import { scenarioTests } from "../../../src/conformance/plan/families/scenario/scenario.ts";
import { contextOf } from "./fake-session.ts";
import { mailboxProvider } from "./mailbox-provider.ts";
import {
  delivery,
  looking,
  losing,
  room,
  tapping,
  watching,
} from "./mailbox-scenarios.ts";
import { mailboxes, scenario, step } from "./mailbox-table.ts";

function plan(one: Scenario): readonly Test[] {
  return [...scenarioTests(mailboxes([one]), one.family)];
}

const ids = (one: Scenario): readonly string[] => plan(one).map(({ id }) => id);

/** Both parties do nothing but be there. */
const meeting = scenario("meeting", { a: "sender", b: "receiver" }, [
  { party: "a", expect: { state: "created" } },
]);

describe("who plays whom", () => {
  it("is everybody who is what a party plays, or has the role, each with each", () => {
    expect(ids(meeting)).toEqual([
      "scenario/meeting/a=sender,b=receiver",
      "scenario/meeting/a=sender,b=peer",
      "scenario/meeting/a=peer,b=receiver",
      "scenario/meeting/a=peer,b=peer",
    ]);
  });

  it("is everybody concrete below an abstract category", () => {
    const anyone = scenario("anyone", { a: "party" }, [
      { party: "a", call: "attach" },
    ]);
    expect(ids(anyone)).toEqual([
      "scenario/anyone/a=sender",
      "scenario/anyone/a=receiver",
      "scenario/anyone/a=peer",
    ]);
  });

  it("is the category alone if the table says so, and then goes without saying", () => {
    const parties = new Map(
      [...meeting.parties].map(([name, role]) => [
        name,
        { ...role, exact: true },
      ]),
    );
    expect(ids({ ...meeting, parties })).toEqual(["scenario/meeting"]);
  });

  it("is repeated with each set of values", () => {
    expect(ids(delivery).slice(0, 3)).toEqual([
      "scenario/delivery/writer=sender,reader=receiver/words",
      "scenario/delivery/writer=sender,reader=receiver/noise",
      "scenario/delivery/writer=sender,reader=peer/words",
    ]);
  });

  it("follows, for who is yielded, from who yields", () => {
    expect(ids(tapping)).toEqual([
      "scenario/tapping/reader=receiver",
      "scenario/tapping/reader=peer",
    ]);
  });

  it("is chosen too for who is created on the way", async () => {
    const late = scenario("late", { a: "sender" }, [
      { party: "a", create: "sender", expect: { state: "created" } },
      { party: "a", reach: "ready" },
    ]);
    expect(ids(late)).toEqual([
      "scenario/late/a=sender",
      "scenario/late/a=peer",
    ]);
    const context = contextOf(mailboxes(), () => mailboxProvider());
    await plan(late)[1]?.run(context);
    expect(context.sessions[0]?.created.map(([kind]) => kind)).toEqual([
      "peer",
    ]);
  });

  it("leaves out whoever cannot take a step", () => {
    const role = scenario("role", { a: "sender" }, [
      { party: "a", expect: { role: "receiver" } },
    ]);
    expect(ids(role)).toEqual(["scenario/role"]);
    const listening = scenario("listening", { a: "party" }, [
      { party: "a", call: "listen" },
    ]);
    expect(ids(listening)).toEqual([
      "scenario/listening/a=receiver",
      "scenario/listening/a=peer",
    ]);
  });

  it.each([
    [{ call: "fly" }, "step 1: sender has no call fly"],
    [{ call: "take.peak" }, "step 1: sender has no call take.peak"],
    [{ reach: "open" }, "step 1: sender has no state open"],
    [{ expect: { state: "lost" } }, "step 1: sender has no state lost"],
    [{ report: "lost" }, "step 1: sender has no report lost"],
    [{ event: "arrived" }, "step 1: sender has no event arrived"],
    [{ party: "b", call: "attach" }, "step 1: nobody is b"],
  ] as const)("fails if nobody can play: %o", async (wrong, message) => {
    const role = { plays: "sender", exact: true, args: {} };
    const one = {
      ...scenario("one", {}, [{ party: "a", ...wrong }]),
      parties: new Map([["a", role]]),
    };
    const [test, ...others] = plan(one);
    expect(others).toEqual([]);
    expect(test?.id).toBe("scenario/one");
    const context = contextOf(mailboxes(), () => mailboxProvider());
    await expect((async () => test?.run(context))()).rejects.toThrow(
      `expected somebody to play in the scenario one, found nobody: ${message}`,
    );
  });
});

describe("the plan", () => {
  it("has the clause, and nothing that runs", () => {
    const [first] = plan(delivery);
    expect(first && planned(first)).toEqual({
      id: "scenario/delivery/writer=sender,reader=receiver/words",
      family: "scenario",
      clause: "1.1",
    });
  });

  it("has what no test can show", () => {
    const hidden = { ...delivery, untestable: "Nobody looks." };
    expect(plan(hidden).map(planned)).toEqual([
      {
        id: "scenario/delivery",
        family: "scenario",
        clause: "1.1",
        untestable: "Nobody looks.",
      },
    ]);
  });

  it("is the same twice", () => {
    expect(ids(delivery)).toEqual(ids(delivery));
  });
});

describe("what a scenario needs", () => {
  const needs = (one: Scenario): unknown => plan(one)[0]?.needs?.();

  it("is its categories, and data if any is compared", () => {
    expect(needs(delivery)).toEqual([
      { kind: "category", name: "sender" },
      { kind: "category", name: "receiver" },
      { kind: "data" },
    ]);
    expect(needs(meeting)).toEqual([
      { kind: "category", name: "sender" },
      { kind: "category", name: "receiver" },
    ]);
  });

  it("is what its steps use", () => {
    expect(needs(watching)).toEqual([
      { kind: "category", name: "sender" },
      { kind: "category", name: "receiver" },
      { kind: "function", name: "watch" },
      { kind: "event", name: "arrived" },
      { kind: "data" },
    ]);
    expect(needs(losing)).toContainEqual({
      kind: "report",
      name: "lost",
      category: "receiver",
    });
    expect(needs(looking)).toContainEqual({
      kind: "observer",
      name: "letters",
    });
    expect(needs(room)).toContainEqual({
      kind: "property",
      name: "ROOM",
      category: "receiver",
    });
    const refused = { ...step({}), party: "a", call: "post" };
    const full = scenario("full", { a: "sender" }, [
      { ...refused, expect: { error: "FULL" } },
      { ...refused, expect: { error: "WRONG" } },
    ]);
    // What the class refuses by itself need not be claimed.
    expect(needs(full)).toEqual([
      { kind: "category", name: "sender" },
      { kind: "error", function: "post", status: "FULL" },
    ]);
  });

  it("is what its way to a state takes", () => {
    const gone = scenario("gone", { a: "receiver" }, [
      { party: "a", reach: "lost" },
    ]);
    expect(needs(gone)).toEqual([
      { kind: "category", name: "receiver" },
      { kind: "report", name: "lost", category: "receiver" },
    ]);
  });

  it("is what it names itself", () => {
    const named = { ...meeting, needs: ["ROOM", "arrived", "lost", "letters"] };
    expect(needs(named)).toEqual([
      { kind: "category", name: "sender" },
      { kind: "category", name: "receiver" },
      { kind: "property", name: "ROOM", category: "receiver" },
      { kind: "event", name: "arrived" },
      { kind: "report", name: "lost" },
      { kind: "observer", name: "letters" },
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { error as errors } from "../../../src/conformance/plan/families/error/error.ts";
import { scenarioTests } from "../../../src/conformance/plan/families/scenario/scenario.ts";
import type { Test } from "../../../src/conformance/plan/planned.ts";
import { contextOf } from "./fake-session.ts";
import { type Defect, mailboxProvider } from "./mailbox-provider.ts";
import { all } from "./mailbox-scenarios.ts";
import { mailboxes } from "./mailbox-table.ts";

const FAMILIES = [
  "scenario",
  "cancellation",
  "concurrency",
  "event",
  "observer",
] as const;
const table = mailboxes(all);
const tests = [
  ...errors.plan(table),
  ...FAMILIES.flatMap((family) => [...scenarioTests(table, family)]),
];
// The error class is the fake package's own, not what a table makes of one.
const runnable = tests.filter(
  ({ id, untestable }) =>
    untestable === undefined && id !== `error/${table.errorClass}`,
);

/** What is wrong with a provider, by the id of the test that says so. */
async function findings(
  defect?: Defect,
  which: readonly Test[] = runnable,
): Promise<ReadonlyMap<string, string>> {
  const context = contextOf(table, () => mailboxProvider(defect));
  const found = new Map<string, string>();
  for (const { id, run } of which) {
    try {
      await run(context);
    } catch (error) {
      found.set(id, error instanceof Error ? error.message : String(error));
    }
  }
  return found;
}

describe("a provider that keeps its promises", () => {
  it("passes all scenarios, whoever plays", async () => {
    expect(runnable.length).toBeGreaterThan(50);
    expect(await findings()).toEqual(new Map());
  });
});

/** Each defect, a test that must find it, and part of what it must say. */
const DEFECTS: readonly (readonly [Defect, string, string])[] = [
  [
    "miscounts",
    "scenario/delivery/writer=sender,reader=receiver/words",
    "step 3 (writer, call post): expected the result to be 5, found 6",
  ],
  [
    "losesLetters",
    "scenario/delivery/writer=peer,reader=peer/noise",
    "step 4 (reader, call take): take has not completed",
  ],
  [
    "newestFirst",
    "concurrency/order/writer=sender,reader=receiver",
    "step 7 (reader, await first): expected the result to be 1, found 2",
  ],
  [
    "neverWaits",
    "concurrency/pressure/writer=sender,reader=receiver",
    "step 5 (writer, call post): expected the call to be under way, found the result 5",
  ],
  [
    "ignoresAbort",
    "cancellation/cancelledTake/reader=peer",
    "step 4 (reader, await it): take has not completed",
  ],
  [
    "ignoresReplies",
    "event/watching/writer=sender,reader=receiver",
    "step 6 (reader, call count): expected the result to be 0n, found 1n",
  ],
  [
    "deliversUnasked",
    "event/unwatched/writer=sender,reader=receiver",
    "step 4 (reader, call count): expected the result to be 1n, found 0n",
  ],
  [
    "staysOpen",
    "scenario/losing/reader=receiver",
    "step 2 (reader, report lost): expected the report to lead to lost, found the state open",
  ],
  [
    "losesLetters",
    "observer/looking/writer=sender,reader=receiver",
    "step 4 (reader, observe letters): expected the observation.waiting to be 1, found 0",
  ],
  [
    "wrongStatus",
    "error/post/FULL/sender",
    "step 4 (call post): expected FULL, found BURNT",
  ],
  [
    "wrongName",
    "error/post/FULL/peer",
    `expected the error's functionName to be "post", found "send"`,
  ],
  [
    "losesReason",
    "error/post/CUT/sender",
    "expected the error's cause to be AbortError",
  ],
  [
    "unlisted",
    "error/unlisted/attach",
    "expected attach to fail only as the table lists it, found FULL",
  ],
];

describe("a provider that breaks a promise", () => {
  it.each(DEFECTS)("%s: is found by %s", async (defect, id, message) => {
    const named = runnable.filter((test) => test.id === id);
    expect(named).toHaveLength(1);
    const found = await findings(defect, named);
    expect(found.get(id)).toContain(message);
  });

  it("does not see what another run has seen", async () => {
    const unlisted = runnable.filter(
      ({ id }) => id === "error/unlisted/attach",
    );
    expect((await findings("unlisted", unlisted)).size).toBe(1);
    expect((await findings(undefined, unlisted)).size).toBe(0);
  });
});

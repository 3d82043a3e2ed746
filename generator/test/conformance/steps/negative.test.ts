import { describe, expect, it } from "vitest";
import type { Scenario } from "../../../src/model/model.ts";
import type { Claims } from "../../../src/conformance/claims/claims.ts";
import type { Need } from "../../../src/conformance/plan/planned.ts";
import { error as errors } from "../../../src/conformance/plan/families/error/error.ts";
import { scenarioTests } from "../../../src/conformance/plan/families/scenario/scenario.ts";
import { contextOf, type FakeProvider } from "./fake-session.ts";
import { mailboxProvider } from "./mailbox-provider.ts";
import {
  delivery,
  looking,
  losing,
  room,
  watching,
} from "./mailbox-scenarios.ts";
import { mailboxes, step } from "./mailbox-table.ts";

/** Runs what stands in the place of the first test of a scenario. */
async function without(
  one: Scenario,
  missing: Need,
  provider: FakeProvider,
  claims: Partial<Claims> = {},
): Promise<void> {
  const table = mailboxes([one]);
  const [test] = scenarioTests(table, one.family);
  const context = contextOf(table, () => provider, claims);
  await test?.negative?.(context, missing);
}

describe("in place of a scenario", () => {
  it("a category that is not claimed is not made", async () => {
    const need: Need = { kind: "category", name: "sender" };
    await without(delivery, need, mailboxProvider(undefined, ["sender"]));
    await expect(without(delivery, need, mailboxProvider())).rejects.toThrow(
      "expected creating sender, which is not claimed, to fail with CANNOT, found an instance",
    );
  });

  it("a function that is not claimed is not there", async () => {
    const need: Need = { kind: "function", name: "watch" };
    await without(watching, need, mailboxProvider(undefined, ["watch"]));
    await expect(without(watching, need, mailboxProvider())).rejects.toThrow(
      "expected supports to deny watch, which is not claimed, found true",
    );
  });

  it("a property that is not claimed is refused", async () => {
    const need: Need = { kind: "property", name: "ROOM", category: "receiver" };
    await without(room, need, mailboxProvider(undefined, ["set"]));
    await expect(without(room, need, mailboxProvider())).rejects.toThrow(
      "expected set to fail with CANNOT, since it is not claimed, found success",
    );
  });

  it("an event that is not claimed does not come", async () => {
    const need: Need = { kind: "event", name: "arrived" };
    await without(watching, need, mailboxProvider(undefined, ["watch"]));
    await without(watching, need, mailboxProvider("losesLetters"));
    await expect(without(watching, need, mailboxProvider())).rejects.toThrow(
      "expected no event arrived, which is not claimed; it came",
    );
  });

  it("a report that is not claimed has no way to come", async () => {
    const need: Need = { kind: "report", name: "lost" };
    await without(losing, need, mailboxProvider(undefined, ["lost"]));
    await expect(without(losing, need, mailboxProvider())).rejects.toThrow(
      "expected no way to bring about the report lost, which is not claimed",
    );
  });

  it("nobody looks where an observer is not claimed", async () => {
    const need: Need = { kind: "observer", name: "letters" };
    const { observers: _observers, ...blind } = mailboxProvider();
    await without(looking, need, blind);
    const { observers: _none, ...broken } = mailboxProvider("neverWaits", [
      "attach",
    ]);
    await expect(without(looking, need, broken)).rejects.toThrow(
      "step 1 (writer, reach ready)",
    );
  });

  it("states and errors are left where there is no data", async () => {
    const need: Need = { kind: "data" };
    const lifecycle = { behaviour: "lifecycle" } as const;
    await without(delivery, need, mailboxProvider("miscounts"), lifecycle);
    await expect(
      without(delivery, need, mailboxProvider("losesLetters"), lifecycle),
    ).rejects.toThrow("take has not completed");
  });
});

describe("in place of an error", () => {
  const table = mailboxes();
  const test = [...errors.plan(table)].find(
    ({ id }) => id === "error/post/FULL/sender",
  );
  const need: Need = { kind: "error", function: "post", status: "FULL" };

  it("it does not come up", async () => {
    const never = contextOf(table, () => mailboxProvider("neverWaits"));
    await test?.negative?.(never, need);
    const full = contextOf(table, () => mailboxProvider());
    await expect(test?.negative?.(full, need)).rejects.toThrow(
      "expected post not to fail with FULL, which is not claimed; it did",
    );
  });
});

describe("the errors of the plan", () => {
  const entries = [...errors.plan(mailboxes())].filter(
    ({ id }) => !id.startsWith("error/unlisted/"),
  );

  it("are those that the table provokes or excuses", () => {
    const found = entries.map(({ id, untestable }) => [id, untestable]);
    expect(found).toEqual([
      ["error/attach/BURNT", "Nobody burns one down."],
      ["error/post/FULL/sender", undefined],
      ["error/post/FULL/peer", undefined],
      ["error/post/CUT/sender", undefined],
      ["error/post/CUT/peer", undefined],
      ["error/post/BURNT", "Nobody burns one down."],
      ["error/TestError", undefined],
    ]);
  });

  it("need what they provoke", () => {
    expect(entries[1]?.needs?.()).toEqual([
      { kind: "category", name: "sender" },
      { kind: "error", function: "post", status: "FULL" },
    ]);
  });

  it("come up in a call of the function after the steps, if these make none", async () => {
    const table = mailboxes();
    const broken = {
      ...table,
      categories: table.categories.map((kind) => ({
        ...kind,
        functions: kind.functions.map((row) => ({
          ...row,
          errors: row.errors.map((error) => ({
            ...error,
            provoke: error.provoke.slice(0, 1),
          })),
        })),
      })),
    };
    const test = [...errors.plan(broken)].find(
      ({ id }) => id === "error/post/FULL/sender",
    );
    const context = contextOf(broken, () => mailboxProvider());
    await expect((async () => test?.run(context))()).rejects.toThrow(
      "step 2 (call post): expected FULL, found the result 5",
    );
  });

  it("fail where nobody can take their steps", async () => {
    const table = mailboxes();
    const broken = {
      ...table,
      categories: table.categories.map((kind) => ({
        ...kind,
        functions: kind.functions.map((row) => ({
          ...row,
          errors: row.errors.map((one) => ({
            ...one,
            provoke: one.provoke.length > 0 ? [step({ reach: "nowhere" })] : [],
          })),
        })),
      })),
    };
    const test = [...errors.plan(broken)].find(
      ({ id }) => id === "error/post/FULL",
    );
    const context = contextOf(broken, () => mailboxProvider());
    await expect((async () => test?.run(context))()).rejects.toThrow(
      "expected steps that provoke the error, found that they cannot be taken: step 1: sender has no state nowhere; step 1: peer has no state nowhere",
    );
  });
});

import { describe, expect, it } from "vitest";
import type { Step } from "../../../src/model/model.ts";
import { fulfilCall } from "../../../src/conformance/session/fulfil.ts";
import { LiveSituation } from "../../../src/conformance/session/situation.ts";
import { FakeInstance } from "./fake-instance.ts";
import { type FakeProvider, FakeSession } from "./fake-session.ts";
import { mailboxProvider } from "./mailbox-provider.ts";
import { mailboxes, step } from "./mailbox-table.ts";

const table = mailboxes();
const PENDING = ["post", "take"];

/** A provider without a will: what pends is fulfilled by the puppet, everything else yields nothing. */
function puppetProvider(log: string[]): FakeProvider {
  const pending = new Map<string, (() => void)[]>();
  const failures = new Map<string, string>();
  const held = new Set<string>();
  return {
    open: (self) =>
      Object.fromEntries(
        self.kind.functions.map(({ id }) => [
          id,
          (_args, signal) => {
            const status = failures.get(id);
            failures.delete(id);
            if (status !== undefined) throw self.fail(id, status);
            if (!PENDING.includes(id) && !held.delete(id)) return undefined;
            return new Promise<void>((resolve, reject) => {
              const all = pending.get(id) ?? [];
              pending.set(id, all);
              all.push(resolve);
              signal.addEventListener("abort", () => {
                reject(self.fail(id, "CUT", signal.reason));
              });
            });
          },
        ]),
      ),
    puppet: {
      fulfil: (_instance, id) => {
        const next = pending.get(id)?.shift();
        if (next !== undefined) log.push(`fulfil ${id}`);
        next?.();
        return next !== undefined;
      },
      failNext: (_instance, id, status) => {
        log.push(`fail ${id} ${status}`);
        failures.set(id, status);
      },
      hold: (_instance, id) => {
        held.add(id);
      },
      deliver: (instance, event) =>
        instance instanceof FakeInstance
          ? instance.deliver(event, { size: 0 })
          : undefined,
      report: (instance, name) =>
        instance instanceof FakeInstance && instance.report(name),
      calls: () => [],
      pending: () => 0,
      attach: () => {},
      made: () => {},
    },
  };
}

/** Acts out steps of a receiver and a sender that have no will; what the puppet was told. */
async function act(...steps: readonly Partial<Step>[]): Promise<string[]> {
  const log: string[] = [];
  const session = new FakeSession(table, puppetProvider(log));
  const situation = new LiveSituation();
  situation.enlist("reader", await session.create("receiver"));
  situation.enlist("writer", await session.create("sender"));
  const ready = [
    step({ party: "reader", reach: "open" }),
    step({ party: "writer", reach: "ready" }),
  ];
  await session.perform(situation, [...ready, ...steps.map(step)]);
  return log;
}

const take = { party: "reader", call: "take" };

describe("a provider without a will", () => {
  it("completes what is awaited, and is not held to data", async () => {
    const log = await act({
      ...take,
      expect: { result: 99, filled: { buffer: "what" } },
    });
    expect(log).toEqual(["fulfil take"]);
  });

  it("is held to states", async () => {
    await expect(act({ ...take, expect: { state: "closed" } })).rejects.toThrow(
      "expected the state closed, found open",
    );
  });

  it("fails where the table says so and the class does not", async () => {
    const post = { party: "writer", call: "post" };
    expect(await act({ ...post, expect: { error: "FULL" } })).toEqual([
      "fail post FULL",
    ]);
    const closed: Partial<Step>[] = [
      { party: "writer", call: "close" },
      { ...post, expect: { error: "GONE" } },
    ];
    expect(await act(...closed)).toEqual([]);
  });

  it("keeps a call under way that is begun, whatever the function", async () => {
    const count = { party: "reader", call: "count", begin: "it" };
    const log = await act(
      { ...count, expect: { pending: true } },
      { await: "it", expect: { result: 3 } },
    );
    expect(log).toEqual(["fulfil count"]);
  });

  it("is cancelled by the signal, not by the puppet", async () => {
    const log = await act(
      { ...take, begin: "it" },
      { abort: "it" },
      { await: "it", expect: { error: "CUT" } },
    );
    expect(log).toEqual([]);
  });

  it("fails a call that was begun where it is awaited", async () => {
    const post = { party: "writer", call: "post", begin: "it" };
    const log = await act(
      { ...post, expect: { pending: true } },
      { await: "it", expect: { error: "BURNT" } },
    );
    expect(log).toEqual(["fail post BURNT"]);
  });

  it("delivers and reports what is waited for", async () => {
    await act(
      { party: "reader", event: "arrived", expect: { payload: { size: 4 } } },
      { party: "reader", report: "lost", expect: { state: "lost" } },
    );
    await expect(
      act(
        { party: "reader", report: "lost" },
        { party: "reader", event: "arrived" },
      ),
    ).rejects.toThrow("the event does not come in the state lost");
  });
});

describe("a call that waits for something", () => {
  it("is fulfilled by the steps of its function", async () => {
    const session = new FakeSession(table, mailboxProvider());
    const situation = await session.reach("receiver", "open");
    const call = situation.self.begin("take");
    await session.settle();
    expect(call.outcome).toBeUndefined();
    expect(await fulfilCall(session, situation, "take.peek")).toBe(true);
    expect(await call.completed()).toEqual({ kind: "value", value: 3 });
  });

  it("is not, if the table does not say how", async () => {
    const session = new FakeSession(table, mailboxProvider());
    const situation = await session.reach("receiver", "open");
    expect(await fulfilCall(session, situation, "count")).toBe(false);
    expect(await fulfilCall(session, situation, "none")).toBe(false);
  });

  it("is fulfilled by the puppet", async () => {
    const log: string[] = [];
    const session = new FakeSession(table, puppetProvider(log));
    const situation = new LiveSituation(await session.create("receiver"));
    await session.bring(situation, situation.self, "open");
    const call = situation.self.begin("take");
    expect(await fulfilCall(session, situation, "take")).toBe(true);
    expect(await call.completed()).toEqual({ kind: "value", value: undefined });
  });
});

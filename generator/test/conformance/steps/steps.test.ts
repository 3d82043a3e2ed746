import { describe, expect, it } from "vitest";
import type { Step } from "../../../src/model/model.ts";
import { act, BOTH, READY } from "./act.ts";
import type { Defect } from "./mailbox-provider.ts";

/** After both are ready. */
const then = (...steps: readonly Partial<Step>[]): Promise<unknown> =>
  act([...READY, ...steps], BOTH);

/** The same with a defect. */
const broken = (
  defect: Defect,
  ...steps: readonly Partial<Step>[]
): Promise<unknown> => act([...READY, ...steps], BOTH, defect);

const post = (letter: unknown, rest: Partial<Step> = {}): Partial<Step> => ({
  party: "writer",
  call: "post",
  args: { letter },
  ...rest,
});

const take = (buffer: unknown, rest: Partial<Step> = {}): Partial<Step> => ({
  party: "reader",
  call: "take",
  args: { buffer },
  ...rest,
});

describe("create", () => {
  it("makes a party, which acts from then on", async () => {
    const { situation } = await act([
      { party: "writer", create: "sender", expect: { state: "created" } },
      { party: "writer", call: "attach", expect: { state: "attached" } },
    ]);
    expect(situation.party("writer").kind.name).toBe("sender");
    expect(situation.self).toBe(situation.party("writer"));
  });

  it("takes its arguments without references", async () => {
    const { session } = await act(
      [
        { party: "reader", call: "attach", args: { box: "b" } },
        { party: "reader", call: "where", as: "place" },
        { party: "other", create: "peer", args: { box: "$place.box" } },
      ],
      BOTH,
    );
    expect(session.created.at(-1)).toEqual(["peer", { args: { box: "b" } }]);
  });

  it("names the step if it is refused", async () => {
    await expect(act([{ party: "x", create: "nobody" }])).rejects.toThrow(
      "step 1 (x, create nobody): no category or service nobody",
    );
  });
});

describe("reach", () => {
  it("walks the lifecycle of whoever acts", async () => {
    const { situation } = await act(
      [
        { party: "a", reach: "ready" },
        { party: "b", reach: "ready" },
      ],
      { a: "sender", b: "peer" },
    );
    expect(situation.party("a").role).toBeUndefined();
    expect(situation.party("b").role).toBe("sender");
  });

  it("gives arguments to the calls of the way that have them", async () => {
    await act(
      [
        { party: "a", reach: "ready", args: { box: "far" } },
        { party: "a", call: "where", expect: { result: { box: "far" } } },
      ],
      { a: "sender" },
    );
  });

  it("fails if nothing leads there", async () => {
    await expect(
      act([{ party: "a", reach: "open" }], { a: "sender" }),
    ).rejects.toThrow("step 1 (a, reach open): nothing leads to open");
  });
});

describe("call", () => {
  it("is awaited, and its result has a name", async () => {
    const { situation } = await act(
      [...READY, post("hello", { as: "sent", expect: { result: 5 } })],
      BOTH,
    );
    expect(situation.values.get("sent")).toBe(5);
  });

  it.each([
    [{ result: 4 }, "expected the result to be 4, found 5"],
    [{ error: "FULL" }, "expected FULL, found the result 5"],
    [{ state: "closed" }, "expected the state closed, found ready"],
    [{ role: "receiver" }, "expected the role receiver, found none"],
    [{ pending: true }, "expected the call to be under way, found the result"],
  ] as const)("fails if it is not %o", async (expected, message) => {
    await expect(then(post("hello", { expect: expected }))).rejects.toThrow(
      `step 3 (writer, call post): ${message}`,
    );
  });

  it("may be expected to fail, and is said to if it is not", async () => {
    const early = { party: "writer", call: "post" };
    const steps = [{ ...early, expect: { error: "WRONG", state: "created" } }];
    await act(steps, BOTH);
    await expect(act([early], BOTH)).rejects.toThrow(
      "step 1 (writer, call post): expected success, found WRONG (post: WRONG)",
    );
    const other = { ...early, expect: { error: "FULL" } };
    await expect(act([other], BOTH)).rejects.toThrow(
      "expected FULL, found WRONG",
    );
  });

  it.each([
    [{ party: "nobody", call: "post" }, "there is no party nobody; there is"],
    [{ party: "writer", call: "take" }, "sender has no call take"],
    [post("x", { args: { lettre: "x" } }), "post has no parameter lettre"],
    [post("$none"), "$none stands for no result; known are $writer, $reader"],
  ])("fails for what does not exist: %o", async (wrong, message) => {
    await expect(then(wrong)).rejects.toThrow(message);
  });

  it("yields a party if it yields an instance", async () => {
    await then(
      { party: "reader", call: "tap", as: "tapped" },
      { party: "tapped", expect: { state: "ready", role: "sender" } },
      { ...post("hi"), party: "tapped" },
      take(2, { expect: { result: 2, filled: { buffer: "hi" } } }),
    );
  });

  it("compares what fills a buffer", async () => {
    const pattern = { pattern: 300, seed: 4 };
    await then(
      post(pattern),
      take(400, { expect: { filled: { buffer: pattern } } }),
    );
    await expect(
      then(post("ping"), take(4, { expect: { filled: { buffer: "pong" } } })),
    ).rejects.toThrow(
      'expected the beginning of buffer to be 4 bytes "pong", found 4 bytes "ping"',
    );
    await expect(
      then(
        post({ pattern: 300, seed: 5 }),
        take(400, { expect: { filled: { buffer: pattern } } }),
      ),
    ).rejects.toThrow("to be 300 bytes, found other bytes from byte 0 on");
  });

  it("leaves its buffers to the application, which uses them again", async () => {
    const steps = [
      post("hello"),
      take(5, { expect: { filled: { buffer: "hello" } } }),
    ];
    await then(...steps);
    await expect(broken("keepsBuffers", ...steps)).rejects.toThrow(
      'expected the beginning of buffer to be 5 bytes "hello", found 5 bytes',
    );
  });

  it("compares parts of objects, big integers, and streams", async () => {
    await then(
      { party: "reader", call: "where", expect: { result: { slot: 7 } } },
      post("ab"),
      post("cd"),
      { party: "reader", call: "count", expect: { result: 2 } },
      { party: "reader", call: "readAll", expect: { result: ["ab", "cd"] } },
      post("ef"),
      { party: "reader", call: "readAll", expect: { result: "ef" } },
    );
    await expect(
      then({ party: "reader", call: "where", expect: { result: { slot: 8 } } }),
    ).rejects.toThrow("expected the result.slot to be 8, found 7");
    await expect(
      then({ party: "reader", call: "count", expect: { result: 2 } }),
    ).rejects.toThrow("expected the result to be 2n, found 0n");
  });

  it("reaches properties by their accessor", async () => {
    const set = (args: Readonly<Record<string, unknown>>): Partial<Step> => ({
      party: "reader",
      call: "set",
      args,
      expect: { result: 2 },
    });
    await then(set({ request: "write", name: "ROOM", value: 2 }));
    await then(set({ request: "read", name: "ROOM" }));
    await expect(
      then(set({ request: "write", name: "ROOM", value: 3 })),
    ).rejects.toThrow("expected the result to be 2, found 3");
  });
});

describe("begin and await", () => {
  const begun = take(8, { begin: "later", expect: { pending: true } });

  it("leaves a call under way until it is awaited", async () => {
    const { situation } = await act(
      [
        ...READY,
        begun,
        { await: "later", expect: { pending: true } },
        post("hello"),
        { await: "later", as: "got", expect: { result: 5 } },
      ],
      BOTH,
    );
    expect(situation.pending.size).toBe(0);
    expect(situation.values.get("got")).toBe(5);
  });

  it("fails if a call that is to be under way has completed", async () => {
    await expect(then(post("hello"), begun)).rejects.toThrow(
      "step 4 (reader, call take): expected the call to be under way, found the result 5",
    );
    await expect(
      then(begun, post("x"), { await: "later", expect: { pending: true } }),
    ).rejects.toThrow("step 5 (await later): expected the call to be under");
  });

  it("fails if what is awaited does not come, or never began", async () => {
    await expect(then(begun, { await: "later" })).rejects.toThrow(
      "step 4 (await later): take has not completed within 300 ms",
    );
    await expect(then(begun, { await: "latter" })).rejects.toThrow(
      "no call latter is under way; under way is later",
    );
  });

  it("compares what has filled the buffer meanwhile", async () => {
    const await_ = (buffer: string): Partial<Step> => ({
      await: "later",
      expect: { filled: { buffer } },
    });
    await then(begun, post("hello"), await_("hello"));
    await expect(then(begun, post("hello"), await_("help"))).rejects.toThrow(
      'to be 4 bytes "help", found 4 bytes "hell"',
    );
  });
});

describe("abort", () => {
  const steps: readonly Partial<Step>[] = [
    take(8, { begin: "later" }),
    { abort: "later" },
    { await: "later", expect: { error: "CUT", state: "open" } },
  ];

  it("aborts the signal of a call", async () => {
    await then(...steps);
    await then(take(8, { begin: "later" }), {
      abort: "later",
      expect: { error: "CUT" },
    });
  });

  it("does nothing to a call that has completed, and has been awaited", async () => {
    await then(
      take(8, { begin: "later" }),
      post("hello"),
      { await: "later", expect: { result: 5 } },
      { abort: "later", expect: { state: "open" } },
    );
    await expect(then({ abort: "never" })).rejects.toThrow(
      "no call never is under way",
    );
  });

  it("shows a provider that does not care", async () => {
    await expect(broken("ignoresAbort", ...steps)).rejects.toThrow(
      "step 5 (await later): take has not completed",
    );
  });
});

describe("report", () => {
  it("is brought about, and waited for", async () => {
    await then({ party: "reader", report: "lost", expect: { state: "lost" } });
  });

  it("fails if it does not come", async () => {
    await expect(
      broken("staysOpen", { party: "reader", report: "lost" }),
    ).rejects.toThrow(
      "step 3 (reader, report lost): expected the report to lead to lost, found the state open",
    );
  });

  it("may have come before", async () => {
    await then(
      { party: "reader", report: "lost" },
      { party: "reader", report: "lost" },
    );
  });

  it("fails where nothing is reported", async () => {
    await expect(
      act([{ party: "reader", report: "lost" }], BOTH),
    ).rejects.toThrow("nothing is reported from the state created");
    await expect(
      act([{ party: "writer", report: "lost" }], BOTH),
    ).rejects.toThrow("sender has no report lost");
  });
});

describe("event", () => {
  const watch: Partial<Step> = { party: "reader", call: "watch" };
  const arrived = (rest: Partial<Step> = {}): Partial<Step> => ({
    party: "reader",
    event: "arrived",
    ...rest,
  });

  it("is waited for, and brings what is expected", async () => {
    const { situation } = await act(
      [
        ...READY,
        watch,
        post("hello"),
        arrived({
          as: "event",
          expect: { payload: { size: 5, letter: "hello", from: "$writer" } },
        }),
      ],
      BOTH,
    );
    expect(situation.values.get("event")).toMatchObject({ size: 5 });
    // What brings an instance is also that party.
    expect(situation.party("event")).toBe(situation.party("writer"));
  });

  it("fails if it does not come, or brings something else", async () => {
    await expect(then(post("hello"), arrived())).rejects.toThrow(
      "step 4 (reader, event arrived): arrived has not come within 300 ms",
    );
    await expect(
      then(watch, post("x"), arrived({ expect: { payload: { size: 2 } } })),
    ).rejects.toThrow("expected the payload.size to be 2, found 1");
  });

  it("may be expected not to come, and is said to if it does", async () => {
    const silent = arrived({ expect: { pending: true } });
    await then(post("x"), watch, silent);
    await then(watch, post("x"), arrived(), silent);
    await expect(then(watch, post("x"), silent)).rejects.toThrow(
      "step 5 (reader, event arrived): expected the event not to come, found that it has",
    );
  });

  it("is answered as its step says, though the step comes later", async () => {
    await then(
      watch,
      post("dropped"),
      post("kept"),
      { party: "reader", call: "count", expect: { result: 1 } },
      arrived({ reply: "drop" }),
      arrived({ reply: "keep" }),
    );
  });

  it("is answered with fields, whose references are those of that time", async () => {
    const steps: readonly Partial<Step>[] = [
      { party: "other", create: "receiver" },
      { party: "other", reach: "open", args: { box: "far" } },
      { party: "other", call: "where", as: "place" },
      watch,
      post("hello"),
      arrived({ reply: { reply: "copy", to: "$place.box" } }),
      { party: "other", call: "count", expect: { result: 1 } },
    ];
    await then(...steps);
    await expect(broken("ignoresReplies", ...steps)).rejects.toThrow(
      "step 9 (other, call count): expected the result to be 1n, found 0n",
    );
  });

  it("says what is wrong with an answer", async () => {
    await expect(
      then(
        watch,
        post("x"),
        arrived({ reply: { reply: "copy", to: "$nowhere" } }),
      ),
    ).rejects.toThrow("$nowhere stands for no result");
  });

  it("is answered as if the handler threw once no step is left", async () => {
    await then(
      watch,
      post("kept"),
      arrived({ reply: "keep" }),
      post("dropped"),
      { party: "reader", call: "count", expect: { result: 1 } },
    );
  });
});

describe("during", () => {
  const count = { party: "reader", call: "count" };
  const inside: Partial<Step> = {
    ...count,
    begin: "inside",
    during: "arrived",
  };
  const arrived: Partial<Step> = {
    party: "reader",
    event: "arrived",
    reply: "keep",
  };

  it("lets the handler make the call, before it answers", async () => {
    await then(
      { party: "reader", call: "watch" },
      inside,
      post("hello"),
      arrived,
      // Nothing had been kept yet.
      { await: "inside", expect: { result: 0 } },
      { ...count, expect: { result: 1 } },
    );
  });

  it("makes it once, whether or not a step waits for the event", async () => {
    const { situation } = await act(
      [
        ...READY,
        { party: "reader", call: "watch" },
        inside,
        post("one"),
        post("two"),
        { await: "inside", expect: { result: 0 } },
      ],
      BOTH,
    );
    expect(situation.pending.size).toBe(0);
  });

  it("makes no call if the event does not come", async () => {
    await expect(
      then(inside, post("hello"), { await: "inside" }),
    ).rejects.toThrow("no call inside is under way; under way is none");
  });
});

describe("observe", () => {
  const look = (waiting: number): Partial<Step> => ({
    party: "reader",
    observe: "letters",
    expect: { result: { waiting } },
  });

  it("compares what is seen from outside", async () => {
    await then(post("x"), look(1));
    await expect(then(post("x"), look(2))).rejects.toThrow(
      "step 4 (reader, observe letters): expected the observation.waiting to be 2, found 1",
    );
  });

  it("takes what to look for, without references", async () => {
    const seen = (letter: string): Partial<Step> => ({
      party: "reader",
      observe: "letters",
      args: { letter: "$event.letter" },
      expect: { result: { letter } },
    });
    const steps: readonly Partial<Step>[] = [
      { party: "reader", call: "watch" },
      post("x"),
      { party: "reader", event: "arrived", as: "event" },
    ];
    await then(...steps, seen("x"));
    await expect(then(...steps, seen("y"))).rejects.toThrow(
      'expected the observation.letter to be "y", found "x"',
    );
  });

  it("fails if there is no such way to look", async () => {
    await expect(then({ party: "reader", observe: "none" })).rejects.toThrow(
      "the provider offers no observer none",
    );
  });
});

describe("an expectation alone", () => {
  it("waits for the state", async () => {
    const { session, situation } = await act([...READY], BOTH);
    const reader = situation.party("reader");
    const lost = session.opened.reports?.["lost"]?.(reader.instance);
    await session.perform(situation, [
      { party: "reader", expect: { state: "lost" }, args: {}, doc: "" },
    ]);
    await lost;
  });

  it("fails if the state does not come", async () => {
    await expect(
      then({ party: "reader", expect: { state: "lost" } }),
    ).rejects.toThrow(
      "step 3 (reader, expectation): expected the state lost, found open",
    );
  });
});

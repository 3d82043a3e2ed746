/** What counts as noticed, with a simulated kit. */
import { describe, expect, it } from "vitest";
import type {
  Verdict,
  VerdictKind,
} from "../../generator/src/conformance/run/verdict.ts";
import { judge, type Suspect } from "./scoring/judge.ts";
import { killersOf, likelyTest } from "./scoring/killers.ts";
import type { Run, RunKit } from "./scoring/run-kit.ts";
import { alibis, judgeAll } from "./scoring/score.ts";
import { isSharp, markdown, percent, summary } from "./scoring/summary.ts";

/** What the tests of a simulated kit come to, by id. */
type Outcome = Readonly<Record<string, VerdictKind>>;

function simulatedRun(outcome: Outcome, said = "[clause 3.1]"): Run {
  const ids = Object.keys(outcome);
  return {
    plan: ids.map((id) => ({ id, family: "state" })),
    verdicts: ids.map((id) => ({
      id,
      kind: outcome[id] ?? "missing",
      message: `not as it should be ${said}`,
      time: 0,
      cpu: 0,
    })),
    ok: Object.values(outcome).every((kind) => kind === "pass"),
  };
}

/** A kit whose runs come to these, one after the other; then all is well. */
function simulatedKit(...outcomes: readonly Outcome[]): RunKit {
  const rest = [...outcomes];
  return (_package, _provider, { families }) => {
    const outcome = rest.shift() ?? { "state/a": "pass" };
    const own = Object.entries(outcome).filter(
      ([id]) =>
        families === undefined ||
        families.some((family) => id.startsWith(`${family}/`)),
    );
    return Promise.resolve(simulatedRun(Object.fromEntries(own)));
  };
}

function suspect(changes: Partial<Suspect> = {}): Suspect {
  return {
    id: "m",
    of: "t",
    what: "a fault",
    family: "state",
    provider: "memory",
    build: () =>
      Promise.resolve({
        packageRoot: "p",
        providerModule: "m",
        dispose: () => Promise.resolve(),
      }),
    ...changes,
  };
}

const now = (): number => 0;
const FAIL: Outcome = { "state/a": "fail", "state/b": "pass" };
const PASS: Outcome = { "state/a": "pass", "state/b": "pass" };
const OTHER: Outcome = { "state/a": "pass", "event/a": "crash" };

describe("a fault", () => {
  it("is killed by a test that fails twice", async () => {
    const judgement = await judge(suspect(), simulatedKit(FAIL, FAIL), now);
    expect(judgement).toMatchObject({
      outcome: "killed",
      killers: ["state/a"],
    });
  });

  it("is shown by what names a clause, and then by what takes the least time", async () => {
    const verdict = (id: string, time: number, message: string): Verdict => ({
      ...{ id: `state/${id}`, kind: "fail", message, time, cpu: 0 },
    });
    const kit: RunKit = () =>
      Promise.resolve({
        ...{ plan: [], ok: false },
        verdicts: [
          ...[1, 2, 3].map((time) => verdict(`none-${time}`, time, "wrong")),
          verdict("slow", 6_000, "[clause 3.1] nothing came"),
          verdict("fast", 5, "[clause 3.2] wrong"),
        ],
      });
    expect((await judge(suspect(), kit, now)).killers).toEqual([
      "state/fast",
      "state/slow",
      "state/none-1",
      "state/none-2",
    ]);
  });

  it("is not by one that fails once", async () => {
    const kit = simulatedKit(FAIL, PASS, PASS);
    expect(await judge(suspect(), kit, now)).toMatchObject({
      outcome: "unsteady",
      killers: [],
    });
  });

  it("is not by two tests that fail once each", async () => {
    const other: Outcome = { "state/a": "pass", "state/b": "timeout" };
    const kit = simulatedKit(FAIL, other, PASS);
    expect((await judge(suspect(), kit, now)).outcome).toBe("unsteady");
  });

  it("is tried with the test that is known to notice, and with no other", async () => {
    const asked: (readonly string[] | undefined)[] = [];
    const kit: RunKit = (_package, _provider, { ids }) => {
      asked.push(ids);
      return Promise.resolve(simulatedRun(FAIL));
    };
    const likely = "state/a";
    expect(await judge(suspect(), kit, now, { likely })).toMatchObject({
      outcome: "killed",
      killers: ["state/a"],
    });
    expect(asked).toEqual([["state/a"], ["state/a"]]);
  });

  it.each([
    ["never", [PASS]],
    ["once", [FAIL, PASS]],
  ])("is tried with all if that notices it %s", async (_times, first) => {
    const likely = "state/b";
    const noticed = simulatedKit(...first, FAIL, FAIL);
    expect(await judge(suspect(), noticed, now, { likely })).toMatchObject({
      outcome: "killed",
      killers: ["state/a"],
    });
    const missed = simulatedKit(...first, PASS, PASS);
    const { outcome } = await judge(suspect(), missed, now, { likely });
    expect(outcome).toBe("survived");
  });

  it("survives if nothing fails", async () => {
    expect((await judge(suspect(), simulatedKit(), now)).outcome).toBe(
      "survived",
    );
  });

  it("may be noticed by another family than the one that should", async () => {
    const kit = simulatedKit(PASS, OTHER, OTHER);
    expect(await judge(suspect(), kit, now)).toMatchObject({
      outcome: "elsewhere",
      killers: ["event/a"],
    });
  });

  it.each(["negative", "expected", "untestable"] as const)(
    "is not noticed by a verdict that is %s",
    async (kind) => {
      const outcome: Outcome = { "state/a": kind };
      const kit = simulatedKit(outcome, outcome, outcome, outcome);
      expect((await judge(suspect(), kit, now)).outcome).toBe("survived");
    },
  );

  it("that cannot be built counts for nothing, and is told", async () => {
    const broken = suspect({ build: () => Promise.reject(new Error("no")) });
    const judgement = await judge(broken, simulatedKit(), now);
    expect(judgement).toMatchObject({
      outcome: "broken",
      message: "Error: no",
    });
    expect(isSharp(summary([judgement]))).toBe(false);
  });

  it("leaves nothing behind", async () => {
    let left = 0;
    const build: Suspect["build"] = () => {
      left += 1;
      return Promise.resolve({
        packageRoot: "p",
        providerModule: undefined,
        dispose: () => Promise.resolve(void (left -= 1)),
      });
    };
    await judge(suspect({ build }), simulatedKit(FAIL, FAIL), now);
    await judge(suspect({ build }), () => Promise.reject(new Error("no")), now);
    expect(left).toBe(0);
  });
});

describe("the proof", () => {
  it("knows what fails without any fault", async () => {
    const failing = async (kit: RunKit): Promise<readonly string[]> => {
      const found = await alibis([suspect()], kit);
      return found.get("t (memory)")?.map(({ id }) => id) ?? ["unknown"];
    };
    expect(await failing(simulatedKit(PASS))).toEqual([]);
    expect(await failing(simulatedKit(FAIL))).toEqual(["state/a"]);
    await expect(failing(simulatedKit({}))).rejects.toThrow(
      "t (memory): nothing is planned",
    );
  });

  it("does not hear what fails anyway", async () => {
    const failing = await alibis([suspect()], simulatedKit(FAIL));
    const heard = async (id: string): Promise<string | undefined> => {
      const outcome: Outcome = { "state/b": "pass", [id]: "fail" };
      const [judgement] = await judgeAll([suspect()], {
        runKit: simulatedKit(outcome, outcome, outcome, outcome),
        ...{ workers: 1, alibis: failing, now, told: () => undefined },
      });
      return judgement?.outcome;
    };
    expect(await heard("state/a")).toBe("survived");
    expect(await heard("state/c")).toBe("killed");
    expect(summary([], failing).excused).toEqual(["t (memory): state/a"]);
  });

  it("is enough once of the model, which does the same each time", async () => {
    const once = simulatedKit(FAIL, PASS, PASS, PASS);
    const judgement = await judge(suspect({ provider: "model" }), once, now);
    expect(judgement.outcome).toBe("killed");
    const other = simulatedKit(FAIL, PASS, PASS, PASS);
    expect((await judge(suspect(), other, now)).outcome).not.toBe("killed");
  });

  it.each([
    ["[clause 3.1]", true],
    ["whatever the clauses say", false],
  ] as const)(
    "knows whether a clause is named: %s, %s",
    async (said, named) => {
      const kit: RunKit = () => Promise.resolve(simulatedRun(FAIL, said));
      const judgement = await judge(suspect({ clause: "3.1" }), kit, now);
      expect(judgement.named).toBe(named);
      expect(summary([judgement]).named).toMatchObject({
        all: 1,
        killed: named ? 1 : 0,
      });
    },
  );

  it("keeps the order, tells of each, and counts", async () => {
    const told: string[] = [];
    const judgements = await judgeAll(
      [
        suspect({ id: "one" }),
        suspect({ id: "two" }),
        suspect({ id: "three" }),
      ],
      {
        runKit: simulatedKit(FAIL, FAIL),
        workers: 1,
        alibis: new Map(),

        now,
        told: ({ suspect: { id } }, done, all) =>
          told.push(`${done}/${all} ${id}`),
      },
    );
    expect(told).toEqual(["1/3 one", "2/3 two", "3/3 three"]);
    const result = summary(judgements);
    expect(result).toMatchObject({ all: 3, killed: 1, survived: 2 });
    expect(percent(result.score)).toBe("33.3 %");
    expect(isSharp(result)).toBe(false);
    const text = markdown(result);
    expect(text).toContain("1 of 3 deliberate faults are noticed: 33.3 %.");
    expect(text).toContain("- two (memory, state) survived: a fault");
    expect(text).not.toContain("- one");
    expect(text).toContain("| state | 3 | 1 | 1 |");
  });

  it("keeps who noticed a fault of a provider, for the next time", async () => {
    const all = [suspect(), suspect({ provider: "model" })];
    const judgements = await Promise.all(
      [...all, suspect({ id: "survivor" })].map((one, index) =>
        judge(one, index < 2 ? simulatedKit(FAIL, FAIL) : simulatedKit(), now),
      ),
    );
    const killers = killersOf(judgements);
    expect(killers).toEqual({ "t (memory)": { m: "state/a" } });
    expect(likelyTest(killers, suspect())).toBe("state/a");
    expect(likelyTest(killers, suspect({ alone: true }))).toBeUndefined();
    expect(likelyTest(killers, suspect({ id: "survivor" }))).toBeUndefined();
    expect(likelyTest(killers, suspect({ provider: "node" }))).toBeUndefined();
  });

  it("is one if all are noticed, and none if there are none", async () => {
    const killed = await judge(suspect(), simulatedKit(FAIL, FAIL), now);
    expect(isSharp(summary([killed]))).toBe(true);
    expect(isSharp(summary([]))).toBe(false);
    expect(percent(1)).toBe("100 %");
    expect(percent(0.9999)).toBe("99.9 %");
  });
});

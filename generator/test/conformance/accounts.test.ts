/** Exactly one verdict for every planned test. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlannedTest } from "../../src/conformance/plan/planned.ts";
import { isGood, settle } from "../../src/conformance/run/accounts.ts";
import {
  GOOD,
  type Verdict,
  type VerdictKind,
} from "../../src/conformance/run/verdict.ts";

function planOf(ids: readonly string[]): readonly PlannedTest[] {
  return ids.map((id) => ({ id, family: "shape" }));
}

function verdict(id: string, kind: VerdictKind = "pass"): Verdict {
  return { id, kind, time: 0, cpu: 0 };
}

function settled(
  ids: readonly string[],
  verdicts: readonly Verdict[],
): readonly string[] {
  return settle(planOf(ids), verdicts).map(({ kind, id }) => `${kind} ${id}`);
}

describe("accounts", () => {
  it("are in order if every test has come to one verdict", () => {
    const verdicts = [verdict("b"), verdict("a", "negative")];
    expect(settled(["a", "b"], verdicts)).toEqual(["negative a", "pass b"]);
    expect(isGood(verdicts)).toBe(true);
  });

  it("miss a verdict", () => {
    expect(settled(["a", "b"], [verdict("b")])).toEqual([
      "missing a",
      "pass b",
    ]);
  });

  it("know a verdict of no test", () => {
    expect(settled(["a"], [verdict("a"), verdict("c")])).toEqual([
      "pass a",
      "unknown c",
    ]);
  });

  it("have two verdicts of a test: the first stays, and both are told", () => {
    const all = settle(planOf(["a"]), [verdict("a", "fail"), verdict("a")]);
    expect(all.map(({ kind }) => kind)).toEqual(["fail", "duplicate"]);
    expect(all[1]?.message).toBe("it has come to 2 verdicts: fail, pass");
  });

  it("have a test twice in the plan", () => {
    expect(settled(["a", "a"], [verdict("a")])).toEqual([
      "pass a",
      "duplicate a",
    ]);
  });

  it("are of no test at all", () => {
    expect(settled([], [])).toEqual(["missing plan"]);
  });
});

const ids = fc.constantFrom<string>(
  ...["a", "b", "c", "d", "__proto__", "constructor"],
);
const kind = fc.constantFrom<VerdictKind>("pass", "negative", "fail", "crash");
const verdicts = fc.array(
  fc.record({ id: ids, kind }).map((it) => verdict(it.id, it.kind)),
);

describe("accounts of anything", () => {
  it("begin with one verdict for each test of the plan, in its order", () => {
    fc.assert(
      fc.property(fc.uniqueArray(ids), verdicts, (plan, given) => {
        const all = settle(planOf(plan), given);
        expect(all.slice(0, plan.length).map(({ id }) => id)).toEqual(plan);
      }),
    );
  });

  it("are good just if the verdicts are good and are those of the plan", () => {
    fc.assert(
      fc.property(fc.array(ids), verdicts, (plan, given) => {
        const exact =
          plan.length > 0 &&
          given.length === plan.length &&
          new Set(plan).size === plan.length &&
          new Set(given.map(({ id }) => id)).size === plan.length &&
          given.every(({ id }) => plan.includes(id));
        const good = exact && given.every((it) => GOOD.has(it.kind));
        expect(isGood(settle(planOf(plan), given))).toBe(good);
      }),
    );
  });

  it("do not depend on the order in which tests end", () => {
    const shuffled = fc
      .uniqueArray(ids, { minLength: 1 })
      .chain((plan) =>
        fc.tuple(
          fc.constant(plan),
          fc.shuffledSubarray(plan, { minLength: plan.length }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([plan, order]) => {
        const all = order.map((id) => verdict(id));
        expect(settled(plan, all)).toEqual(plan.map((id) => `pass ${id}`));
      }),
    );
  });
});

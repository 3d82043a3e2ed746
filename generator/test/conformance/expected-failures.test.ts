/** What is expected to fail is held to it. */
import { describe, expect, it } from "vitest";
import {
  checkExpected,
  ExpectedFailures,
  type ExpectedFailure,
} from "../../src/conformance/run/expected-failures.ts";
import type { Verdict } from "../../src/conformance/run/verdict.ts";
import { KitFolder, kinds, verdictOf } from "./kit-folder.ts";

const ENTRY: ExpectedFailure = {
  id: "shape/a",
  message: "stays dark",
  reason: "the lamp has no bulb",
  link: "https://example.org/1",
  expires: "2027-06-30",
};

const FAILED: Verdict = {
  id: "shape/a",
  kind: "fail",
  message: "the lamp stays dark",
  time: 0,
  cpu: 0,
};

function judge(
  verdict: Verdict,
  entries: readonly ExpectedFailure[] = [ENTRY],
  day = "2027-06-30T23:59:59Z",
): Verdict {
  return new ExpectedFailures(entries, new Date(day)).judge(verdict);
}

describe("an expected failure", () => {
  it("that fails as it should does not fail the run", () => {
    expect(judge(FAILED)).toEqual({ ...FAILED, kind: "expected" });
    expect(judge({ ...FAILED, kind: "timeout" }).kind).toBe("expected");
  });

  it("leaves other tests alone", () => {
    const other = { ...FAILED, id: "shape/b" };
    expect(judge(other)).toBe(other);
  });

  it.each(["pass", "negative", "untestable"] as const)(
    "is stale if its verdict is %s",
    (kind) => {
      const { kind: judged, message } = judge({ ...FAILED, kind });
      expect(judged).toBe("stale");
      expect(message).toContain(
        `it is expected to fail, and its verdict is ${kind}`,
      );
    },
  );

  it("is stale if it fails otherwise", () => {
    const { kind, message } = judge({ ...FAILED, message: "the lamp is hot" });
    expect(kind).toBe("stale");
    expect(message).toBe(
      'it is expected to fail with "stays dark"; found: the lamp is hot',
    );
  });

  it("is stale if it has expired", () => {
    const { kind, message } = judge(FAILED, [ENTRY], "2027-07-01T00:00:00Z");
    expect(kind).toBe("stale");
    expect(message).toContain("that it may fail has expired on 2027-06-30");
  });

  it("is stale if there are two of it", () => {
    const { kind, message } = judge(FAILED, [ENTRY, ENTRY]);
    expect(kind).toBe("stale");
    expect(message).toContain("there are 2 expected failures for it");
  });

  it("is stale if it is not planned", () => {
    const known = new ExpectedFailures([ENTRY], new Date("2027-01-01"));
    const plan = [{ id: "shape/b", family: "shape" as const }];
    expect(known.unplanned(plan)).toMatchObject([
      { id: "shape/a", kind: "stale" },
    ]);
    expect(known.unplanned([{ id: "shape/a", family: "shape" }])).toEqual([]);
  });
});

describe("a list of expected failures", () => {
  it("is taken as it is", () => {
    expect(checkExpected([ENTRY])).toEqual({ expected: [ENTRY] });
    expect(checkExpected([])).toEqual({ expected: [] });
  });

  it.each([
    [{}, "expectedFailures: expected a list"],
    [[1], "expectedFailures[0]: expected an object"],
    [
      [{ ...ENTRY, reason: " " }],
      "expectedFailures[0]: reason: expected a text that says something",
    ],
    [
      [{ ...ENTRY, message: undefined }],
      "expectedFailures[0]: message: expected a text that says something",
    ],
    [
      [{ ...ENTRY, until: "" }],
      'expectedFailures[0]: unknown key "until"; known: id, message, reason, link, expires',
    ],
    [
      [{ ...ENTRY, expires: "soon" }],
      'expectedFailures[0]: expires: "soon" is not a day such as 2027-06-30',
    ],
    [
      [{ ...ENTRY, expires: "2027-02-30" }],
      'expectedFailures[0]: expires: "2027-02-30" is not a day such as 2027-06-30',
    ],
  ])("says what is wrong with it", (list, problem) => {
    expect(checkExpected(list)).toEqual({ problems: [problem] });
  });
});

describe("a run with expected failures", () => {
  const folder = (): KitFolder =>
    new KitFolder([{ id: "shape/a", act: "fail" }, { id: "shape/b" }]);
  const provider = (it: KitFolder, entries: readonly ExpectedFailure[]): URL =>
    it.provider(
      `export const expectedFailures = ${JSON.stringify(entries)};
       export const provider = { act(name) { if (name === "fail") throw new Error("the lamp stays dark"); } };`,
    );

  it("is good if they fail as they should", async () => {
    const it = folder();
    const result = await it.run({ provider: provider(it, [ENTRY]) });
    expect(kinds(result)).toEqual(["expected shape/a", "pass shape/b"]);
    expect(result.ok).toBe(true);
    expect(result.expectedFailures).toEqual([ENTRY]);
  });

  it("fails if one passes, and if one is not planned", async () => {
    const it = folder();
    const entries = ["shape/b", "shape/c"].map((id) => ({ ...ENTRY, id }));
    const result = await it.run({ provider: provider(it, entries) });
    expect(kinds(result)).toEqual([
      "fail shape/a",
      "stale shape/b",
      "stale shape/c",
    ]);
    expect(result.ok).toBe(false);
  });

  it("fails the day after", async () => {
    const it = folder();
    const options = { provider: provider(it, [ENTRY]) };
    const day = new Date("2027-07-01");
    expect(verdictOf(await it.run(options, day), "shape/a").kind).toBe("stale");
  });

  it("says nothing of those that are not asked for", async () => {
    const it = folder();
    const options = { provider: provider(it, [ENTRY]), ids: ["shape/b"] };
    expect(kinds(await it.run(options))).toEqual(["pass shape/b"]);
  });
});

import { describe, expect, it } from "vitest";
import { familiesOf } from "../../../src/conformance/report/summary/families.ts";
import { matrixOf } from "../../../src/conformance/report/summary/matrix.ts";
import { outcomesOf } from "../../../src/conformance/report/summary/outcome.ts";
import { summarize } from "../../../src/conformance/report/summary/summary.ts";
import { tallyOf } from "../../../src/conformance/report/summary/tally.ts";
import { duration, shellWord } from "../../../src/conformance/report/text.ts";
import type { VerdictKind } from "../../../src/conformance/run/verdict.ts";
import * as runs from "./runs.ts";

const ALL = [
  runs.good,
  runs.lazy,
  runs.liar,
  runs.crashing,
  runs.expecting,
] as const;

describe("a tally", () => {
  it("counts each verdict once", () => {
    const kinds: readonly VerdictKind[] = [
      "pass",
      "negative",
      "expected",
      "untestable",
      "fail",
      "stale",
      "crash",
      "timeout",
      "missing",
      "unknown",
      "duplicate",
    ];
    const verdicts = kinds.map((kind) => ({ id: kind, kind, time: 0, cpu: 0 }));
    expect(tallyOf(verdicts)).toEqual({
      total: 11,
      passed: 1,
      negative: 1,
      expected: 1,
      untestable: 1,
      failed: 7,
    });
  });

  it("of the families comes to that of the run", () => {
    for (const run of ALL) {
      const { families, tally } = summarize(run);
      for (const count of ["total", "passed", "negative", "failed"] as const) {
        const sum = families.reduce((all, it) => all + it.tally[count], 0);
        expect(sum).toBe(tally[count]);
      }
    }
  });
});

describe("families", () => {
  it("have one of their own for what the plan does not know", () => {
    const families = familiesOf(outcomesOf(runs.crashing));
    expect(families.map(({ family }) => family)).toEqual([
      "shape",
      "guard",
      "state",
      "property",
      "error",
      "cancellation",
      "event",
      "accounts",
    ]);
  });

  it("are only those that have a verdict", () => {
    const some = { ...runs.good, verdicts: runs.good.verdicts.slice(0, 1) };
    expect(familiesOf(outcomesOf(some))).toEqual([
      {
        family: "shape",
        tally: tallyOf(some.verdicts),
        time: 10,
        cpu: 1,
      },
    ]);
  });
});

describe("the matrix", () => {
  it("has a row for each function of a category, and a cell for each run", () => {
    const shorter = { ...runs.lazy, verdicts: runs.lazy.verdicts.slice(0, 2) };
    const rows = matrixOf([outcomesOf(runs.liar), outcomesOf(shorter)]);
    expect(
      rows.map((row) => [
        `${row.category}.${row.function}`,
        row.cells.map((cell) => cell && [cell.passed, cell.failed]),
      ]),
    ).toEqual([
      [
        "till.open",
        [
          [0, 2],
          [1, 0],
        ],
      ],
      ["till.pay", [[0, 2], undefined]],
      ["scale.weigh", [[0, 1], undefined]],
    ]);
  });
});

describe("a failure", () => {
  it("can be run again with its own seed, or with that of the run", () => {
    const again = summarize(runs.crashing).failures.map((it) => it.again);
    expect(again).toContain(
      "captable conformance --provider ./crashing.js --id state/till.open/pay.card --seed 99",
    );
    expect(again).toContain(
      "captable conformance --provider ./crashing.js --id guard/till --seed 7",
    );
  });

  it("of a run from code is run again from code", () => {
    const [first] = summarize(runs.fromCode).failures;
    expect(first?.again).toBe('{ id: ["shape/till/open"], seed: 7 }');
  });
});

describe("an expected failure", () => {
  it("is as expected, stale, or not run", () => {
    const states = summarize(runs.expecting).known.map(({ state }) => state);
    expect(states).toEqual(["as expected", "stale", "not run"]);
  });
});

describe("the slowest tests", () => {
  it("are about ten, the slowest first, and none that was not run", () => {
    const verdicts = Array.from({ length: 30 }, (_, at) => ({
      id: `t${at}`,
      kind: "pass" as const,
      time: at % 7,
      cpu: 0,
    }));
    const times = summarize({ ...runs.good, verdicts }).slowest.map(
      ({ time }) => time,
    );
    expect(times).toEqual([6, 6, 6, 6, 5, 5, 5, 5, 4, 4]);
    const none = summarize({
      ...runs.good,
      verdicts: verdicts.map((it) => ({ ...it, time: 0 })),
    });
    expect(none.slowest).toEqual([]);
  });
});

describe("a length of time", () => {
  it.each([
    [0, "0 ms"],
    [999.4, "999 ms"],
    [999.6, "1.0 s"],
    [59_940, "59.9 s"],
    [59_960, "1 min 0 s"],
    [3_725_000, "62 min 5 s"],
  ])("of %d milliseconds is %s", (milliseconds, text) => {
    expect(duration(milliseconds)).toBe(text);
  });
});

describe("a word for the shell", () => {
  it.each([
    ["state/a.b/c-d_e", "state/a.b/c-d_e"],
    ["a b", "'a b'"],
    ["it's $HOME", String.raw`'it'\''s $HOME'`],
    ["", "''"],
  ])("%s", (text, word) => {
    expect(shellWord(text)).toBe(word);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlannedTest } from "../../src/conformance/plan/planned.ts";
import { plannedTests } from "../../src/conformance/plan/plan.ts";
import {
  expandPlan,
  writePlan,
} from "../../src/conformance/plan/written-plan.ts";
import { compileText } from "../support/tables.ts";

const rowsOf = (tests: readonly PlannedTest[]): readonly object[] => [
  ...writePlan(tests),
];

describe("the plan", () => {
  const place = { family: "state", category: "lamp", state: "on" } as const;

  it("has functions of one state in a row, each with its clause", () => {
    const tests: readonly PlannedTest[] = [
      { id: "state/lamp.on", ...place },
      { id: "state/lamp.on/dim", ...place, function: "dim", clause: "4.1" },
      { id: "state/lamp.on/stop", ...place, function: "stop" },
    ];
    expect(rowsOf(tests)).toEqual([
      tests[0],
      {
        id: "state/lamp.on/*",
        ...place,
        functions: { dim: "4.1", stop: null },
      },
    ]);
  });

  it("has cases of one thing in a row", () => {
    const guard = { family: "guard", category: "lamp", clause: "2" } as const;
    const tests: readonly PlannedTest[] = [
      { id: "guard/lamp/proxy", ...guard },
      { id: "guard/lamp/subclass", ...guard },
      { id: "guard/torch/proxy", ...guard, category: "torch" },
    ];
    expect(rowsOf(tests)).toEqual([
      { id: "guard/lamp/*", ...guard, cases: ["proxy", "subclass"] },
      tests[2],
    ]);
  });

  it("has a row of its own for what differs in more than its end", () => {
    const tests: readonly PlannedTest[] = [
      { id: "state/lamp.on/dim", ...place, function: "dim" },
      {
        ...{ id: "state/lamp.on/stop", ...place, function: "stop" },
        untestable: "Nobody knows how.",
      },
      { id: "state/lamp.off/dim", ...place, state: "off", function: "dim" },
      { id: "state/lamp.off/dim/twice", ...place, state: "off" },
    ];
    expect(rowsOf(tests)).toEqual(tests);
  });

  it("comes back test by test, whatever the tests are", () => {
    const word = fc.constantFrom("a", "b", "a.b", "*", "a/b", "");
    const test: fc.Arbitrary<PlannedTest> = fc.record(
      {
        id: fc
          .array(word, { minLength: 1, maxLength: 4 })
          .map((words) => words.join("/")),
        family: fc.constantFrom("state", "guard"),
        category: word,
        function: word,
        state: word,
        event: word,
        property: word,
        clause: word,
        untestable: word,
      },
      { requiredKeys: ["id", "family"], noNullPrototype: true },
    );
    const plan = fc.uniqueArray(test, { selector: ({ id }) => id });
    fc.assert(
      fc.property(plan, (tests) => {
        const read = expandPlan(JSON.parse(JSON.stringify(rowsOf(tests))));
        expect(read).toStrictEqual(tests);
      }),
      { numRuns: 1000 },
    );
  });

  it("of a table has fewer rows than tests", () => {
    const { table } = compileText(`
functions: { on: {}, off: {}, dim: {} }
categories: { lamp: { functions: [on, off, dim] } }
`);
    if (table === undefined) throw new Error("the table has errors");
    const tests = [...plannedTests(table)];
    const rows = rowsOf(tests);
    expect(rows.length).toBeLessThan(tests.length);
    expect(expandPlan(JSON.parse(JSON.stringify(rows)))).toEqual(tests);
  });
});

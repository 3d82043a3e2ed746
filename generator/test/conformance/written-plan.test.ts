import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandPlan } from "../../src/conformance/plan/expand-plan.ts";
import type { PlannedTest } from "../../src/conformance/plan/planned.ts";
import { plannedTests } from "../../src/conformance/plan/plan.ts";
import {
  parentsIn,
  writePlan,
} from "../../src/conformance/plan/written-plan.ts";
import { compileText } from "../support/tables.ts";

const PARENTS = new Map([["torch", "lamp"]]);

const rowsOf = (
  tests: readonly PlannedTest[],
  parents: ReadonlyMap<string, string> = PARENTS,
): readonly object[] => [...writePlan(tests, parents)];

const throughText = (
  rows: readonly object[],
): Parameters<typeof expandPlan>[0] => JSON.parse(JSON.stringify(rows));

/** As a row has it that says by its id what family it is of. */
function brief<T extends object>(
  test: T & { readonly family?: string },
): object {
  const { family: _family, ...rest } = test;
  return rest;
}

/** The rows, which the tests have to come back from. */
function written(tests: readonly PlannedTest[]): readonly object[] {
  const rows = rowsOf(tests);
  expect(expandPlan(throughText(rows))).toEqual(tests);
  return rows;
}

describe("the plan", () => {
  const place = { family: "state", category: "lamp", state: "on" } as const;

  it("has functions of one state in a row, each with its clause", () => {
    const tests: readonly PlannedTest[] = [
      { id: "state/lamp.on", ...place },
      { id: "state/lamp.on/dim", ...place, function: "dim", clause: "4.1" },
      { id: "state/lamp.on/stop", ...place, function: "stop" },
    ];
    expect(written(tests)).toEqual([
      brief({ id: "state/lamp.on", ...place }),
      {
        id: "state/lamp.on/*",
        ...brief(place),
        functions: { dim: "4.1", stop: null },
      },
    ]);
  });

  it("has a list of them if there are no clauses", () => {
    const tests: readonly PlannedTest[] = ["dim", "stop"].map((name) => ({
      id: `state/lamp.on/${name}`,
      ...place,
      function: name,
    }));
    expect(written(tests)).toEqual([
      { id: "state/lamp.on/*", ...brief(place), functions: ["dim", "stop"] },
    ]);
  });

  it("has those of a parent once", () => {
    const of = (category: string, functions: readonly string[]) =>
      functions.map((name) => ({
        ...{ ...place, category, function: name },
        id: `state/${category}.on/${name}`,
        ...(name === "dim" && { clause: "4.1" }),
      }));
    const tests = [
      ...of("lamp", ["dim", "stop"]),
      ...of("torch", ["dim", "stop", "charge"]),
    ];
    expect(written(tests)[1]).toEqual({
      id: "state/torch.on/*",
      ...brief({ ...place, category: "torch" }),
      inherits: "state/lamp.on/*",
      functions: ["charge"],
    });
    const others = [
      ...of("lamp", ["dim", "stop"]),
      ...of("torch", ["stop", "dim"]),
    ];
    expect(written(others)[1]).toHaveProperty("functions", {
      stop: null,
      dim: "4.1",
    });
  });

  it("has cases of one thing in a row, with what they are of", () => {
    const guard = { family: "guard", category: "lamp", clause: "2" } as const;
    const tests: readonly PlannedTest[] = [
      { id: "guard/lamp", ...guard },
      { id: "guard/lamp/proxy", ...guard },
      { id: "guard/lamp/subclass", ...guard },
      { id: "guard/torch/proxy", ...guard, category: "torch" },
    ];
    expect(written(tests)).toEqual([
      brief({
        ...{ id: "guard/lamp/*", ...guard },
        cases: [null, "proxy", "subclass"],
      }),
      brief({ id: "guard/torch/proxy", ...guard, category: "torch" }),
    ]);
  });

  it("has categories in a row that have the same cases", () => {
    const of = (category: string, clause?: string): readonly PlannedTest[] =>
      ["", "/proxy"].map((end) => ({
        id: `guard/${category}${end}`,
        ...{ family: "guard", category },
        ...(clause !== undefined && { clause }),
      }));
    expect(written([...of("lamp"), ...of("torch")])).toEqual([
      {
        id: "guard/*/*",
        categories: ["lamp", "torch"],
        cases: [null, "proxy"],
      },
    ]);
    expect(written([...of("lamp", "2"), ...of("torch")])[0]).toHaveProperty(
      "categories",
      { lamp: "2", torch: null },
    );
    const walks: readonly PlannedTest[] = ["lamp", "torch"].map((category) => ({
      ...{ id: `walk/${category}`, family: "walk", category },
    }));
    expect(written(walks)).toEqual([
      { id: "walk/*", categories: ["lamp", "torch"] },
    ]);
  });

  it("has functions in a row, with the cases that all have or with those of each", () => {
    const argument = { family: "argument", category: "lamp" } as const;
    const of = (
      name: string,
      cases: readonly string[],
      clause?: string,
    ): readonly PlannedTest[] =>
      cases.map((end) => ({
        ...{ id: `argument/lamp.${name}/${end}`, ...argument, function: name },
        ...(clause !== undefined && { clause }),
      }));
    const row = brief({ id: "argument/lamp.*/*", ...argument });
    expect(written([...of("dim", ["by"]), ...of("turn", ["by"])])).toEqual([
      { ...row, functions: ["dim", "turn"], cases: ["by"] },
    ]);
    const other = of("turn", ["to", "at"]);
    const cases = { dim: ["by"], turn: ["to", "at"] };
    expect(written([...of("dim", ["by"]), ...other])).toEqual([
      { ...row, cases },
    ]);
    expect(written([...of("dim", ["by"], "4.1"), ...other])).toEqual([
      { ...row, functions: { dim: "4.1", turn: null }, cases },
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
    expect(written(tests)).toEqual(tests.map(brief));
  });

  it("is not read if a row inherits from one that is not there", () => {
    const id = "state/torch.on/*";
    const rows = [{ id, inherits: "state/lamp.on/*", functions: [] }];
    expect(() => expandPlan(rows)).toThrow(
      "the plan has no row state/lamp.on/* above",
    );
  });

  it("says of what is not called after its family what that is", () => {
    const tests: readonly PlannedTest[] = [{ id: "on", family: "state" }];
    expect(written(tests)).toEqual(tests);
    expect(() => expandPlan([{ id: "on" }])).toThrow(
      "the plan has on of no family",
    );
  });

  const anyTest = (
    word: fc.Arbitrary<string>,
    most: number,
  ): fc.Arbitrary<PlannedTest> =>
    fc.record(
      {
        id: fc
          .array(word, { minLength: 1, maxLength: most })
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

  it("comes back test by test, whatever the tests are", () => {
    const word = fc.constantFrom("a", "b", "a.b", "*", "a/b", "");
    const plan = fc.uniqueArray(anyTest(word, 4), { selector: ({ id }) => id });
    const parents = new Map([
      ["a", "b"],
      ["*", "a"],
    ]);
    fc.assert(
      fc.property(plan, (tests) => {
        const read = expandPlan(throughText(rowsOf(tests, parents)));
        expect(read).toStrictEqual(tests);
      }),
      { numRuns: 1000 },
    );
  });

  it("comes back where ids are made of what the tests are of", () => {
    const name = fc.constantFrom("a", "b", "c", "*", "a/b", "");
    const facts = fc.record({
      category: name,
      function: fc.option(name, { nil: undefined }),
      end: fc.option(name, { nil: undefined }),
      clause: fc.option(fc.constantFrom("1", "2"), { nil: undefined }),
    });
    const test = facts.map(
      ({ category, function: called, end, clause }): PlannedTest => ({
        id: [
          "guard",
          called === undefined ? category : `${category}/${called}`,
          ...(end === undefined ? [] : [end]),
        ].join("/"),
        ...{ family: "guard", category },
        ...(called !== undefined && { function: called }),
        ...(clause !== undefined && { clause }),
      }),
    );
    const plan = fc.uniqueArray(test, {
      maxLength: 40,
      selector: ({ id }) => id,
    });
    const parents = new Map([
      ["b", "a"],
      ["c", "b"],
    ]);
    fc.assert(
      fc.property(plan, fc.boolean(), (tests, isSorted) => {
        const all = isSorted
          ? tests.toSorted((one, other) => (one.id < other.id ? -1 : 1))
          : tests;
        const read = expandPlan(throughText(rowsOf(all, parents)));
        expect(read).toStrictEqual(all);
      }),
      { numRuns: 2000 },
    );
  });

  it("of a table has fewer rows than tests", () => {
    const { table } = compileText(`
functions: { on: {}, off: {}, dim: {} }
categories: { lamp: { functions: [on, off, dim] } }
`);
    if (table === undefined) throw new Error("the table has errors");
    const tests = [...plannedTests(table)];
    const rows = rowsOf(tests, parentsIn(table));
    expect(rows.length).toBeLessThan(tests.length);
    expect(expandPlan(throughText(rows))).toEqual(tests);
  });
});

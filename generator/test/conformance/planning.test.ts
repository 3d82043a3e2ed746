/** Planning: the same for the same table, and fast enough for the largest. */
import { describe, expect, it } from "vitest";
import { planned, testsOf } from "../../src/conformance/plan/plan.ts";
import { compileText } from "../support/tables.ts";
import { tableAt } from "./support/packages.ts";

/** A table of so many categories, each with twenty functions and three states. */
function large(categories: number): string {
  const names = Array.from({ length: 20 }, (_, at) => `f${at}`);
  const functions = names.map((name) => `  ${name}: { params: { a: uint8 } }`);
  const rows = Array.from(
    { length: categories },
    (_, at) =>
      `  c${at}: { functions: [${names.join(", ")}], lifecycle: { initial: a, always: [${names.slice(2).join(", ")}], states: { a: { on: { f0: b } }, b: { on: { f1: { to: c, at: call } } }, c: { terminal: true } } } }`,
  );
  return `functions:\n${functions.join("\n")}\ncategories:\n${rows.join("\n")}\n`;
}

describe("the plan", () => {
  it("is the same for the same table", () => {
    const plan = (): unknown => testsOf(tableAt("spec/wsk.yaml")).map(planned);
    expect(plan()).toEqual(plan());
  });

  it("grows with the table, and no faster", () => {
    const count = (categories: number): number => {
      const { table } = compileText(large(categories));
      return table === undefined ? 0 : testsOf(table).length;
    };
    const [few, more] = [count(10), count(20)];
    expect(few).toBeGreaterThan(0);
    expect(more / few).toBeLessThan(2.1);
  });
});

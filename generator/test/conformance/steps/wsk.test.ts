import { describe, expect, it } from "vitest";
import { modelSubject } from "../../../src/conformance/model-provider/model-provider.ts";
import { error as errors } from "../../../src/conformance/plan/families/error/error.ts";
import { scenarioTests } from "../../../src/conformance/plan/families/scenario/scenario.ts";
import { loadPackage, tableAt } from "../support/packages.ts";
import { failuresOf } from "../support/run.ts";

describe("the scenarios of WSK", async () => {
  const table = tableAt("spec/wsk.yaml");
  const kit = await loadPackage(table);
  const subject = modelSubject(table, kit.exports);

  it("are acted out with the model, whoever plays", async () => {
    const tests = [...scenarioTests(table, "scenario")];
    expect(tests.filter(({ id }) => id.includes("client=stream"))).not.toEqual(
      [],
    );
    expect(await failuresOf({ table, kit, subject }, tests)).toEqual([]);
  });

  it("leave no status that is not listed", async () => {
    const tests = [...errors.plan(table)];
    expect(tests.length).toBeGreaterThan(20);
    expect(await failuresOf({ table, kit, subject }, tests)).toEqual([]);
  });
});

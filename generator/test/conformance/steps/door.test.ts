import { expect, it } from "vitest";
import { modelSubject } from "../../../src/conformance/model-provider/model-provider.ts";
import { scenarioTests } from "../../../src/conformance/plan/families/scenario/scenario.ts";
import type { Table } from "../../../src/model/model.ts";
import { loadPackage, tableAt } from "../support/packages.ts";
import { failuresOf } from "../support/run.ts";
import { scenario } from "./mailbox-table.ts";

/** The table of doors, whose houses come from an entry function. */
function doors(): Table {
  const table = tableAt("generator/test/fixtures/good/door.yaml");
  const visit = scenario("visit", { home: "house" }, [
    { party: "home", call: "connect", as: "other" },
    { party: "other", expect: { state: "ready" } },
    { party: "other", call: "demolish", expect: { state: "rubble" } },
    { party: "home", expect: { state: "ready" } },
  ]);
  return { ...table, scenarios: [visit] };
}

it("calls entry functions, which anybody may, and goes on with what they yield", async () => {
  const table = doors();
  const kit = await loadPackage(table);
  const subject = modelSubject(table, kit.exports);
  const tests = [...scenarioTests(table, "scenario")];
  expect(tests.map(({ id }) => id)).toEqual(["scenario/visit"]);
  expect(await failuresOf({ table, kit, subject }, tests)).toEqual([]);
});

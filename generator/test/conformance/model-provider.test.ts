import { describe, expect, it } from "vitest";
import { checkedSubject } from "../../src/conformance/checked/checked-subject.ts";
import { modelSubject } from "../../src/conformance/model-provider/model-provider.ts";
import { testsOf } from "../../src/conformance/plan/plan.ts";
import { loadPackage, tableAt, TABLES } from "./support/packages.ts";
import { failuresOf } from "./support/run.ts";

describe.each(TABLES)("the kit of %s", async (path) => {
  const table = tableAt(path);
  const kit = await loadPackage(table);
  const tests = testsOf(table);

  it("has one test for each id", () => {
    const ids = tests.map((test) => test.id);
    expect(ids.length).toBeGreaterThan(0);
    expect([...new Set(ids)]).toEqual(ids);
  });

  it("is passed by the model", async () => {
    const subject = modelSubject(table, kit.exports);
    expect(await failuresOf({ table, kit, subject }, tests)).toEqual([]);
  });

  it("is passed by the model through the wrapper that checks it", async () => {
    const raw = modelSubject(table, kit.exports);
    const subject = checkedSubject(raw, table, kit.exports);
    expect(await failuresOf({ table, kit, subject }, tests)).toEqual([]);
  });
});

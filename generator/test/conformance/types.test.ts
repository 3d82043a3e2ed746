/** The family `types`: what TypeScript complains about fails the category that it is about. */
import { describe, expect, it } from "vitest";
import type { TypeComplaint } from "../../src/conformance/kit.ts";
import { modelSubject } from "../../src/conformance/model-provider/model-provider.ts";
import { testsOf } from "../../src/conformance/plan/plan.ts";
import { loadPackage, tableAt } from "./support/packages.ts";
import { failuresOf } from "./support/run.ts";

describe("the types of a package", async () => {
  const table = tableAt("docs/language.md");
  const kit = await loadPackage(table);
  const tests = testsOf(table).filter((test) => test.family === "types");
  const found = async (
    complaints: readonly TypeComplaint[],
  ): Promise<readonly string[]> => {
    const own = { ...kit, typeComplaints: async () => complaints };
    const subject = modelSubject(table, kit.exports);
    return failuresOf({ table, kit: own, subject }, tests);
  };

  it("are fine if nothing is said against them", async () => {
    expect(tests.map((test) => test.id)).toEqual([
      "types/plain",
      "types/versioned",
      "types/cache",
      "types/package",
    ]);
    expect(await found([])).toEqual([]);
  });

  it("fail where a complaint is about a category", async () => {
    const message = "Type 'VersionedStore' is not assignable";
    expect(await found([{ message }])).toEqual([
      `types/versioned: ${message}`,
      `types/package: ${message}`,
    ]);
  });
});

/** Sorts tests by what runs them. @module */
import type { Test } from "../plan/planned.ts";
import type { FamilyTests } from "./host.ts";

/** Its verdict is of the ends of all processes too, which whoever watches over them adds. */
export const EXIT_TEST = "leak/exit";

/** The tests by family, in the order of the plan. */
export function byFamily(tests: readonly Test[]): readonly FamilyTests[] {
  const families = new Map<Test["family"], Test[]>();
  for (const test of tests) {
    const family = families.get(test.family) ?? [];
    families.set(test.family, family);
    family.push(test);
  }
  return [...families].map(([family, own]) => ({ family, tests: own }));
}

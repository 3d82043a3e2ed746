/** What has to be right before a test is run. @module */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Table } from "../../model/model.ts";
import { checkClaims } from "../claims/check.ts";
import type { Claims } from "../claims/claims.ts";
import { claimsOfAll } from "../claims/everything.ts";
import { deepFreeze } from "../claims/freeze.ts";
import type { Test } from "../plan/planned.ts";
import { checkPlan } from "./check-plan.ts";
import { loadEngine } from "./engine.ts";
import { MODEL } from "./environment.ts";
import { checkExpected, type ExpectedFailure } from "./expected-failures.ts";
import {
  locatePackage,
  readPlan,
  readTableJson,
  type LocatedPackage,
  type PackageLocation,
} from "./locate.ts";
import type { SubjectFacts } from "./messages.ts";
import { SetupError } from "./setup-error.ts";

/** A package, with all the tests that its table asks for. */
export interface Prepared {
  readonly located: LocatedPackage;
  readonly table: Table;
  readonly tests: readonly Test[];
}

/** Reads a package, and holds its plan to its table. */
export async function prepare(
  where: PackageLocation,
  engineUrl: string,
): Promise<Prepared> {
  const located = locatePackage(where);
  const engine = await loadEngine(engineUrl);
  const table = engine.readTable(readTableJson(located.root));
  const tests = engine.testsOf(table);
  checkPlan(readPlan(located.root), tests, located.name);
  return { located, table, tests };
}

/** The URL of a provider's module; the model is none. */
export function providerUrl(provider: URL | string): string {
  if (provider instanceof URL) return provider.href;
  if (provider === MODEL || provider.startsWith("file:")) return provider;
  return pathToFileURL(resolve(provider)).href;
}

/** What a provider says of itself, found to be in order. */
export interface Stated {
  readonly claims: Claims;
  readonly expected: readonly ExpectedFailure[];
}

/** Checks what a provider says of itself: all that is wrong, in one go. */
export function checkFacts(facts: SubjectFacts, table: Table): Stated {
  const claimed = facts.claims ?? claimsOfAll(table);
  const claims = checkClaims(claimed, table);
  const expected = checkExpected(facts.expectedFailures ?? []);
  const problems = [claims, expected].flatMap((it) =>
    "problems" in it ? it.problems : [],
  );
  if ("problems" in claims || "problems" in expected)
    throw new SetupError(
      `what the provider says of itself does not fit the table:\n${problems.map((it) => `  ${it}`).join("\n")}`,
    );
  return {
    claims: deepFreeze(claims.claims),
    expected: expected.expected,
  };
}

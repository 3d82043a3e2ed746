/** All that the tests of one process share. @module */
import { isDeepStrictEqual } from "node:util";
import type { Table } from "../../model/model.ts";
import { deepFreeze } from "../claims/freeze.ts";
import type { Kit } from "../kit.ts";
import type { Subject } from "../subject.ts";
import { loadEngine, type Engine } from "./engine.ts";
import { importModule, loadKit } from "./load-kit.ts";
import { readTableJson } from "./locate.ts";
import type { LoadParts, SubjectFacts } from "./messages.ts";
import { SetupError } from "./setup-error.ts";
import { subjectOf } from "./subject-of.ts";

/** A package and a provider, loaded. */
export interface Environment {
  readonly engine: Engine;
  readonly table: Table;
  readonly kit: Kit;
  readonly subject: Subject;
  readonly mode: "raw" | "checked";
  readonly facts: SubjectFacts;
}

/** What is here already, and need not be loaded. */
export interface Given {
  readonly subject?: Subject | undefined;
  /** The table of tests that are planned already: what they know of it, they compare by identity. */
  readonly table?: Table | undefined;
}

/** Loads the package, then the provider; or takes what is here already. */
export async function loadEnvironment(
  { engine: url, located, provider, mode }: LoadParts,
  given: Given = {},
): Promise<Environment> {
  const engine = await loadEngine(url);
  const table = given.table ?? engine.readTable(readTableJson(located.root));
  const kit = await loadKit(located);
  const subject =
    given.subject ??
    (provider === MODEL
      ? engine.modelSubject(table, kit.exports)
      : subjectOf(await importModule(provider), provider));
  const facts = factsOf(subject);
  deepFreeze(subject.claims);
  return { engine, table, kit, subject, mode, facts };
}

/** Stands for the provider that is made of the table. */
export const MODEL = "model";

/** Whether the claims are not what they were when the provider was loaded. */
export function claimsChanged({ subject, facts }: Environment): boolean {
  try {
    return !isDeepStrictEqual(factsOf(subject).claims, facts.claims);
  } catch {
    return true;
  }
}

function factsOf({ name, claims, expectedFailures }: Subject): SubjectFacts {
  return {
    name: typeof name === "string" ? name : undefined,
    claims: dataOf("claims", claims),
    expectedFailures: dataOf("expectedFailures", expectedFailures),
  };
}

function dataOf(name: string, value: unknown): unknown {
  try {
    const copy: unknown = structuredClone(value);
    return copy;
  } catch {
    throw new SetupError(`${name} of the provider is not plain data`);
  }
}

/** Runs all tests in this process. What ends the process ends the run. @module */
import {
  loadEnvironment,
  claimsChanged,
  type Environment,
  type Given,
} from "./environment.ts";
import type { FamilyTests, Findings, Host, HostTerms, Loaded } from "./host.ts";
import type { LoadParts } from "./messages.ts";
import { runTests } from "./run-tests.ts";
import { messageOf, SetupError } from "./setup-error.ts";
import type { Verdict } from "./verdict.ts";

export class LocalHost implements Host {
  readonly #parts: LoadParts;
  readonly #given: Given;
  #environment: Environment | undefined;

  constructor(parts: LoadParts, given: Given) {
    this.#parts = parts;
    this.#given = given;
  }

  async load(): Promise<Loaded> {
    try {
      const loaded = await loadEnvironment(this.#parts, this.#given);
      this.#environment = loaded;
      return { facts: loaded.facts, spawn: 0 };
    } catch (error) {
      if (error instanceof SetupError) throw error;
      throw new SetupError(
        `the provider cannot be loaded: ${messageOf(error)}`,
        { cause: error },
      );
    }
  }

  async run(
    families: readonly FamilyTests[],
    terms: HostTerms,
    report: (verdict: Verdict) => void,
  ): Promise<Findings> {
    const environment = this.#environment;
    if (environment === undefined) throw new Error("nothing has been loaded");
    const before = held();
    const tests = families.flatMap((family) => family.tests);
    const listener = { started: () => undefined, verdict: report };
    const exits: string[] = [];
    try {
      await runTests(tests, environment, terms, listener, (id, verdict) =>
        inTime(id, verdict, terms),
      );
    } catch (error) {
      exits.push(messageOf(error));
    }
    const left = await leftOver(before, terms.limits.must);
    if (left.length > 0)
      exits.push(`left after the last test: ${left.join(", ")}`);
    return { exits, claimsChanged: claimsChanged(environment) };
  }

  close(): void {
    this.#environment = undefined;
  }
}

/** A test that hangs goes on hanging; no more than that is known of it. */
function inTime(
  id: string,
  verdict: Promise<Verdict>,
  { limits, seed }: HostTerms,
): Promise<Verdict> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      const message = `nothing came of it within ${limits.test} ms`;
      const time = limits.test;
      resolve({ id, kind: "timeout", message, seed, time, cpu: 0 });
    }, limits.test);
    void verdict.then((it) => {
      clearTimeout(timer);
      resolve(it);
    });
  });
}

/** Timers come and go in a process that others use too. */
function held(): readonly string[] {
  const passing = new Set(["Timeout", "Immediate", "TickObject"]);
  return process.getActiveResourcesInfo().filter((it) => !passing.has(it));
}

/** What holds the process now and did not before; given a while to go. */
async function leftOver(
  before: readonly string[],
  limit: number,
): Promise<readonly string[]> {
  const end = performance.now() + limit;
  for (;;) {
    const rest = [...before];
    const left = held().filter((name) => {
      const at = rest.indexOf(name);
      if (at >= 0) rest.splice(at, 1);
      return at < 0;
    });
    if (left.length === 0 || performance.now() > end) return left;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Runs tests one after the other in this process. @module */
import type { Test } from "../plan/planned.ts";
import type { Environment } from "./environment.ts";
import { runTest, type Terms } from "./run-test.ts";
import { UncaughtErrors } from "./uncaught.ts";
import type { Verdict } from "./verdict.ts";

/** Hears of tests. The next one waits until it has heard. */
export interface Listener {
  started(id: string): Promise<void> | void;
  verdict(verdict: Verdict): Promise<void> | void;
}

/** Decides how long a test may take. */
export type Bound = (id: string, verdict: Promise<Verdict>) => Promise<Verdict>;

/** Runs the tests in their order. Rejects with what is thrown past all promises after the last one. */
export async function runTests(
  tests: readonly Test[],
  environment: Environment,
  terms: Terms,
  listener: Listener,
  bound: Bound = (_id, verdict) => verdict,
): Promise<void> {
  const uncaught = new UncaughtErrors();
  try {
    for (const test of tests) {
      await listener.started(test.id);
      const running = runTest(test, environment, terms, uncaught.next());
      const verdict = await bound(test.id, running);
      uncaught.pause();
      await listener.verdict(verdict);
    }
  } finally {
    uncaught.close();
  }
}

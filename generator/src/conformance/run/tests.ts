/** The kit as tests of a runner such as vitest or node:test. @module */
import { run } from "./run.ts";
import { locatePackage, readPlan, type PackageLocation } from "./locate.ts";
import type { ConformanceOptions } from "./options.ts";
import type { PlannedTest } from "../plan/planned.ts";
import { select } from "./selection.ts";
import { SetupError } from "./setup-error.ts";
import { GOOD, type RunResult, type Verdict } from "./verdict.ts";

/** What the kit needs of a test runner: vitest's and node:test's functions are of this form. */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (
    name: string,
    options: { readonly timeout: number },
    body: () => Promise<void>,
  ) => unknown;
}

/** The longest that a timer can wait: the kit has limits of its own. */
const TIMEOUT = 2 ** 31 - 1;

/** Declares a test for each of the plan, and one for the accounts. All of them come of one run, which begins with the first. */
export function conformanceTests(
  where: PackageLocation,
  options: ConformanceOptions,
  { describe, it }: TestRunner,
  start: typeof run = run,
): void {
  const selected = select(readPlan(locatePackage(where).root), options);
  if ("problem" in selected) throw new SetupError(selected.problem);
  const shared = new SharedRun(selected.tests, (onProgress) =>
    start(where, { ...options, onProgress }),
  );
  const declare = (name: string, body: () => Promise<void>): void =>
    void it(name, { timeout: TIMEOUT }, body);
  const families = new Set(selected.tests.map(({ family }) => family));
  for (const family of families)
    describe(family, () => {
      for (const test of selected.tests)
        if (test.family === family)
          declare(test.id, async () =>
            assertGood(await shared.verdict(test.id)),
          );
    });
  describe("accounts", () => {
    declare("every test has come to one verdict", async () => {
      const { verdicts } = await shared.result();
      const ids = new Set(selected.tests.map(({ id }) => id));
      const strays = verdicts
        .slice(ids.size)
        .filter(({ kind }) => !GOOD.has(kind));
      if (strays.length > 0) throw new Error(strays.map(told).join("\n"));
      if (ids.size === 0) throw new Error("no test was run");
    });
  });
}

/** One run that many tests wait for. */
class SharedRun {
  readonly #start: (told: (verdict: Verdict) => void) => Promise<RunResult>;
  readonly #waiting = new Map<string, Waiting>();
  #result: Promise<RunResult> | undefined;

  constructor(
    tests: readonly PlannedTest[],
    begin: (told: (verdict: Verdict) => void) => Promise<RunResult>,
  ) {
    this.#start = begin;
    for (const { id } of tests) this.#waiting.set(id, new Waiting());
  }

  result(): Promise<RunResult> {
    this.#result ??= this.#begin();
    return this.#result;
  }

  /** As soon as it is there. */
  verdict(id: string): Promise<Verdict> {
    void this.result().catch(() => undefined);
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) throw new Error(`${id} is not planned`);
    return waiting.promise;
  }

  async #begin(): Promise<RunResult> {
    try {
      const result = await this.#start((verdict) =>
        this.#waiting.get(verdict.id)?.resolve(verdict),
      );
      // A test without a verdict has got one in the accounts.
      for (const verdict of result.verdicts)
        this.#waiting.get(verdict.id)?.resolve(verdict);
      return result;
    } catch (error) {
      for (const waiting of this.#waiting.values()) waiting.reject(error);
      throw error;
    }
  }
}

class Waiting {
  resolve!: (verdict: Verdict) => void;
  reject!: (error: unknown) => void;
  readonly promise: Promise<Verdict>;

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // Nobody may ask for it.
    this.promise.catch(() => undefined);
  }
}

function assertGood(verdict: Verdict): void {
  if (GOOD.has(verdict.kind)) return;
  const error = new Error(told(verdict));
  if (verdict.stack !== undefined) error.stack = verdict.stack;
  throw error;
}

function told({ id, kind, message, seed }: Verdict): string {
  const again = seed === undefined ? "" : ` (seed ${seed})`;
  return `${id}: ${kind}: ${message ?? ""}${again}`;
}

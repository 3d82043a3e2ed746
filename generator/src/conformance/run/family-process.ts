/** Runs the tests of a family in a process, and in another one for the rest whenever a test has ended it. @module */
import type { Child } from "./child-process.ts";
import { type ChildEvent } from "./child-process.ts";
import type { FamilyTests, HostTerms } from "./host.ts";
import type { Test } from "../plan/planned.ts";
import { withClause } from "./run-test.ts";
import type { Verdict } from "./verdict.ts";

/** How the process of a family has ended, once its tests were over. */
export interface FamilyEnd {
  /** Why the end is not as it must be; a process that a test has ended has none to look at. */
  readonly problem?: string;
  readonly claimsChanged: boolean;
}

/** The processes that a family may use. */
export interface Children {
  /** One that has loaded everything; a message tells why it has not. */
  ready(limit: number): Promise<Child | string>;
  gone(child: Child): void;
}

const NO_END: FamilyEnd = { claimsChanged: false };

/** Follows one family from process to process. */
export class FamilyProcess {
  readonly #family: FamilyTests;
  readonly #terms: HostTerms;
  readonly #children: Children;
  readonly #report: (verdict: Verdict) => void;
  /** The tests without a verdict. */
  #left: readonly Test[];

  constructor(
    family: FamilyTests,
    terms: HostTerms,
    children: Children,
    report: (verdict: Verdict) => void,
  ) {
    this.#family = family;
    this.#terms = terms;
    this.#children = children;
    this.#report = report;
    this.#left = family.tests;
  }

  /** Runs all tests; there is one process at least, also for a family without any. */
  async run(): Promise<FamilyEnd> {
    for (;;) {
      const child = await this.#children.ready(this.#terms.limits.load);
      if (typeof child === "string") {
        for (const test of this.#left) this.#conclude(test, "crash", child, 0);
        return NO_END;
      }
      try {
        const { limits, seed, claims } = this.#terms;
        const ids = this.#left.map(({ id }) => id);
        child.send({ type: "run", parts: { ids, limits, seed, claims } });
        const end = await this.#follow(child);
        if (end !== undefined) return end;
        if (this.#left.length === 0) return NO_END;
      } finally {
        this.#children.gone(child);
      }
    }
  }

  /** Until all is done; nothing if the process has ended before, and a test with it. */
  async #follow(child: Child): Promise<FamilyEnd | undefined> {
    let start = performance.now();
    for (;;) {
      const event = await child.next(this.#terms.limits.test);
      switch (event.type) {
        case "started":
          start = performance.now();
          break;
        case "verdict":
          this.#take(event.verdict);
          // Whoever has thrown past all promises is in no state that is known.
          if (event.verdict.kind === "crash") return undefined;
          break;
        case "done":
          return await this.#end(child, event.claimsChanged);
        case "exit":
        case "silent":
          return this.#broken(child, event, performance.now() - start);
      }
    }
  }

  #take(verdict: Verdict): void {
    this.#left = this.#left.filter(({ id }) => id !== verdict.id);
    this.#report(verdict);
  }

  #broken(
    child: Child,
    event: ChildEvent,
    time: number,
  ): FamilyEnd | undefined {
    const [test] = this.#left;
    const message =
      event.type === "exit"
        ? withPrinted(`the process ended ${event.how}`, child)
        : `nothing came of it within ${this.#terms.limits.test} ms`;
    if (test === undefined)
      return {
        problem: `${this.#family.family}: ${message}, after the last test`,
        claimsChanged: false,
      };
    const kind = event.type === "exit" ? "crash" : "timeout";
    this.#conclude(test, kind, message, time);
    return undefined;
  }

  #conclude(
    test: Test,
    kind: "crash" | "timeout",
    message: string,
    time: number,
  ): void {
    this.#take({
      id: test.id,
      kind,
      message: withClause(message, test.clause),
      seed: this.#terms.seed,
      time,
      cpu: 0,
    });
  }

  /** The tests are over, and all that they have opened is closed: the process has no reason to stay. */
  async #end(child: Child, claimsChanged: boolean): Promise<FamilyEnd> {
    const { must } = this.#terms.limits;
    const event = await child.next(must);
    const problem = (what: string): FamilyEnd => ({
      problem: `${this.#family.family}: ${what}`,
      claimsChanged,
    });
    if (event.type === "exit")
      return event.clean
        ? { claimsChanged }
        : problem(withPrinted(`the process ended ${event.how}`, child));
    child.send({ type: "held" });
    const answer = await child.next(must);
    const late = `the process did not end by itself within ${must} ms`;
    if (answer.type === "held")
      return problem(`${late}; held by ${answer.by.join(", ") || "nothing"}`);
    return answer.type === "exit"
      ? problem(late)
      : problem(`${late}, and does not answer`);
  }
}

function withPrinted(message: string, child: Child): string {
  const printed = child.printed.trimEnd();
  return printed === "" ? message : `${message}; it has printed:\n${printed}`;
}

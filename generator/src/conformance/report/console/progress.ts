/** How far a run has come. @module */
import type { FamilyName, PlannedTest } from "../../plan/planned.ts";
import { GOOD, type Verdict } from "../../run/verdict.ts";
import { line } from "../text.ts";

interface Count {
  done: number;
  failed: number;
  readonly total: number;
}

export class Progress {
  readonly #families: Map<string, FamilyName>;
  readonly #counts: Map<FamilyName, Count> = new Map();
  readonly #total: number;
  #done = 0;
  #failed = 0;
  #last = "";

  constructor(plan: readonly PlannedTest[]) {
    this.#total = plan.length;
    this.#families = new Map(plan.map(({ id, family }) => [id, family]));
    for (const { family } of plan) {
      const total = (this.#counts.get(family)?.total ?? 0) + 1;
      this.#counts.set(family, { done: 0, failed: 0, total });
    }
  }

  /** Takes a verdict; if it is the last one of its family, a line that says so. */
  add({ id, kind }: Verdict): string | undefined {
    const failed = GOOD.has(kind) ? 0 : 1;
    this.#done += 1;
    this.#failed += failed;
    this.#last = id;
    const family = this.#families.get(id);
    const count = family && this.#counts.get(family);
    if (family === undefined || count === undefined) return undefined;
    count.done += 1;
    count.failed += failed;
    return count.done === count.total
      ? `${family}: ${count.total} done, ${count.failed} failed`
      : undefined;
  }

  /** The run in one line. */
  text(): string {
    return `${this.#done}/${this.#total}, ${this.#failed} failed  ${line(this.#last)}`;
  }
}

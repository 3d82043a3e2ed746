/** Runs every family in a process of its own, several at a time. @module */
import { Child } from "./child-process.ts";
import {
  FamilyProcess,
  type Children,
  type FamilyEnd,
} from "./family-process.ts";
import type { FamilyTests, Findings, Host, HostTerms, Loaded } from "./host.ts";
import type { LoadParts } from "./messages.ts";
import { SetupError } from "./setup-error.ts";
import type { Verdict } from "./verdict.ts";

export class ProcessHost implements Host, Children {
  readonly #parts: LoadParts;
  readonly #jobs: number;
  readonly #alive: Set<Child> = new Set();
  /** Has loaded everything, and runs the first family. */
  #scout: Child | undefined;

  constructor(parts: LoadParts, jobs: number) {
    this.#parts = parts;
    this.#jobs = jobs;
  }

  async load(limit: number): Promise<Loaded> {
    const child = this.#start();
    const event = await child.next(limit);
    const spawn = child.age;
    if (event.type === "ready") {
      this.#scout = child;
      return { facts: event.facts, spawn };
    }
    const { printed } = child;
    this.gone(child);
    if (event.type === "unloadable" && event.setup)
      throw new SetupError(event.message);
    throw new SetupError(
      `the provider ${this.#parts.provider} cannot be loaded: ${whyNot(event, limit)}${printed === "" ? "" : `\n${printed.trimEnd()}`}`,
    );
  }

  async ready(limit: number): Promise<Child | string> {
    const scout = this.#scout;
    this.#scout = undefined;
    if (scout !== undefined) return scout;
    const child = this.#start();
    const event = await child.next(limit);
    if (event.type === "ready") return child;
    this.gone(child);
    return `the provider cannot be loaded any more: ${whyNot(event, limit)}`;
  }

  gone(child: Child): void {
    child.kill();
    this.#alive.delete(child);
  }

  async run(
    families: readonly FamilyTests[],
    terms: HostTerms,
    report: (verdict: Verdict) => void,
  ): Promise<Findings> {
    // A compiler takes longer than all other tests together: it must not be waited for at the end.
    const queue = families.toSorted(
      (a, b) => Number(isSlow(b)) - Number(isSlow(a)),
    );
    const ends: FamilyEnd[] = [];
    const work = async (): Promise<void> => {
      for (let it = queue.shift(); it !== undefined; it = queue.shift())
        ends.push(await new FamilyProcess(it, terms, this, report).run());
    };
    const workers = Math.min(this.#jobs, queue.length);
    await Promise.all(Array.from({ length: workers }, work));
    return {
      exits: ends.flatMap(({ problem }) => problem ?? []).toSorted(),
      claimsChanged: ends.some((end) => end.claimsChanged),
    };
  }

  close(): void {
    for (const child of this.#alive) this.gone(child);
  }

  #start(): Child {
    const child = new Child(this.#parts);
    this.#alive.add(child);
    return child;
  }
}

function isSlow({ family }: FamilyTests): boolean {
  return family === "types";
}

type Event = Awaited<ReturnType<Child["next"]>>;

function whyNot(event: Event, limit: number): string {
  if (event.type === "unloadable") return event.message;
  if (event.type === "silent") return `it takes longer than ${limit} ms`;
  if (event.type !== "exit") return `it says "${event.type}"`;
  return `the process ended ${event.how}`;
}

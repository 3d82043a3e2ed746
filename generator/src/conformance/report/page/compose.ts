/** Puts a page together from runs. @module */
import type { RunResult } from "../../run/verdict.ts";
import { summarize } from "../summary/summary.ts";
import { line } from "../text.ts";
import { circumstances, slowest } from "./circumstances.ts";
import { deviations, expectedFailures, untestable } from "./excuses.ts";
import { claimed, overview } from "./overview.ts";
import type { Page } from "./page.ts";
import { clauses, failures, families, matrix } from "./results.ts";

export interface PageOptions {
  /** Leaves out what differs from run to run or from machine to machine, such as times, for a page that is committed. */
  readonly stable?: boolean;
}

/** The page of one or several runs; sections with nothing in them are left out. */
export function compose(
  results: readonly RunResult[],
  { stable = false }: PageOptions = {},
): Page {
  const runs = results.map(summarize);
  const titles = new Set(results.map(({ table }) => line(table.title)));
  const sections = [
    overview(runs),
    claimed(runs),
    families(runs),
    matrix(runs),
    failures(runs),
    deviations(runs),
    expectedFailures(runs),
    clauses(runs),
    untestable(runs),
    ...(stable ? [] : [slowest(runs)]),
    circumstances(runs, stable),
  ];
  return {
    title: `Conformance: ${[...titles].join(", ")}`,
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}

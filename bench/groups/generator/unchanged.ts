/** What a run costs after which nothing has changed: by its record, and in full. @module */
import { join } from "node:path";
import { type Command, runCold } from "../../measure/cold.ts";
import { interleave, ratioOf, type Runs } from "../../measure/interleave.ts";
import { summarize } from "../../measure/statistics.ts";
import { ROOT } from "../../paths.ts";
import { digits, ratioText } from "../../report/format.ts";
import type { ReportTable } from "../../report/result.ts";

const PROGRAM = join(ROOT, "generator", "bin", "captable.js");

/** A table and its package, which need not be there yet. */
export interface Unchanged {
  readonly name: string;
  readonly table: string;
  readonly output: string;
}

/** Runs in turn, `rounds` times, on packages that are as their tables give them. */
export function unchangedTable(
  subjects: readonly Unchanged[],
  rounds: number,
): ReportTable {
  return {
    title: "Nothing changed: by the record of an earlier run, and in full",
    columns: ["Table", "Run", "Times the full run", "in CPU time", "s"],
    rows: subjects.flatMap((it) => rowsOf(it, rounds)),
  };
}

function rowsOf(it: Unchanged, rounds: number): readonly (readonly string[])[] {
  // Leaves the package and its record.
  runCold(command(it, "generate"));
  const results = interleave(
    {
      "generate, in full": command(it, "generate", "--no-cache"),
      generate: command(it, "generate"),
      "check, in full": command(it, "check", "--no-cache"),
      check: command(it, "check"),
      "node alone": { args: ["--eval", "0"], cwd: ROOT },
    },
    rounds,
  );
  return [...results].map(([name, runs]) => [
    it.name,
    name,
    ...against(runs, results.get(fullOf(name)) ?? runs),
    digits(summarize(runs.milliseconds).median / 1000),
  ]);
}

/** What a run is compared with. */
function fullOf(name: string): string {
  return name === "node alone" ? "check, in full" : `${name}, in full`;
}

function against(runs: Runs, full: Runs): readonly string[] {
  if (runs === full) return ["–", "–"];
  return [
    ratioText(ratioOf(runs, full)),
    ratioText(ratioOf(runs, full, "cpu")),
  ];
}

function command(
  { table, output }: Unchanged,
  name: "generate" | "check",
  ...options: readonly string[]
): Command {
  const args = [PROGRAM, name, table, "--output", output, ...options];
  return { args, cwd: ROOT, env: { CI: "" } };
}

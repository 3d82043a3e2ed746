/** Runs several commits in turn. @module */
import type { Command } from "../measure/cold.ts";
import { judge, type Verdict } from "../measure/gate.ts";
import { interleave, ratioOf, type Runs } from "../measure/interleave.ts";
import { digits, ratioText } from "../report/format.ts";
import type { ReportTable } from "../report/table.ts";
import { OWN, type Subject } from "./subjects.ts";

export interface Settings {
  readonly title: string;
  readonly rounds: number;
  /** How many times what a commit takes the working tree may take. */
  readonly limit: number;
  /** Whether the machine counts them. */
  readonly instructions: boolean;
}

/** What is said of the working tree beside one commit. */
export interface Judged {
  readonly title: string;
  readonly commit: string;
  readonly verdict: Verdict;
}

export interface Comparison {
  /** Each commit beside the first. */
  readonly table: ReportTable;
  readonly verdicts: readonly Judged[];
}

const WORKING_TREE = "now";

export async function comparisonOf(
  programs: ReadonlyMap<string, string>,
  subject: Subject,
  { title, rounds, limit, instructions }: Settings,
): Promise<Comparison> {
  const runs = await race(programs, subject, { rounds, instructions });
  const own = runs.get(WORKING_TREE);
  if (own === undefined) throw new Error("the working tree was not measured");
  runs.delete(WORKING_TREE);
  const verdicts = [...runs].map(([commit, before]) => ({
    title,
    commit,
    verdict: judge(own, before, limit),
  }));
  runs.set(WORKING_TREE, own);
  return { table: tableOf(title, runs), verdicts };
}

/** The runs of all commits and, at last, of the working tree. */
async function race(
  programs: ReadonlyMap<string, string>,
  subject: Subject,
  { rounds, instructions }: Pick<Settings, "rounds" | "instructions">,
): Promise<Map<string, Runs>> {
  const commands: Record<string, Command> = {};
  for (const [commit, program] of programs) commands[commit] = subject(program);
  commands[WORKING_TREE] = subject(OWN);
  const { runs, failed } = await interleave(commands, {
    rounds,
    warm: true,
    limits: () => ({ instructions }),
  });
  for (const [name, why] of failed) throw new Error(`${name}: ${why}`);
  return new Map(runs);
}

function tableOf(title: string, runs: ReadonlyMap<string, Runs>): ReportTable {
  const [first] = runs.values();
  if (first === undefined) throw new Error("there is nothing to compare");
  return {
    title,
    columns: ["Commit", "Times the first", "the same in CPU time", "peak MB"],
    rows: [...runs].map(([name, it]) => [
      name,
      ratioText(ratioOf(it, first)),
      ratioText(ratioOf(it, first, "cpu")),
      digits(it.megabytes),
    ]),
  };
}

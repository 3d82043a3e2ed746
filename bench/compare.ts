// Compares commits of the generator with the working tree, in one run. With a limit it is a gate: it fails if the
// working tree takes more than so many times what a commit takes.
// npm run bench:compare -- COMMIT [COMMIT …] [--limit 1.1] [--rounds 5] [--only TEXT]
import { parseArgs } from "node:util";
import { programOf } from "./compare/commits.ts";
import { comparisonOf, type Judged } from "./compare/comparison.ts";
import { SUBJECTS } from "./compare/subjects.ts";
import { canCount } from "./measure/instructions.ts";
import { machineLine } from "./measure/machine.ts";
import { digits, markdownOf } from "./report/format.ts";

const { values, positionals: commits } = parseArgs({
  allowPositionals: true,
  options: {
    limit: { type: "string", default: "Infinity" },
    rounds: { type: "string", default: "5" },
    only: { type: "string", default: "" },
  },
});
const limit = Number(values.limit);
const rounds = Number(values.rounds);
const chosen = Object.entries(SUBJECTS).filter(([title]) =>
  title.includes(values.only),
);

/** What is wrong with the command line, if anything. */
function mistake(): string | undefined {
  if (commits.length === 0) return "name a commit to compare with";
  if (chosen.length === 0) return `nothing is called ${values.only}`;
  if (!(limit > 0)) return `${values.limit} is no limit`;
  return Number.isInteger(rounds) && rounds > 0
    ? undefined
    : `${values.rounds} is no number of rounds`;
}

function verdictText({ title, commit, verdict }: Judged): string {
  const { by, ratio, passed } = verdict;
  const what = by === "cpu" ? "CPU time" : by;
  return `${passed ? "passed" : "FAILED"}: ${title} takes ${digits(ratio.median)} times the ${what} of ${commit}; the limit is ${limit}`;
}

const wrong = mistake();
if (wrong === undefined) {
  const programs = new Map(commits.map((it) => [it, programOf(it)]));
  const instructions = canCount();
  console.log(`${machineLine()}\n`);
  const judged: Judged[] = [];
  for (const [title, subject] of chosen) {
    const settings = { title, rounds, limit, instructions };
    const { table, verdicts } = await comparisonOf(programs, subject, settings);
    console.log(`${markdownOf(table)}\n`);
    judged.push(...verdicts);
  }
  if (Number.isFinite(limit)) console.log(judged.map(verdictText).join("\n"));
  if (judged.some(({ verdict }) => !verdict.passed)) process.exitCode = 1;
} else {
  console.error(wrong);
  process.exitCode = 2;
}

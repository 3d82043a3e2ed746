// What it takes to check a program that uses a large package: the generated one, and the same by hand. `npm run bench:types -- [--rounds 7] [--categories 1000]`
import { join } from "node:path";
import { parseArgs } from "node:util";
import { captable, workspace } from "./generator/subjects.ts";
import { measureCold } from "../measure/cold.ts";
import { machineLine } from "../measure/machine.ts";
import { type Summary, summarize } from "../measure/statistics.ts";
import { digits, ratioText, tableOf } from "../report/format.ts";
import { keepResults, refreshPage } from "../report/keep.ts";
import { byHand } from "../types/by-hand.ts";
import { type Check, check, COMPILERS } from "../types/compilers.ts";
import { consumerOf, declared, generatedSources } from "../types/packages.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "7" },
    categories: { type: "string", default: "1000" },
  },
});
const size = { categories: Number(values.categories), functions: 20 };
const place = workspace(size);
await measureCold(captable("generate", place.table, place.output));

const SUBJECTS = {
  generated: generatedSources(place.output),
  "by hand": byHand(place.categories),
  "by hand, with `supports`": byHand(place.categories, { withSupports: true }),
};

interface Subject {
  readonly name: string;
  readonly project: string;
  readonly megabytes: number;
}

const subjects = Object.entries(SUBJECTS).map(([name, sources]): Subject => {
  const project = join(place.folder, "types", name.replace(/\W+/g, "-"));
  const files = declared(`${project}-package`, sources);
  consumerOf(project, files, place.categories);
  const bytes = [...files.values()].reduce((sum, it) => sum + it.length, 0);
  return { name, project, megabytes: bytes / 1e6 };
});

interface Row {
  readonly compiler: string;
  readonly subject: string;
  /** How many times as much the generated package took, by the clock and in CPU time. */
  readonly ratio: Summary;
  readonly cpu: Summary;
  readonly seconds: number;
}

/** Rounds of one compiler: in each, all subjects in turn, after a round that does not count. */
function contest([compiler, program]: readonly [string, string]): Row[] {
  const rounds = Array.from({ length: Number(values.rounds) + 1 }, () =>
    subjects.map(({ project }) => check(program, project)),
  ).slice(1);
  return subjects.map(({ name }, at) => {
    const ratios = (what: keyof Check): Summary =>
      summarize(
        rounds.map((it) => (it[0]?.[what] ?? NaN) / (it[at]?.[what] ?? NaN)),
      );
    const own = rounds.map((it) => it[at]?.cpu ?? NaN);
    const seconds = summarize(own).median / 1000;
    const row = { ratio: ratios("milliseconds"), cpu: ratios("cpu"), seconds };
    console.log(`${compiler}, ${name}: ${ratioText(row.cpu)} in CPU time`);
    return { compiler, subject: name, ...row };
  });
}

const rows = Object.entries(COMPILERS).flatMap(contest);
async function keep(): Promise<void> {
  const machine = machineLine();
  const declares = Object.fromEntries(
    subjects.map(({ name, megabytes }) => [name, megabytes]),
  );
  await keepResults("types", { machine, size, declares, rows });
  await refreshPage(
    "docs/performance-emitted.md",
    "types",
    [
      `Measured on ${machine}; ${size.categories} categories of ${size.functions} functions.`,
      tableOf(
        [
          "a program that uses",
          "compiler",
          "MB declared",
          "CPU s",
          "goal",
          "generated is … times that, in CPU time",
          "by the clock",
        ],
        rows.map(({ compiler, subject, ratio, cpu, seconds }, at) => [
          subject,
          compiler,
          digits(subjects[at % subjects.length]?.megabytes ?? NaN),
          digits(seconds),
          subject === "generated" ? "" : "1",
          ratioText(cpu),
          ratioText(ratio),
        ]),
      ),
    ].join("\n\n"),
  );
}

// Another size is for whoever works on it, and no result.
if (size.categories === 1_000) await keep();

/**
 * The proof of teeth: tries every deliberate fault, and tells which ones the kit does not notice.
 *
 *     npm run mutants -- [--tables] [--table spec/wsk.yaml …] [--all] [--hand-made] [--provider memory [--own]] [--only text] [--report folder] [--write]
 *
 * `--own` leaves out what another provider shows as well. Ends with 0 if every fault is noticed.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { realKit } from "./kit/real-kit.ts";
import { type Killers, killersOf, likelyTest } from "./scoring/killers.ts";
import { withScore } from "./scoring/page.ts";
import { scored, type Scored } from "./scoring/scored.ts";
import { alibis, judgeAll } from "./scoring/score.ts";
import {
  isSharp,
  line,
  markdown,
  percent,
  summary,
} from "./scoring/summary.ts";
import type { Suspect } from "./scoring/judge.ts";
import { handMade, innocent, ofTable, tablesIn } from "./suspects.ts";

const WORKERS = 2;

const { values } = parseArgs({
  options: {
    tables: { type: "boolean", default: false },
    table: { type: "string", multiple: true, default: [] },
    all: { type: "boolean", default: false },
    "hand-made": { type: "boolean", default: false },
    provider: { type: "string" },
    own: { type: "boolean", default: false },
    only: { type: "string", default: "" },
    write: { type: "boolean", default: false },
    report: { type: "string", default: "test/mutants/report" },
  },
});

const root = process.cwd();
const options = { root, all: values.all };

/** What is tried, and the same without any fault. */
function tried(): Readonly<
  Record<"suspects" | "innocents", readonly Suspect[]>
> {
  const paths = values.tables ? tablesIn(root) : values.table;
  const tables = paths.map((path) => ofTable(path, options));
  const isTried = ({ provider }: Suspect): boolean =>
    values.provider === undefined || provider === values.provider;
  const all = values["hand-made"] ? handMade(options) : [];
  const isOwn = ({ id }: Suspect): boolean =>
    !values.own || all.filter((one) => one.id === id).length === 1;
  const own = all.filter(isTried).filter(isOwn);
  const twins = values["hand-made"] ? innocent(options).filter(isTried) : [];
  return {
    innocents: [...twins, ...tables.map((table) => table.innocent)],
    suspects: [...own, ...tables.flatMap(({ suspects }) => suspects)].filter(
      ({ id }) => id.includes(values.only),
    ),
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

const KILLERS = join(root, "test/mutants/killers.json");

/** Keeps the score of what was tried, and what was known of the rest. */
async function write(own: Scored, noticed: Killers): Promise<void> {
  const file = join(root, "test/mutants/score.json");
  const known: Scored = JSON.parse(await readFile(file, "utf8"));
  const all = { ...known, ...own };
  await writeFile(file, json(all));
  await writeFile(KILLERS, json({ ...killers, ...noticed }));
  const page = join(root, "docs/conformance-score.md");
  await writeFile(page, withScore(await readFile(page, "utf8"), all));
}

const { suspects, innocents } = tried();
const killers: Killers = JSON.parse(await readFile(KILLERS, "utf8"));
const { runKit, close } = realKit(
  fileURLToPath(new URL("kit/worker.js", import.meta.url)),
);
try {
  const without = await alibis(innocents, runKit);
  for (const [group, failing] of without) {
    for (const { id, message = "" } of failing)
      console.log(`${group} without any fault: ${id}: ${message}`);
  }
  const judgements = await judgeAll(suspects, {
    ...{ runKit, workers: WORKERS, alibis: without },
    // What is written anew is found out anew.
    likely: (one) => (values.write ? undefined : likelyTest(killers, one)),
    now: () => performance.now(),
    told: (judgement, done, all) =>
      console.log(`${done}/${all} ${line(judgement)}`),
  });
  const result = summary(judgements, without);
  await mkdir(values.report, { recursive: true });
  await writeFile(join(values.report, "mutants.json"), json(result));
  await writeFile(join(values.report, "mutants.md"), markdown(result));
  console.log(
    `${percent(result.score)} of ${result.all - result.broken} faults are noticed`,
  );
  if (result.broken > 0)
    console.error(`${result.broken} more could not be tried: see the report`);
  const own = scored(judgements, without);
  await writeFile(join(values.report, "score.json"), json(own));
  // What could not be tried says nothing about the kit.
  if (values.write && result.broken === 0)
    await write(own, killersOf(judgements));
  process.exitCode = isSharp(result) ? 0 : 1;
} finally {
  close();
}

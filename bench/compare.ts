// Compares commits of the generator in one run: npm run bench:compare -- COMMIT [COMMIT …]
// Each is built in the cache; the working tree comes last. All run in turn, and each round is compared with itself.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { captable, workspace } from "./groups/generator/subjects.ts";
import type { Command } from "./measure/cold.ts";
import { interleave, ratioOf } from "./measure/interleave.ts";
import { machineLine } from "./measure/machine.ts";
import { CACHE, ROOT } from "./paths.ts";
import { digits, markdownOf, ratioText } from "./report/format.ts";
import type { ReportTable } from "./report/result.ts";

const ROUNDS = 5;

function run(command: string, cwd: string): string {
  const { status, stdout, stderr } = spawnSync("sh", ["-c", command], {
    cwd,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${command}\n${stderr || stdout}`);
  return stdout.trim();
}

/** The program of a commit, built of what the commit holds with the packages that are installed now. */
function programOf(commit: string): string {
  const hash = run(`git rev-parse --short=12 "${commit}^{commit}"`, ROOT);
  const folder = join(CACHE, "commits", hash);
  if (!existsSync(join(folder, "built"))) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    run(
      `git archive ${hash} package.json tsconfig.base.json generator | tar -x -C "${folder}"`,
      ROOT,
    );
    run(`PATH="${ROOT}/node_modules/.bin:$PATH" npm run -s build:tool`, folder);
    writeFileSync(join(folder, "built"), "");
  }
  return join(folder, "generator", "bin", "captable.js");
}

/** What is run of each program, by what it is called. */
function subjects(): Readonly<Record<string, (program: string) => Command>> {
  const small = workspace({ categories: 5, functions: 20 });
  const medium = workspace({ categories: 100, functions: 20 });
  const table = join(ROOT, "spec", "wsk.yaml");
  const output = join(CACHE, "tables", "wsk");
  const of =
    (path: string, folder: string) =>
    (program: string): Command =>
      captable("generate", path, folder, program);
  return {
    "`generate`, the Winsock Kernel's table": of(table, output),
    "`generate`, 5 categories": of(small.table, small.output),
    "`generate`, 100 categories": of(medium.table, medium.output),
  };
}

/** Each commit beside the first. */
function compare(
  title: string,
  command: (program: string) => Command,
  programs: ReadonlyMap<string, string>,
): ReportTable {
  const commands = [...programs].map(
    ([name, program]) => [name, command(program)] as const,
  );
  const runs = interleave(Object.fromEntries(commands), ROUNDS);
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

const commits = process.argv.slice(2);
if (commits.length === 0) {
  console.error("name a commit to compare with");
  process.exitCode = 2;
} else {
  const programs = new Map(commits.map((it) => [it, programOf(it)]));
  programs.set("now", join(ROOT, "generator", "bin", "captable.js"));
  console.log(`${machineLine()}\n`);
  for (const [title, command] of Object.entries(subjects()))
    console.log(`${markdownOf(compare(title, command, programs))}\n`);
}

/**
 * Lets Stryker make the faults, and writes down what came of them.
 *
 *     npm run stryker [-- --reports-only]
 *
 * Stryker is heavy for what it is used for here: it is installed on demand, and is no dependency.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { constants, setPriority } from "node:os";
import { join, resolve } from "node:path";
import { format } from "prettier";
import { readReport, scoreTable, survivors } from "./report.ts";

/** The latest that runs on the oldest Node that is supported. */
const STRYKER = "@stryker-mutator/core@9.5.1";

const CACHE = resolve(".cache/stryker");
const REPORT = join(CACHE, "report/mutation.json");
const SCORE = "docs/stryker-score.md";

async function install(): Promise<string> {
  const tool = join(CACHE, STRYKER.replaceAll("/", "+"));
  const bin = join(tool, "node_modules/@stryker-mutator/core/bin/stryker.js");
  if (existsSync(bin)) return bin;
  await mkdir(tool, { recursive: true });
  await writeFile(join(tool, "package.json"), '{ "private": true }\n');
  const quiet = ["--no-audit", "--no-fund", "--no-package-lock"];
  run("npm", ["install", "--ignore-scripts", ...quiet, STRYKER], tool);
  return bin;
}

function run(command: string, args: readonly string[], cwd?: string): void {
  const { status, error } = spawnSync(command, args, { cwd, stdio: "inherit" });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ended with ${status}`);
}

/** Puts the table between its markers; what is said about it is written by hand. */
async function writeScore(table: string): Promise<void> {
  const [begin, end] = ["<!-- stryker: begin -->", "<!-- stryker: end -->"];
  const text = await readFile(SCORE, "utf8");
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${SCORE} has no markers`);
  const replaced = `${text.slice(0, from)}${begin}\n\n${table}\n${text.slice(to)}`;
  await writeFile(SCORE, await format(replaced, { parser: "markdown" }));
}

if (!process.argv.includes("--reports-only")) {
  // It takes a quarter of an hour, in which others want to work too.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const bin = await install();
  run(process.execPath, [bin, "run", "test/mutants/stryker.config.mjs"]);
}
const report = readReport(JSON.parse(await readFile(REPORT, "utf8")));
for (const line of survivors(report)) console.log(line);
await writeScore(scoreTable(report));

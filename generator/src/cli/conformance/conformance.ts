/** Runs the conformance kit of a package, and tells what came of it. @module */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import {
  consoleReporter,
  renderHtml,
  renderJson,
  renderJUnit,
  renderMarkdown,
} from "../../conformance/report/index.ts";
import { run, type Internals } from "../../conformance/run/run.ts";
import { SetupError } from "../../conformance/run/setup-error.ts";
import type { RunResult } from "../../conformance/run/verdict.ts";
import { UsageError } from "../failure.ts";
import type { Io } from "../../terminal/io.ts";
import { findKit } from "./find-kit.ts";
import type { ConformanceArguments } from "./options.ts";

/** Runs, reports, and says whether all is well. */
export async function conformance(
  given: ConformanceArguments,
  io: Io,
  internals: Partial<Internals> = {},
): Promise<boolean> {
  const provider = providerOf(given, io.cwd);
  const root = await findKit(io.cwd, given);
  const { family = [], id = [], checked = false, seed, jobs, format } = given;
  const result = await setUp(() =>
    run(
      { url: pathToFileURL(join(root, "package.json")).href },
      {
        provider,
        families: family,
        ids: id,
        mode: checked ? "checked" : "raw",
        command: commandOf(given),
        ...(seed === undefined ? {} : { seed }),
        ...(jobs === undefined ? {} : { jobs }),
        ...(format === "text"
          ? { reporter: consoleReporter(io, given.color) }
          : {}),
      },
      internals,
    ),
  );
  if (format === "json") io.stdout.write(renderJson(result));
  if (format === "junit") io.stdout.write(renderJUnit(result));
  if (given.report !== undefined)
    writeReports(resolve(io.cwd, given.report), result);
  return result.ok;
}

/** What is wrong before a test is run, is wrong with the call or with what it names. */
async function setUp<T>(start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if (error instanceof SetupError) throw new UsageError(error.message);
    throw error;
  }
}

function providerOf(
  { provider }: ConformanceArguments,
  cwd: string,
): URL | "model" {
  if (provider === undefined) return "model";
  const file = resolve(cwd, provider);
  if (!existsSync(file)) throw new UsageError(`there is no file ${provider}`);
  return pathToFileURL(file);
}

function writeReports(folder: string, result: RunResult): void {
  mkdirSync(folder, { recursive: true });
  const reports = {
    "result.json": renderJson(result),
    "junit.xml": renderJUnit(result),
    "matrix.md": renderMarkdown([result]),
    "matrix.html": renderHtml([result]),
  };
  for (const [name, text] of Object.entries(reports))
    writeFileSync(join(folder, name), text);
}

/** The same call again, without what narrows it: that is for whoever reads to add. */
function commandOf({
  provider,
  package: named,
  config,
  checked,
}: ConformanceArguments): string {
  const words = [
    "captable conformance",
    ...(provider === undefined ? [] : ["--provider", shellWord(provider)]),
    ...(named === undefined ? [] : ["--package", shellWord(named)]),
    ...(config === undefined ? [] : ["--config", shellWord(config)]),
    ...(checked === true ? ["--checked"] : []),
  ];
  return words.join(" ");
}

function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text)
    ? text
    : `'${text.replaceAll("'", `'\\''`)}'`;
}

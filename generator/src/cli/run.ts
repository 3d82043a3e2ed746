/** One run of the command line. @module */
import { CommanderError } from "commander";
import { check } from "./check.ts";
import { loadCore, type Core } from "./core.ts";
import { EXIT } from "./exit-codes.ts";
import { bugReport, usageMessage } from "./failure.ts";
import { generate } from "./generate.ts";
import type { Io } from "./io.ts";
import { renderPackages, type Package } from "./packages.ts";
import { createPrinter } from "./printer.ts";
import { createProgram, type Actions } from "./program.ts";
import { reportChecked } from "./report-check.ts";
import { reportDiagnostics } from "./report-diagnostics.ts";
import { reportGenerated } from "./report-generate.ts";
import { checkedJson, failedJson, generatedJson } from "./report-json.ts";
import { findTargets, type TargetArguments } from "./targets.ts";

/**
 * Runs captable with arguments (without `node` and the script) and gives its exit code. It never throws and never
 * ends the process.
 */
export async function run(
  argv: readonly string[],
  io: Io,
  load: () => Promise<Core> = loadCore,
): Promise<number> {
  let code: number = EXIT.ok;
  const actions = createActions(io, load, (ok) => {
    code = ok ? EXIT.ok : EXIT.findings;
  });
  try {
    await createProgram(io, actions).parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    return fail(error, argv, io);
  }
}

function createActions(
  io: Io,
  load: () => Promise<Core>,
  finish: (ok: boolean) => void,
): Actions {
  return {
    async generate(given, options) {
      const core = await load();
      const packages = await prepare(given, core, io);
      const result = await generate(packages, options.force, io);
      finish(result.ok);
      if (options.json) return void io.stdout.write(generatedJson(result));
      const printer = createPrinter(io, options.color);
      reportDiagnostics(packages, core, printer);
      await reportGenerated(result, given, printer);
    },
    async check(given, options) {
      const core = await load();
      const packages = await prepare(given, core, io);
      const result = await check(packages, io);
      finish(result.ok);
      if (options.json) return void io.stdout.write(checkedJson(result));
      const printer = createPrinter(io, options.color);
      reportDiagnostics(packages, core, printer);
      await reportChecked(result, given, options.diff, printer);
    },
    async explain(code, options) {
      const { findCode, printExplanation } = await import("./explain.ts");
      const { out } = createPrinter(io, options.color);
      printExplanation(await findCode(code), await load(), out);
    },
  };
}

async function prepare(
  given: TargetArguments,
  core: Core,
  io: Io,
): Promise<readonly Package[]> {
  return renderPackages(await findTargets(io.cwd, given), core, io);
}

function fail(error: unknown, argv: readonly string[], io: Io): number {
  // Commander has already said what is wrong, or printed the help that was asked for.
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const usage = usageMessage(error, io.cwd);
  const wantsJson = argv.includes("--json");
  if (usage !== undefined) {
    if (wantsJson) io.stdout.write(failedJson("usage", usage));
    io.stderr.write(`error: ${usage}\n`);
    return EXIT.usage;
  }
  if (wantsJson) io.stdout.write(failedJson("bug", String(error)));
  io.stderr.write(bugReport(error));
  return EXIT.bug;
}

/** One run of the command line. @module */
import { CommanderError } from "commander";
import { check } from "./check.ts";
import { loadCore, type Core } from "./core.ts";
import { EXIT } from "./exit-codes.ts";
import { formatOf, loadFormat } from "./format/format.ts";
import { bugReport, usageMessage } from "./failure.ts";
import { generate } from "./generate.ts";
import type { Io } from "./io.ts";
import { renderPackages, type Package } from "./packages.ts";
import { createPrinter } from "./printer.ts";
import { createProgram, type Actions } from "./program.ts";
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
      const format = await loadFormat(options.format);
      const { color } = options;
      await format.generated(result, { io, core, given, color, diff: true });
    },
    async check(given, options) {
      const core = await load();
      const packages = await prepare(given, core, io);
      const result = await check(packages, io);
      finish(result.ok);
      const format = await loadFormat(options.format);
      const { color, diff } = options;
      await format.checked(result, { io, core, given, color, diff });
    },
    async explain(code, options) {
      const { findCode, printExplanation } = await import("./explain.ts");
      const { out } = createPrinter(io, options.color);
      printExplanation(await findCode(code), await load(), out);
    },
    async conformance(given) {
      const { conformance } = await import("./conformance/conformance.ts");
      finish(await conformance(given, io));
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

async function fail(
  error: unknown,
  argv: readonly string[],
  io: Io,
): Promise<number> {
  const format = await loadFormat(formatOf(argv));
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.ok;
    // Commander has already said to people what is wrong.
    const message = error.message.replace(/^error: /, "");
    await format.failed({ kind: "usage", message, text: "" }, io);
    return EXIT.usage;
  }
  const message = usageMessage(error, io.cwd);
  if (message !== undefined) {
    const text = `error: ${message}\n`;
    await format.failed({ kind: "usage", message, text }, io);
    return EXIT.usage;
  }
  const text = bugReport(error);
  await format.failed({ kind: "bug", message: String(error), text }, io);
  return EXIT.bug;
}

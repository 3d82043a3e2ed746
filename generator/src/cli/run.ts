/** One run of the command line. @module */
import { CommanderError } from "commander";
import { generatorIdentity } from "./cache/identity.ts";
import { check } from "./check.ts";
import { loadCore, type LoadCore } from "./core.ts";
import { EXIT } from "./exit-codes.ts";
import { formatOf, loadFormat } from "./format/format.ts";
import { bugReport, usageMessage } from "./failure.ts";
import { generateOnce } from "./generate-once.ts";
import type { Io } from "../terminal/io.ts";
import { prepare, type Outside } from "./prepare.ts";
import { createPrinter } from "./printer.ts";
import { createProgram, type Actions } from "./program.ts";

/**
 * Runs captable with arguments (without `node` and the script) and gives its exit code. It never throws and never
 * ends the process.
 */
export async function run(
  argv: readonly string[],
  io: Io,
  load: LoadCore = loadCore,
  identify: () => string | undefined = () => generatorIdentity(),
): Promise<number> {
  let code: number = EXIT.ok;
  const actions = createActions(io, { load, identify }, (ok) => {
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
  outside: Outside,
  finish: (ok: boolean) => void,
): Actions {
  const { load } = outside;
  return {
    async generate(given, options) {
      if (options.watch) {
        const { watch } = await import("./watch/watch.ts");
        return watch(given, options, io, outside);
      }
      const result = await generateOnce(given, options, io, outside);
      finish(result.ok);
    },
    async check(given, options) {
      const { packages } = await prepare(given, options, io, outside);
      const result = await check(packages, io);
      finish(result.ok);
      const format = await loadFormat(options.format);
      const { color, diff } = options;
      await format.checked(result, { io, load, given, color, diff });
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

/** Generates, and again whenever a file of a table changes, until whoever started it has enough. @module */
import { resolve } from "node:path";
import type { Core } from "../core.ts";
import { UsageError, usageMessage } from "../failure.ts";
import { generateOnce } from "../generate-once.ts";
import type { Generated } from "../generate.ts";
import { visible, type Io } from "../../terminal/io.ts";
import { shownFrom } from "../paths.ts";
import type { Outside } from "../prepare.ts";
import { count, createPrinter, type Printer } from "../printer.ts";
import type { GenerateOptions } from "../program.ts";
import type { TargetArguments } from "../targets.ts";
import { FileWatch, type ReadFiles } from "./file-watch.ts";

/** Comes back when it has been ended, which is no failure, whatever the last round has found. */
export async function watch(
  given: TargetArguments,
  options: GenerateOptions,
  io: Io,
  outside: Outside,
): Promise<void> {
  if (options.format !== "text")
    throw new UsageError("--watch tells people: leave --format and --json out");
  const printer = createPrinter(io, options.color);
  const ended = io.ended();
  let core: Promise<Core> | undefined;
  // All rounds have one, which remembers what it has rendered. A thread would forget.
  const { workers = 1 } = options;
  const load = (): Promise<Core> => (core ??= outside.load(true));
  const round = (): Promise<Generated> =>
    generateOnce(given, { ...options, workers }, io, { ...outside, load });
  // What is wrong with the call is wrong with every round: the first one fails.
  const first = await round();
  const files = new FileWatch(inputsOf(first));
  try {
    reportWatching(files, printer);
    for (;;) {
      const changed = await Promise.race([files.changed(), ended]);
      if (changed === undefined) return;
      reportChanged(changed, io, printer);
      const result = await survive(round, io, printer);
      if (result !== undefined) files.follow(inputsOf(result));
      reportWatching(files, printer);
    }
  } finally {
    await files.close();
  }
}

/** A table may be away for a moment, and come back. A bug of captable ends the run. */
async function survive(
  round: () => Promise<Generated>,
  { cwd }: Io,
  { err }: Printer,
): Promise<Generated | undefined> {
  try {
    return await round();
  } catch (error) {
    const message = usageMessage(error, cwd);
    if (message === undefined) throw error;
    err.line(`${err.colors.red("error")}: ${visible(message)}`);
    return undefined;
  }
}

/** Every file that was asked for, also one that is not there. */
function inputsOf({ packages }: Generated): ReadFiles {
  return new Map(
    packages.flatMap(({ package: { target, compiled } }) =>
      [...compiled.found.inputs].map(
        ([path, hash]) => [resolve(target.root, path), hash] as const,
      ),
    ),
  );
}

function reportWatching(files: FileWatch, { out }: Printer): void {
  const watched = count(files.size, "file");
  out.line(out.colors.dim(`Watching ${watched}. Ctrl-C ends it.`));
}

function reportChanged(
  paths: readonly string[],
  { cwd }: Io,
  { out }: Printer,
): void {
  const shown = paths.map((path) => visible(shownFrom(cwd, path)));
  out.line();
  out.line(`Changed: ${shown.join(", ")}`);
}

/** One run of `generate`, from its arguments to what it says. @module */
import { loadFormat } from "./format/format.ts";
import { generate, type Generated } from "./generate.ts";
import type { Io } from "../terminal/io.ts";
import { prepare, type Outside } from "./prepare.ts";
import type { GenerateOptions } from "./program.ts";
import type { TargetArguments } from "./targets.ts";

/** Writes the packages, leaves records of them, and tells what came of it. */
export async function generateOnce(
  given: TargetArguments,
  options: GenerateOptions,
  io: Io,
  outside: Outside,
): Promise<Generated> {
  const { packages, cache } = await prepare(given, options, io, outside);
  const result = await generate(packages, options.force, io);
  if (result.ok) cache?.remember(packages);
  const format = await loadFormat(options.format);
  const { load } = outside;
  const { color } = options;
  await format.generated(result, { io, load, given, color, diff: true });
  return result;
}

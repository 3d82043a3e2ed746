/** The command `conformance`, as commander knows it. @module */
import { Option, type Command } from "commander";
import {
  CONFORMANCE_FORMATS,
  names,
  several,
  whole,
  type ConformanceArguments,
} from "./options.ts";

/** Adds the command to the program. */
export function addConformance(
  program: Command,
  run: (given: ConformanceArguments) => Promise<void>,
): void {
  program
    .command("conformance")
    .description("hold a provider to the table of its package")
    .option("-p, --provider <file>", "its module (default: the model)")
    .option("--package <name>", "the generated package, by name or folder")
    .option("-c, --config <file>", "the configuration (default: the nearest)")
    .option("--family <names>", "only these families of tests", names)
    .option("--id <id>", "only this test, or those that begin so", several)
    .option("--checked", "through the wrapper that checks a provider")
    .addOption(
      new Option("--seed <number>", "make a run again").argParser(
        whole(0, 2 ** 32 - 1),
      ),
    )
    .addOption(
      new Option("--jobs <number>", "so many processes at a time").argParser(
        whole(1, 1_024),
      ),
    )
    .option("--report <dir>", "write the reports to this folder")
    .addOption(
      new Option("--format <format>", "how to tell what came of it")
        .choices(CONFORMANCE_FORMATS)
        .default("text"),
    )
    .action(async (_own: unknown, command: Command) => {
      await run(command.optsWithGlobals<ConformanceArguments>());
    });
}

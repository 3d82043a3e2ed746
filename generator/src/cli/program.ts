/** The commands and options, as commander knows them. @module */
import { Command, Option } from "commander";
import { addConformance } from "./conformance/add-command.ts";
import { whole, type ConformanceArguments } from "./conformance/options.ts";
import { FORMATS, type FormatName } from "./format/format.ts";
import type { Io } from "../terminal/io.ts";
import { packageFacts } from "./package-facts.ts";
import type { TargetArguments } from "./targets.ts";

/** The options of every command. */
export interface CommonOptions {
  readonly color: boolean;
  readonly format: FormatName;
}

interface CompileOptions extends CommonOptions {
  /** False: nothing is taken from an earlier run, and nothing left for a later one. */
  readonly cache: boolean;
  /** How many threads compile tables; 1 is none but this one. */
  readonly workers?: number;
}

export interface GenerateOptions extends CompileOptions {
  readonly force: boolean;
  readonly watch: boolean;
}

export interface CheckOptions extends CompileOptions {
  readonly diff: boolean;
}

/** What the commands do. */
export interface Actions {
  generate(given: TargetArguments, options: GenerateOptions): Promise<void>;
  check(given: TargetArguments, options: CheckOptions): Promise<void>;
  explain(code: string, options: { readonly color: boolean }): Promise<void>;
  conformance(given: ConformanceArguments): Promise<void>;
}

/** Builds the program. It throws a CommanderError where commander would end the process. */
export function createProgram(io: Io, actions: Actions): Command {
  const program = new Command("captable")
    .description(
      "Generates TypeScript classes, guards and conformance tests from a capability table.",
    )
    .version(packageFacts().version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .option("--no-color", "print without colours (so does NO_COLOR=1)")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
    })
    .addHelpText("after", `\n${EXIT_CODES}`);
  addGenerate(program, actions);
  addCheck(program, actions);
  addExplain(program, actions);
  addConformance(program, (given) => actions.conformance(given));
  return program;
}

const EXIT_CODES = `Exit codes:
  0   all is well
  1   a table has errors, a package is stale, an edited file was spared,
      or a provider does not do what its table says
  2   wrong arguments or configuration, or a file that cannot be used
  70  a bug of captable`;

function addGenerate(program: Command, actions: Actions): void {
  withTargets(program.command("generate"))
    .description("write the packages of all tables, or of one")
    .option("--force", "overwrite edited and foreign files", false)
    .option("--watch", "go on, and write again what has changed", false)
    .action(
      async (table: string | undefined, _own: unknown, command: Command) => {
        const options = command.optsWithGlobals<GenerateOptions & Places>();
        await actions.generate(targetArguments(table, options), options);
      },
    );
}

function addCheck(program: Command, actions: Actions): void {
  withTargets(program.command("check"))
    .description("compare the packages with their tables; writes nothing")
    .option("--no-diff", "list the changed files without their diffs")
    .action(
      async (table: string | undefined, _own: unknown, command: Command) => {
        const options = command.optsWithGlobals<CheckOptions & Places>();
        await actions.check(targetArguments(table, options), options);
      },
    );
}

function addExplain(program: Command, actions: Actions): void {
  program
    .command("explain")
    .argument("<code>", "the code of a diagnostic, such as CT301")
    .description("tell what a diagnostic means, with an example")
    .action(async (code: string, _own: unknown, command: Command) => {
      await actions.explain(code, command.optsWithGlobals<CommonOptions>());
    });
}

function withTargets(command: Command): Command {
  return command
    .argument("[table]", "a table, if not all of the configuration")
    .option("-o, --output <dir>", "where the package of the table goes")
    .option("-c, --config <file>", "the configuration (default: the nearest)")
    .option("--large", "read tables of any size: your own, not a stranger's")
    .addOption(
      new Option("--workers <number>", "so many tables at a time").argParser(
        whole(1, 1_024),
      ),
    )
    .option("--no-cache", "make a full run, also if nothing has changed")
    .addOption(
      new Option("--format <format>", "how to tell what came of it")
        .choices(FORMATS)
        .default("text"),
    )
    .addOption(
      new Option("--json", "short for --format json").implies({
        format: "json",
      }),
    );
}

interface Places {
  readonly output?: string;
  readonly config?: string;
  readonly large?: boolean;
}

function targetArguments(
  table: string | undefined,
  { output, config, large }: Places,
): TargetArguments {
  return {
    ...(table === undefined ? {} : { table }),
    ...(output === undefined ? {} : { output }),
    ...(config === undefined ? {} : { config }),
    ...(large === undefined ? {} : { large }),
  };
}

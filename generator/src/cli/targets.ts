/** From arguments and configuration to the packages of one run. @module */
import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { loadConfig, type LoadedConfig } from "./config-file.ts";
import { UsageError } from "./failure.ts";
import { isWithin, shownFrom } from "./paths.ts";

/** One table and where its package goes; all absolute. */
export interface Target {
  /** The folder that the table's imports may not lead out of. It does not depend on where captable is run. */
  readonly root: string;
  readonly table: string;
  readonly output: string;
  /** Whether a run may go by what an earlier one has left. */
  readonly cached: boolean;
  /** Whether the table may be large: see `large` of the configuration. */
  readonly large: boolean;
}

/** What the command line says of tables. */
export interface TargetArguments {
  readonly table?: string;
  readonly output?: string;
  readonly config?: string;
  /** Whether every table may be large. */
  readonly large?: boolean;
}

/** Finds the packages of a run: tables that are there, outputs that do not get in each other's way. */
export async function findTargets(
  cwd: string,
  given: TargetArguments,
): Promise<readonly Target[]> {
  const targets = await readTargets(cwd, given);
  for (const target of targets) checkTable(cwd, target);
  return targets;
}

async function readTargets(
  cwd: string,
  given: TargetArguments,
): Promise<readonly Target[]> {
  const { table, output, config, large = false } = given;
  if (output !== undefined) {
    if (table === undefined)
      throw new UsageError("--output needs to know which table: name one");
    if (config !== undefined)
      throw new UsageError(
        "a table with --output needs no configuration: leave --config out",
      );
    const path = resolve(cwd, table);
    const root = rootFor(projectFolder(path) ?? cwd, path);
    const target = { root, table: path, output: resolve(cwd, output) };
    return [{ ...target, cached: true, large }];
  }
  const loaded = await loadConfig(cwd, config);
  if (loaded === undefined) throw new UsageError(noConfig(table));
  const all = configured(loaded, large);
  // Over the whole file, even if only one table is asked for.
  checkOutputs(cwd, all);
  return table === undefined ? all : select(cwd, all, table, loaded.file);
}

function configured(
  { file, config }: LoadedConfig,
  allLarge: boolean,
): readonly Target[] {
  const base = dirname(file);
  // A table is large or not, however many packages are made of it.
  const large = new Set(
    config.tables
      .filter((it) => it.large === true)
      .map(({ table }) => resolve(base, table)),
  );
  return config.tables.map(({ table, output }) => {
    const path = resolve(base, table);
    const root = rootFor(base, path);
    const cached = config.cache !== false;
    const target = { root, table: path, output: resolve(base, output) };
    return { ...target, cached, large: allLarge || large.has(path) };
  });
}

/** The folder itself, or the nearest one above that holds the table. */
function rootFor(folder: string, table: string): string {
  const parent = dirname(folder);
  if (isWithin(folder, table) || parent === folder) return folder;
  return rootFor(parent, table);
}

/** The nearest folder above a file that is a project of its own. */
function projectFolder(file: string): string | undefined {
  const folder = dirname(file);
  if (folder === file) return undefined;
  const marks = ["package.json", ".git"].map((name) => join(folder, name));
  return marks.some((mark) => existsSync(mark))
    ? folder
    : projectFolder(folder);
}

function select(
  cwd: string,
  all: readonly Target[],
  table: string,
  file: string,
): readonly Target[] {
  const wanted = resolve(cwd, table);
  const selected = all.filter((target) => target.table === wanted);
  if (selected.length > 0) return selected;
  const known = [...new Set(all.map((target) => shownFrom(cwd, target.table)))];
  throw new UsageError(
    `${table} is not a table of ${shownFrom(cwd, file)}; it has: ${known.join(", ")}\n` +
      "Add it there, or say where its package goes: --output DIR",
  );
}

function noConfig(table: string | undefined): string {
  return table === undefined
    ? "there is no configuration (captable.config.js, .mjs, .cjs, .ts or .json, or captable in package.json)\n" +
        'Write one: { "tables": [{ "table": "spec/table.yaml", "output": "generated/package" }] }\n' +
        "or name both: captable generate spec/table.yaml --output generated/package"
    : `say where the package of ${table} goes: --output DIR (there is no configuration)`;
}

function checkTable(cwd: string, { table, output }: Target): void {
  const shown = shownFrom(cwd, table);
  const stats = statSync(table, { throwIfNoEntry: false });
  if (stats === undefined) throw new UsageError(`there is no table ${shown}`);
  if (!stats.isFile()) throw new UsageError(`${shown} is not a file`);
  if (isWithin(output, table))
    throw new UsageError(
      `the table ${shown} lies in the output folder ${shownFrom(cwd, output)}, which captable owns`,
    );
}

function checkOutputs(cwd: string, targets: readonly Target[]): void {
  targets.forEach(({ output }, index) => {
    for (const other of targets.slice(index + 1)) {
      const a = shownFrom(cwd, output);
      const b = shownFrom(cwd, other.output);
      // On many disks the same folder, and a configuration is for all of them.
      const [folded, others] = [
        output.toLowerCase(),
        other.output.toLowerCase(),
      ];
      if (output === other.output)
        throw new UsageError(`two tables have the same output: ${a}`);
      if (folded === others)
        throw new UsageError(`two outputs differ only in case: ${a} and ${b}`);
      if (isWithin(folded, others) || isWithin(others, folded))
        throw new UsageError(`one output lies in another: ${a} and ${b}`);
    }
  });
}

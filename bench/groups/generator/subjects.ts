/** What captable is measured on, and the least that it could do. @module */
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, RunFailed } from "../../measure/cold.ts";
import { CACHE, ROOT } from "../../paths.ts";
import {
  planTable,
  type PlannedCategory,
  type TableSize,
  tableText,
} from "../../tables/table.ts";

/** The program of the working tree. */
export const PROGRAM = join(ROOT, "generator", "bin", "captable.js");

/** A table of a size, and where its package goes. */
export interface Workspace {
  readonly size: TableSize;
  readonly categories: readonly PlannedCategory[];
  readonly folder: string;
  readonly table: string;
  readonly output: string;
  /** Whether the table is larger than a stranger's may be. */
  readonly large: boolean;
}

/** Within the limits of a stranger's table, at 20 functions a category. */
const LARGEST_OF_STRANGERS = 1000;

/** Writes the table of a size. */
export function workspace(size: TableSize): Workspace {
  const folder = join(CACHE, "tables", String(size.categories));
  mkdirSync(folder, { recursive: true });
  const categories = planTable(size);
  const table = join(folder, "table.yaml");
  writeFileSync(table, tableText(categories));
  const large = size.categories > LARGEST_OF_STRANGERS;
  const output = join(folder, "package");
  return { size, categories, folder, table, output, large };
}

interface Options {
  /** captable's, if it is not that of the working tree. */
  readonly program?: string;
  readonly node?: string;
  /** Whether the table is larger than a stranger's may be. */
  readonly large?: boolean;
  /** Whether the package stays as the run before has left it, which captable may notice. */
  readonly unchanged?: boolean;
}

/** captable on a table, from nothing or against what is there. */
export function captable(
  command: "generate" | "check",
  table: string,
  output: string,
  options: Options = {},
): Command {
  const { program = PROGRAM, node, large = false, unchanged = false } = options;
  const fresh = command === "generate" && !unchanged;
  const size = large ? ["--large"] : [];
  return {
    args: [program, command, table, "--output", output, ...size],
    cwd: ROOT,
    // Only outside of CI is there a record of what a run has left.
    ...((fresh || unchanged) && { env: { CI: "" } }),
    ...(node !== undefined && { node }),
    ...(fresh && {
      writes: output,
      prepare: () => rmSync(output, { recursive: true, force: true }),
    }),
  };
}

/** Start, load, read, parse: see the program itself. */
export function floor(tables: string, output: string): Command {
  const program = join(ROOT, "bench", "floor", "floor.mjs");
  return {
    args: [program, tables, output],
    cwd: ROOT,
    prepare: () => {
      if (!existsSync(output)) throw new RunFailed("there is no package");
    },
  };
}

/** Read what is finished, and write it somewhere else. */
export function copy(
  { folder, output }: Workspace,
  target = `${output}.copy`,
): Command {
  const program = join(ROOT, "bench", "floor", "copy.mjs");
  return {
    args: [program, folder, output, target],
    cwd: ROOT,
    prepare: () => rmSync(target, { recursive: true, force: true }),
  };
}

/** What reading the YAML costs, by the full parser or the quick reader. */
export function reading(by: "yaml" | "quick", table: string): Command {
  const program = join(ROOT, "bench", "floor", "parse.mjs");
  return { args: [program, by, table], cwd: ROOT };
}

/** The programs that are measured: captable, the least that it could do, and what others do with the same. @module */
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "../../measure/cold.ts";
import { CACHE, ROOT } from "../../paths.ts";
import { install } from "../../rivals/install.ts";
import { type Rival, RIVALS } from "../../rivals/rivals.ts";
import {
  planTable,
  type PlannedCategory,
  type TableSize,
  tableText,
} from "../../tables/table.ts";

const PROGRAM = join(ROOT, "generator", "bin", "captable.js");

/** A table of a size, and where its package goes. */
export interface Workspace {
  readonly size: TableSize;
  readonly categories: readonly PlannedCategory[];
  readonly folder: string;
  readonly table: string;
  readonly output: string;
}

/** Writes the table of a size. */
export function workspace(size: TableSize): Workspace {
  const folder = join(CACHE, "tables", String(size.categories));
  mkdirSync(folder, { recursive: true });
  const categories = planTable(size);
  const table = join(folder, "table.yaml");
  writeFileSync(table, tableText(categories));
  return { size, categories, folder, table, output: join(folder, "package") };
}

/** captable on a table, from nothing or against what is there. */
export function captable(
  command: "generate" | "check",
  table: string,
  output: string,
  program: string = PROGRAM,
): Command {
  return {
    args: [program, command, table, "--output", output],
    cwd: ROOT,
    ...(command === "generate" && {
      writes: output,
      prepare: () => rmSync(output, { recursive: true, force: true }),
    }),
  };
}

/** Start, load, read, parse: see the program itself. */
export function floor(tables: string, output: string): Command {
  const program = join(ROOT, "bench", "floor", "floor.mjs");
  return { args: [program, tables, output], cwd: ROOT };
}

/** What reading the YAML costs, by the full parser or the quick reader. */
export function reading(by: "yaml" | "quick", table: string): Command {
  const program = join(ROOT, "bench", "floor", "parse.mjs");
  return { args: [program, by, table], cwd: ROOT };
}

/** Every rival that can be installed, on the same table in its own format. */
export function rivals(place: Workspace): Readonly<Record<string, Command>> {
  return Object.fromEntries(
    RIVALS.flatMap((rival) => {
      const command = rivalOn(rival, place);
      return command === undefined ? [] : [[rival.name, command]];
    }),
  );
}

function rivalOn(rival: Rival, place: Workspace): Command | undefined {
  const folder = install(rival);
  if (folder === undefined) return undefined;
  const input = join(place.folder, rival.input);
  if (!existsSync(input)) writeFileSync(input, rival.text(place.categories));
  const output = join(place.folder, `out-${rival.input}`);
  const args = [join(folder, rival.program), ...rival.args(input, output)];
  return {
    args,
    cwd: folder,
    writes: output,
    prepare: () => {
      rmSync(output, { recursive: true, force: true });
      if (rival.folder) mkdirSync(output);
    },
  };
}

/** How many threads tables are worth. @module */
import { readFileSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import type { Target } from "../targets.ts";

/** A thread has to load the program first, which takes as long as so many bytes of tables. */
const WORTH = 100_000;
/** What a thread saves a table by verifying beside it is more than it costs from about so many bytes on. */
const LARGE = 1_000_000;
/** So many cores a thread keeps busy: its own, and one with what V8 compiles and collects for it. */
const CORES_EACH = 2;

/** At least 1, which is this one alone. It decides how long a run takes, and nothing else. */
export function threadsFor(
  tables: readonly (readonly Target[])[],
  wanted: number | undefined,
  cores: number = availableParallelism(),
): number {
  if (wanted !== undefined) return Math.min(wanted, tables.length);
  const most = Math.min(Math.floor(cores / CORES_EACH), tables.length);
  if (most < 2) return 1;
  const sizes = tables.flatMap(([it]) => (it ? sizeOf(it.table) : []));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  // What the largest takes, the whole run takes: beside it, there must be enough for others.
  return bytes - Math.max(...sizes) < WORTH ? 1 : most;
}

/** Whether one table is worth a thread of its own. */
export function isLarge([target]: readonly Target[]): boolean {
  return target !== undefined && sizeOf(target.table) >= LARGE;
}

/** The size of a table with what its root file imports, as far as that can be told without reading the language. */
function sizeOf(table: string): number {
  const text = readFileSync(table, "utf8");
  const imports = /^imports:(?:.*\n?)(?:[ \t-].*\n?)*/m.exec(text)?.[0] ?? "";
  const paths = imports.match(/[\w./-]+\.ya?ml/g) ?? [];
  return paths
    .map((path) => join(dirname(table), path))
    .map((path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, text.length);
}

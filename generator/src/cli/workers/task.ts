/** What a worker is asked, and what it answers. @module */
import type { CompiledTable } from "../compile-table.ts";
import type { Target } from "../targets.ts";

/** One table, and all packages that are made of it. */
export interface Task {
  readonly targets: readonly Target[];
  readonly cwd: string;
}

/** The table, compiled; whatever has to be written of its packages has been verified. */
export type Answer = CompiledTable;

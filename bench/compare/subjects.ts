/** What is run of each commit, by what it is called. @module */
import { join } from "node:path";
import { captable, PROGRAM, workspace } from "../groups/generator/subjects.ts";
import type { Command } from "../measure/cold.ts";
import { CACHE, ROOT } from "../paths.ts";

/** A run of the program at a path. */
export type Subject = (program: string) => Command;

/** The program of the working tree. */
export const OWN: string = PROGRAM;

export const SUBJECTS: Readonly<Record<string, Subject>> = {
  "`generate`, the Winsock Kernel's table": (program) =>
    captable(
      "generate",
      join(ROOT, "spec", "wsk.yaml"),
      join(CACHE, "tables", "wsk"),
      { program },
    ),
  "`generate`, 5 categories": (program) => ofSize(5, program),
  "`generate`, 100 categories": (program) => ofSize(100, program),
};

function ofSize(categories: number, program: string): Command {
  const { table, output } = workspace({ categories, functions: 20 });
  return captable("generate", table, output, { program });
}

/** Where things are. @module */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository, also for what is built of this module. */
export const ROOT: string = rootAbove(dirname(fileURLToPath(import.meta.url)));

/** What a benchmark installs and generates. */
export const CACHE: string = join(ROOT, ".cache", "bench");

function rootAbove(folder: string): string {
  if (existsSync(join(folder, "package-lock.json"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error("the benchmark has no repository");
  return rootAbove(parent);
}

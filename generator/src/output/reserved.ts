import { WORK_FOLDER } from "./work-folder.ts";

/**
 * Says whether a path in an output folder belongs to the tools that build the package, or to a run that is writing:
 * captable neither writes, compares nor reports it.
 */
export function isReserved(path: string): boolean {
  const [top = "", ...rest] = path.split("/");
  if (top === "dist" || top === "node_modules") return true;
  if (top === WORK_FOLDER) return true;
  return rest.length === 0 && top.endsWith(".tsbuildinfo");
}

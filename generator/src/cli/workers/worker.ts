/** A thread that compiles tables and verifies what comes of them. @module */
import { loadCore } from "../core.ts";
import { inspect } from "../inspect.ts";
import { renderPackages } from "../packages.ts";
import type { Answer, Task } from "./task.ts";

/** Does a task. What it throws tells the program to do it again by itself, where an error stays what it is. */
export default async function work({ targets, cwd }: Task): Promise<Answer> {
  const io = { cwd, now: () => performance.now() };
  const packages = renderPackages(targets, await loadCore(), io);
  for (const it of packages) await inspect(it, io);
  const [first] = packages;
  if (first === undefined) throw new Error("there is nothing to do");
  return first.compiled;
}

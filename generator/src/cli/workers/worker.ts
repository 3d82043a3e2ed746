/** A thread that compiles tables. @module */
import { loadCore } from "../core.ts";
import { readTable, shownTable, type CompiledTable } from "../compile-table.ts";
import { inspect, textsToWrite } from "../inspect.ts";
import { renderPackages } from "../packages.ts";
import type { Answer, Relayed, RelayTask, Task } from "./task.ts";

const now = (): number => performance.now();

/**
 * Compiles a table and verifies what comes of it. What it throws tells the program to do it again by itself, where an
 * error stays what it is; so it is with {@link relay}.
 */
export default async function work({ targets, cwd }: Task): Promise<Answer> {
  const io = { cwd, now };
  const packages = renderPackages(targets, await loadCore(), io);
  const verified = new Set<string>();
  for (const it of packages) {
    const changes = (await inspect(it, io))?.changes ?? [];
    for (const path of textsToWrite(changes).keys()) verified.add(path);
  }
  const [first] = packages;
  if (first === undefined) throw new Error("there is nothing to do");
  return { compiled: first.compiled, verified };
}

/** Compiles a table, and hands on its files one by one, for somebody else to verify. */
export async function relay(task: RelayTask): Promise<CompiledTable> {
  const { target, cwd, port } = task;
  const tell = (it: Relayed): void => port.postMessage(it);
  const start = now();
  const [core, { emitted }] = await Promise.all([
    loadCore(),
    import("../core-parts.ts"),
  ]);
  const { table, found } = readTable(target, core);
  if (table !== undefined) {
    tell({ kind: "outline", outline: core.outline(table) });
    for (const file of emitted(table)) tell({ kind: "file", file });
  }
  tell({ kind: "end" });
  return shownTable(found, target, { cwd }, now() - start);
}

/// <reference path="./worker-type.d.ts" />
/** Threads for tables. @module */
import { fileURLToPath } from "node:url";
import { Tinypool } from "tinypool";
import type { Target } from "../targets.ts";
import type { Answer, Task } from "./task.ts";

/** Compiles several tables at a time. For those that a thread has failed at, there is nothing. */
export async function compileInThreads(
  tables: readonly (readonly Target[])[],
  cwd: string,
  threads: number,
): Promise<readonly (Answer | undefined)[]> {
  return withThreads(threads, async (pool) => {
    const run = async (
      targets: readonly Target[],
    ): Promise<Answer | undefined> => {
      const task: Task = { targets, cwd };
      try {
        const answer: Answer = await pool.run(task);
        return answer;
      } catch {
        // An error does not come through as it was. Whoever does the task again meets the same one.
        return undefined;
      }
    };
    return Promise.all(tables.map(run));
  });
}

/** For as long as the use of them takes. */
export async function withThreads<Result>(
  threads: number,
  use: (pool: Tinypool) => Promise<Result>,
): Promise<Result> {
  const pool = new Tinypool({
    filename: fileURLToPath(new URL("./worker.js", import.meta.url)),
    minThreads: threads,
    maxThreads: threads,
    idleTimeout: 1_000,
  });
  try {
    return await use(pool);
  } finally {
    await pool.destroy();
  }
}

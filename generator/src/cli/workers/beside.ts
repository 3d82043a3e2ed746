/** Compiles a large table in a thread, and verifies its files here while the thread renders the next. @module */
import { on } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import type { EmittedFile } from "../../emit/emit.ts";
import { verifyTexts } from "../../output/verify.ts";
import {
  checkPaths,
  EmissionError,
  type CompiledTable,
  type Emission,
} from "../compile-table.ts";
import type { Target } from "../targets.ts";
import { withThreads } from "./pool.ts";
import type { Answer, Relayed, RelayTask } from "./task.ts";

/** Compiles the table of the targets; nothing if the thread has failed at it. */
export async function compileBeside(
  targets: readonly Target[],
  cwd: string,
): Promise<Answer | undefined> {
  const [target] = targets;
  if (target === undefined) return undefined;
  const { port1: here, port2: port } = new MessageChannel();
  const task: RelayTask = { target, cwd, port };
  const failed = new AbortController();
  try {
    return await withThreads(1, async (pool) => {
      const compiled: Promise<CompiledTable> = pool.run(task, {
        name: "relay",
        transferList: [port],
      });
      compiled.catch(() => failed.abort());
      const verified = new Set<string>();
      const relayed = arrivals(here, failed.signal);
      const emission = await receive(relayed, targets, verified);
      return { compiled: { ...(await compiled), ...emission }, verified };
    });
  } catch (error) {
    if (error instanceof EmissionError) throw error;
    return undefined;
  } finally {
    here.close();
  }
}

async function* arrivals(
  port: MessagePort,
  signal: AbortSignal,
): AsyncGenerator<Relayed, void> {
  for await (const messages of on(port, "message", { signal }))
    for (const message of messages) {
      const relayed: Relayed = message;
      if (relayed.kind === "end") return;
      yield relayed;
    }
}

/**
 * Verifies the files as they come, but those that are on disk already, and notes which; nothing if the table has an
 * error. Throws if one is not as planned.
 */
export async function receive(
  relayed: AsyncGenerator<Relayed, void>,
  targets: readonly Target[],
  verified: Set<string>,
): Promise<Emission | undefined> {
  const files = new Map<string, string>();
  const first = await relayed.next();
  if (first.done === true || first.value.kind !== "outline") return undefined;
  const { outline } = first.value;
  const faults = await verifyTexts(toVerify(), outline);
  checkPaths({ files, outline });
  if (faults.length > 0) throw new EmissionError(faults);
  return { files, outline };

  async function* toVerify(): AsyncGenerator<EmittedFile, void> {
    for await (const it of relayed) {
      if (it.kind !== "file") continue;
      const [path, text] = it.file;
      files.set(path, text);
      if (targets.every(({ output }) => stands(join(output, path), text)))
        continue;
      verified.add(path);
      yield it.file;
    }
  }
}

/** Whether a file has that text already: it was verified by the run that wrote it. */
function stands(file: string, text: string): boolean {
  try {
    return readFileSync(file, "utf8") === text;
  } catch {
    return false;
  }
}

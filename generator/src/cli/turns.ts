/** Waits until nobody else writes to the output folders. @module */
import { setTimeout as wait } from "node:timers/promises";
import { Outputs } from "../output/apply.ts";
import type { Disk } from "../output/disk.ts";
import { occupation, WORK_FOLDER } from "../output/work-folder.ts";
import { UsageError } from "./failure.ts";
import { shownFrom } from "./paths.ts";

/** In milliseconds, between two looks. */
const PAUSE = 50;
/** So many looks for a run that is writing: ten seconds … */
const PATIENCE = 200;
/** … and for one that has not even signed: two seconds. Signing takes no time, so it was cut off. */
const PATIENCE_UNSIGNED = 40;

/** Takes all folders for one run, in an order that all runs share. */
export async function takeOutputs(
  roots: readonly string[],
  cwd: string,
  disk: Disk,
): Promise<Outputs> {
  const outputs = new Outputs(disk);
  try {
    for (const root of [...new Set(roots)].toSorted())
      do await untilFree(root, cwd, disk);
      while (!outputs.take(root));
    return outputs;
  } catch (error) {
    outputs.release();
    throw error;
  }
}

/** Waits for a run that is writing to a folder. One that was cut off is not waited for. */
export async function untilFree(
  root: string,
  cwd: string,
  disk: Disk,
): Promise<void> {
  for (let look = 0; ; look += 1) {
    const now = occupation(root, disk);
    if (now.kind !== "running") return;
    if (now.owner === undefined && look >= PATIENCE_UNSIGNED) return;
    if (look >= PATIENCE)
      throw new UsageError(
        `another run of captable is writing to ${shownFrom(cwd, root)}: process ${now.owner?.pid} on ${now.owner?.host}\n` +
          `If there is no such process any more, remove ${shownFrom(cwd, `${root}/${WORK_FOLDER}/owner.*`)} and run "captable generate" again.`,
      );
    await wait(PAUSE);
  }
}

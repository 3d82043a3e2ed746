/** Counts instructions, where the machine can: nothing else that runs there changes them. @module */
import { spawnSync } from "node:child_process";

const EVENT = "instructions:u";

/** What a command line begins with to have its instructions counted into a file. */
export function counting(file: string): readonly string[] {
  return ["perf", "stat", "-x,", "-e", EVENT, "-o", file, "--"];
}

/** What `perf` has counted; nothing where it cannot, as in many virtual machines. */
export function instructionsOf(counts: string): number | undefined {
  const line = counts.split("\n").find((it) => it.includes(EVENT));
  const count = Number(line?.split(",")[0]);
  return Number.isFinite(count) && count > 0 ? count : undefined;
}

/** Whether this machine counts. */
export function canCount(): boolean {
  const { status, stderr } = spawnSync(
    "perf",
    ["stat", "-x,", "-e", EVENT, "true"],
    { encoding: "utf8" },
  );
  return status === 0 && instructionsOf(stderr) !== undefined;
}

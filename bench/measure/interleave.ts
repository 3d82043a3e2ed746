/** Measures several programs side by side: what slows the machine down for a while slows all of them. @module */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Command, runCold } from "./cold.ts";
import { summarize, type Summary } from "./statistics.ts";

/** What the runs of one program took. */
export interface Runs {
  readonly milliseconds: readonly number[];
  readonly cpu: readonly number[];
  readonly megabytes: number;
  /** Of what it wrote, if it writes. */
  readonly bytes?: number;
}

/** Runs every command once a round, after a round that does not count. */
export function interleave(
  commands: Readonly<Record<string, Command>>,
  rounds: number,
): ReadonlyMap<string, Runs> {
  const subjects = Object.entries(commands).map(([name, command]) => {
    const { megabytes } = runCold(command);
    const { writes } = command;
    const size = writes === undefined ? {} : { bytes: bytesIn(writes) };
    const times = { milliseconds: Array<number>(), cpu: Array<number>() };
    return { name, command, runs: { ...times, megabytes, ...size } };
  });
  for (let round = 0; round < rounds; round += 1)
    for (const { command, runs } of subjects) {
      const { milliseconds, cpu } = runCold(command);
      runs.milliseconds.push(milliseconds);
      runs.cpu.push(cpu);
    }
  return new Map(subjects.map(({ name, runs }) => [name, runs]));
}

function bytesIn(path: string): number {
  const { isDirectory, size } = sizeOf(path);
  if (!isDirectory) return size;
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .map((name) => sizeOf(join(path, name)))
    .filter((it) => !it.isDirectory)
    .reduce((sum, it) => sum + it.size, 0);
}

function sizeOf(path: string): { isDirectory: boolean; size: number } {
  const stats = statSync(path);
  return { isDirectory: stats.isDirectory(), size: stats.size };
}

/** How many times as much as the other each round took. Rounds are compared with themselves only. */
export function ratioOf(
  subject: Runs,
  against: Runs,
  what: "milliseconds" | "cpu" = "milliseconds",
): Summary {
  return summarize(
    subject[what].map((value, round) => value / (against[what][round] ?? NaN)),
  );
}

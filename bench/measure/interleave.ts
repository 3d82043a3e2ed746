/** Measures several programs side by side: what slows the machine down for a while slows all of them. @module */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Command, type Limits, RunFailed, measureCold } from "./cold.ts";
import { summarize, type Summary } from "./statistics.ts";

/** What the runs of one program took. */
export interface Runs {
  readonly milliseconds: readonly number[];
  readonly cpu: readonly number[];
  readonly megabytes: number;
  /** If the machine counts them. */
  readonly instructions?: readonly number[];
  /** Of what it wrote, if it writes. */
  readonly bytes?: number;
}

/** What a contest showed: every program is in one of the two. */
export interface Contest {
  readonly runs: ReadonlyMap<string, Runs>;
  /** Why a program has no figure. */
  readonly failed: ReadonlyMap<string, string>;
}

export interface Rounds {
  readonly rounds: number;
  /** Whether a round comes first that does not count: it fills the cache of the disk. */
  readonly warm: boolean;
  /** What holds for the runs of a program, when those before it are known. */
  readonly limits?: (name: string, contest: Contest) => Limits;
}

interface Subject {
  readonly milliseconds: number[];
  readonly cpu: number[];
  readonly instructions: number[];
  megabytes: number;
  bytes?: number;
}

/** Runs every command once a round. One that fails is not run again. */
export async function interleave(
  commands: Readonly<Record<string, Command>>,
  { rounds, warm, limits = () => ({}) }: Rounds,
): Promise<Contest> {
  const runs = new Map<string, Subject>();
  const failed = new Map<string, string>();
  for (let round = warm ? -1 : 0; round < rounds; round += 1)
    for (const [name, command] of Object.entries(commands)) {
      if (failed.has(name)) continue;
      try {
        const cold = await measureCold(command, limits(name, { runs, failed }));
        const subject = runs.get(name) ?? fresh(command);
        runs.set(name, subject);
        subject.megabytes = Math.max(subject.megabytes, cold.megabytes);
        if (round < 0) continue;
        subject.milliseconds.push(cold.milliseconds);
        subject.cpu.push(cold.cpu);
        if (cold.instructions !== undefined)
          subject.instructions.push(cold.instructions);
      } catch (error) {
        if (!(error instanceof RunFailed)) throw error;
        failed.set(name, error.message);
        runs.delete(name);
      }
    }
  return { runs, failed };
}

/** Of a program that has just run for the first time. */
function fresh({ writes }: Command): Subject {
  return {
    milliseconds: [],
    cpu: [],
    instructions: [],
    megabytes: 0,
    ...(writes !== undefined && { bytes: bytesIn(writes) }),
  };
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

export type Measure = "milliseconds" | "cpu" | "instructions";

/** How many times as much as the other each round took. Rounds are compared with themselves only. */
export function ratioOf(
  subject: Runs,
  against: Runs,
  what: Measure = "milliseconds",
): Summary {
  const others = against[what] ?? [];
  const ratios = (subject[what] ?? []).map(
    (value, round) => value / (others[round] ?? NaN),
  );
  return summarize(ratios);
}

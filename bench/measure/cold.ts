/** Runs a program in a process of its own, as users do. @module */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "../paths.ts";
import { counting, instructionsOf } from "./instructions.ts";

/** A program and its arguments, which Node runs. */
export interface Command {
  readonly args: readonly string[];
  readonly cwd: string;
  /** Besides what the benchmark runs in. */
  readonly env?: Readonly<Record<string, string>>;
  /** The Node that runs it, if not this one. */
  readonly node?: string;
  /** Before every run, and not measured: puts back what the run before has changed. */
  readonly prepare?: () => void;
  /** The file or folder that it writes. */
  readonly writes?: string;
}

export interface Limits {
  /** After which a run is ended. */
  readonly seconds?: number;
  /** Whether instructions are counted, for which `perf` must be there. */
  readonly instructions?: boolean;
}

/** What a run took, from the start of the process to its end. */
export interface Cold {
  readonly milliseconds: number;
  /** Of all its threads, and of the processes that it waited for, in milliseconds. */
  readonly cpu: number;
  /** At most, in one process. */
  readonly megabytes: number;
  readonly instructions?: number;
}

/** A run that has no figure. */
export class RunFailed extends Error {
  override readonly name = "RunFailed";
}

const USAGE = pathToFileURL(join(ROOT, "bench/measure/usage.mjs")).href;

/** Runs a program once, or says why it has no figure. */
export async function measureCold(
  command: Command,
  limits: Limits = {},
): Promise<Cold> {
  command.prepare?.();
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const counts = join(folder, "counts.csv");
  try {
    const milliseconds = await runOnce(command, folder, {
      ...limits,
      before: limits.instructions === true ? counting(counts) : [],
    });
    const instructions =
      limits.instructions === true
        ? instructionsOf(readFileSync(counts, "utf8"))
        : undefined;
    return {
      milliseconds,
      ...usageIn(folder),
      ...(instructions !== undefined && { instructions }),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Start extends Limits {
  /** What the command line begins with. */
  readonly before: readonly string[];
}

function runOnce(
  { args, cwd, env: own, node = process.execPath }: Command,
  usage: string,
  { before, seconds = Infinity }: Start,
): Promise<number> {
  const [file = node, ...rest] = [...before, node, ...args];
  // As in CI: nothing is taken from an earlier run.
  const env = {
    ...process.env,
    CI: "true",
    BENCH_USAGE: usage,
    NODE_OPTIONS: `--import=${USAGE}`,
    ...own,
  };
  return new Promise((resolve, reject) => {
    const start = performance.now();
    // A group of its own, so that what the program has started can be ended with it.
    const child = spawn(file, rest, { cwd, env, detached: true });
    const end = (): void => endGroup(child.pid);
    const timer = Number.isFinite(seconds)
      ? setTimeout(() => {
          end();
          reject(new RunFailed(`not done after ${seconds} s`));
        }, seconds * 1000)
      : undefined;
    const said: string[] = [];
    for (const stream of [child.stderr, child.stdout])
      stream.setEncoding("utf8").on("data", (text: string) => said.push(text));
    process.once("exit", end);
    for (const signal of ENDINGS) process.once(signal, endAll);
    child.once("error", reject).once("close", (status, signal) => {
      const milliseconds = performance.now() - start;
      clearTimeout(timer);
      process.off("exit", end);
      for (const signal of ENDINGS) process.off(signal, endAll);
      if (status === 0) resolve(milliseconds);
      else reject(new RunFailed(reasonIn(said.join(""), status ?? signal)));
    });
  });
}

/** Whoever ends the benchmark ends what it has started: by themselves, signals do not come to `exit`. */
const ENDINGS = ["SIGINT", "SIGTERM"] as const;

function endAll(): void {
  process.exit(1);
}

function endGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

/** The line that says it best, as far as that can be known of a program that may be anybody's. */
export function reasonIn(said: string, ended: number | string | null): string {
  const lines = said.split("\n").map((line) => line.trim());
  const telling =
    lines.find((line) => /error/i.test(line)) ??
    lines.find((line) => line !== "");
  // Where the repository is says nothing to others.
  const short = telling?.replaceAll(ROOT, "").slice(0, 160);
  const line = short === undefined ? "" : `: ${short}`;
  return `ended with ${ended ?? "nothing"}${line}`;
}

type Usage = Pick<Cold, "cpu" | "megabytes">;

/** The first process knows the processor time of all; of memory, each knows its own. */
function usageIn(folder: string): Usage {
  const read = (name: string): Usage =>
    JSON.parse(readFileSync(join(folder, name), "utf8"));
  const all = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => read(name).megabytes);
  return { cpu: read("first.json").cpu, megabytes: Math.max(...all) };
}

/** Runs a program in a process of its own, as users do. @module */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "../paths.ts";

/** A program and its arguments, which node runs. */
export interface Command {
  readonly args: readonly string[];
  readonly cwd: string;
  /** Besides what the benchmark runs in. */
  readonly env?: Readonly<Record<string, string>>;
  /** Before every run, and not measured: puts back what the run before has changed. */
  readonly prepare?: () => void;
  /** The file or folder that it writes. */
  readonly writes?: string;
}

/** What a run took, from the start of the process to its end. */
export interface Cold {
  readonly milliseconds: number;
  /** Of all its threads, in milliseconds. */
  readonly cpu: number;
  /** At most. */
  readonly megabytes: number;
}

const USAGE = pathToFileURL(join(ROOT, "bench/measure/usage.mjs")).href;

/** Runs a program once. One that fails has no figure: that is an error. */
export function runCold({ args, cwd, prepare, env: own }: Command): Cold {
  prepare?.();
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const usage = join(folder, "usage.json");
  // As in CI: nothing is taken from an earlier run.
  const env = { ...process.env, CI: "true", BENCH_USAGE: usage, ...own };
  try {
    const start = performance.now();
    const ended = spawnSync(process.execPath, ["--import", USAGE, ...args], {
      cwd,
      env,
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    });
    const milliseconds = performance.now() - start;
    if (ended.status !== 0)
      throw new Error(
        `node ${args.join(" ")} ended with ${ended.status ?? ended.signal}:\n${ended.stderr.slice(-2000)}`,
      );
    const used: Omit<Cold, "milliseconds"> = JSON.parse(
      readFileSync(usage, "utf8"),
    );
    return { milliseconds, ...used };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

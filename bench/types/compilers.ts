/** Compilers on a project, each in a process of its own. @module */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "../paths.ts";

/** The compilers that are measured, by the names under which they are installed. */
export const COMPILERS: Readonly<Record<string, string>> = {
  "TypeScript 5.9": "typescript-5.9",
  "TypeScript 6": "typescript",
  "TypeScript 7": "typescript-7",
};

/** What a run took, with all processes that the compiler starts: the newest is no program of Node. */
export interface Check {
  readonly milliseconds: number;
  /** In milliseconds. */
  readonly cpu: number;
}

/** Checks a project. One that does not compile has no figure: that is an error. */
export function check(compiler: string, project: string): Check {
  const program = join(ROOT, "node_modules", compiler, "bin", "tsc");
  const start = performance.now();
  const { status, stdout } = spawnSync(
    "sh",
    ["-c", '"$@" && times', "sh", process.execPath, program, "-p", project],
    { encoding: "utf8" },
  );
  const milliseconds = performance.now() - start;
  if (status !== 0) throw new Error(`${compiler} on ${project}:\n${stdout}`);
  return { milliseconds, cpu: childrenOf(stdout) };
}

/** The second line that a shell has to say of times: those of its children, in user and in system mode. */
function childrenOf(times: string): number {
  const line = times.trimEnd().split("\n").at(-1) ?? "";
  const parts = [...line.matchAll(/(\d+)m([\d.]+)s/g)];
  if (parts.length !== 2) throw new Error(`no times: ${times}`);
  return parts.reduce(
    (sum, [, minutes, seconds]) =>
      sum + (Number(minutes) * 60 + Number(seconds)) * 1000,
    0,
  );
}

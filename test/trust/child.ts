/** The built core in a process of its own. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { TABLES, type Digests } from "./tables.ts";

const SCRIPT = fileURLToPath(new URL("fixtures/digests.mjs", import.meta.url));

/** What the process has found of itself, and what it has emitted. */
export interface Report {
  readonly node: string;
  readonly locale: string;
  readonly timeZone: string;
  /** What would have thrown if the core had reached for it. */
  readonly trapped: readonly string[];
  readonly digests: Digests;
}

export interface ChildOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly trapped?: boolean;
  readonly node?: string;
}

/** Emits all tables in a process. */
export function digestsOf(options: ChildOptions = {}): Report {
  const { env = {}, trapped = false, node = process.execPath } = options;
  const args = [SCRIPT, JSON.stringify(TABLES)];
  if (trapped) args.push("trapped");
  const { stdout, stderr, status } = spawnSync(node, args, {
    env: { ...process.env, ...env },
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

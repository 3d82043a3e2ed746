/** Other versions of Node, for what does not run on this one. @module */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "../paths.ts";

/** A Node, and where it is. */
export interface Node {
  readonly version: string;
  readonly path: string;
}

/** The one that runs this. */
export const HERE: Node = {
  version: process.versions.node,
  path: process.execPath,
};

const INSTALLER = join(ROOT, "test", "matrix", "nodes.mjs");
const installed = new Map<number, Node | undefined>();

/** This Node if it is recent enough, or else one of that major version; nothing if it cannot be installed. */
export function nodeSince(major: number): Node | undefined {
  if (majorOf(HERE.version) >= major) return HERE;
  if (!installed.has(major)) installed.set(major, install(major));
  return installed.get(major);
}

function install(major: number): Node | undefined {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [INSTALLER, "--paths", String(major)],
    { encoding: "utf8" },
  );
  if (status !== 0) {
    console.error(`Node ${major} cannot be installed:\n${stderr}`);
    return undefined;
  }
  const line = stdout.trim().split("\n").at(-1) ?? "[]";
  const found: readonly (readonly [string, string])[] = JSON.parse(line);
  const [version, path] = found[0] ?? [];
  if (version === undefined || path === undefined) return undefined;
  const runs = spawnSync(path, ["--version"], { encoding: "utf8" });
  return runs.stdout?.trim() === `v${version}` ? { version, path } : undefined;
}

function majorOf(version: string): number {
  return Number(version.split(".")[0]);
}

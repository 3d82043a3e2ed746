import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The programs that tests talk to, and where Debian has them. */
const PACKAGES = {
  chromium: "chromium",
  curl: "curl",
  dig: "bind9-dnsutils",
  dnsmasq: "dnsmasq-base",
  "mkfs.exfat": "exfatprogs",
  "mount.exfat-fuse": "exfat-fuse",
  nc: "netcat-openbsd",
  "pre-commit": "pre-commit",
  "redis-cli": "redis-tools",
  "redis-server": "redis-server",
  socat: "socat",
  wrk: "wrk",
} as const;

export type Tool = keyof typeof PACKAGES;

/** What is needed of the context of a test. */
export interface Skippable {
  readonly task: { readonly name: string };
  readonly skip: (note: string) => never;
}

/** Where a tool is. If it is missing, the test fails in CI, and says loudly elsewhere that it has not run. */
export function find(context: Skippable, tool: Tool): string {
  const folders = `${process.env["PATH"]}${delimiter}/usr/sbin`;
  for (const folder of folders.split(delimiter)) {
    const path = join(folder, tool);
    if (isExecutable(path)) return path;
  }
  return missing(
    context,
    `${tool} is missing: run .ci/install-tools, or apt-get install ${PACKAGES[tool]}`,
  );
}

/** A test lacks what it needs: in CI it fails, and elsewhere says loudly that it has not run. */
export function missing(context: Skippable, message: string): never {
  if (process.env["CI"] === "true") throw new Error(message);
  console.warn(`\n*** NOT TESTED: ${context.task.name}\n*** ${message}\n`);
  return context.skip(message);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

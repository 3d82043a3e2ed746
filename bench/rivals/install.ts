/** Installs a rival into the cache, where it is no dependency of anything. @module */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CACHE } from "../paths.ts";
import type { Rival } from "./rival.ts";

/** No package that rivals depend on is younger than this day, so that they too are always the same. */
const BEFORE = "2026-11-15";

/** The folder that a rival is installed in; nothing if it cannot be, which is said. */
export function install(
  rival: Pick<Rival, "name" | "packages" | "driver">,
): string | undefined {
  const { packages, driver = "" } = rival;
  const wanted = JSON.stringify([packages, driver, BEFORE]);
  const hash = createHash("sha256").update(wanted).digest("hex").slice(0, 12);
  const folder = join(CACHE, "rivals", hash);
  if (existsSync(join(folder, "installed"))) return folder;
  mkdirSync(folder, { recursive: true });
  const head = { private: true, type: "module", dependencies: packages };
  writeFileSync(join(folder, "package.json"), JSON.stringify(head));
  writeFileSync(join(folder, "driver.mjs"), driver);
  const { status, stderr } = spawnSync(
    "npm",
    [
      ...["install", "--no-audit", "--no-fund", "--ignore-scripts"],
      ...["--before", BEFORE],
    ],
    { cwd: folder, encoding: "utf8" },
  );
  if (status !== 0) {
    console.error(`${rival.name} cannot be installed:\n${stderr}`);
    return undefined;
  }
  writeFileSync(join(folder, "installed"), "");
  return folder;
}

/** The programs of other commits. @module */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CACHE, ROOT } from "../paths.ts";

function run(command: string, cwd: string): string {
  const { status, stdout, stderr } = spawnSync("sh", ["-c", command], {
    cwd,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${command}\n${stderr || stdout}`);
  return stdout.trim();
}

/** The program of a commit, built of what the commit holds with the packages that are installed now. */
export function programOf(commit: string): string {
  const hash = run(`git rev-parse --short=12 "${commit}^{commit}"`, ROOT);
  const folder = join(CACHE, "commits", hash);
  if (!existsSync(join(folder, "built"))) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    run(
      `git archive ${hash} package.json tsconfig.base.json generator | tar -x -C "${folder}"`,
      ROOT,
    );
    run(`PATH="${ROOT}/node_modules/.bin:$PATH" npm run -s build:tool`, folder);
    writeFileSync(join(folder, "built"), "");
  }
  return join(folder, "generator", "bin", "captable.js");
}

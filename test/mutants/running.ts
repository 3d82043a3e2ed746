/** Runs the proof as its command does, for the tests that look at what comes of it. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Scored } from "./scoring/scored.ts";
import type { Summary } from "./scoring/summary.ts";

const root: string = fileURLToPath(new URL("../../", import.meta.url));

/** What came of all faults when the score was written last. */
export async function known(): Promise<Scored> {
  const file = join(root, "test/mutants/score.json");
  const score: Scored = JSON.parse(await readFile(file, "utf8"));
  return score;
}

/** Tries faults. One that nobody notices is no error here, and shows in what comes back. */
export async function tried(args: readonly string[]): Promise<Summary> {
  const report = await mkdtemp(join(tmpdir(), "captable-score-"));
  try {
    await run(["run", "-s", "mutants", "--", ...args, "--report", report]);
    const file = join(report, "mutants.json");
    const summary: Summary = JSON.parse(await readFile(file, "utf8"));
    return summary;
  } finally {
    await rm(report, { recursive: true });
  }
}

function run(args: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    execFile("npm", [...args], { cwd: root }, (_error, _stdout, stderr) => {
      if (stderr !== "") console.error(stderr);
      resolve();
    });
  });
}

/** What was not noticed by the family that should, each in a line. */
export function missed({ judgements }: Summary): readonly string[] {
  return judgements
    .filter(({ outcome }) => outcome !== "killed")
    .map(({ suspect: { id, family, provider }, outcome, killers, message }) =>
      [id, provider, family, outcome, killers[0], message]
        .filter((part) => part !== undefined)
        .join(" "),
    );
}

/** What was noticed, but by no test that names a clause, although the row that is broken has one. */
export function unnamed({ judgements }: Summary): readonly string[] {
  return judgements
    .filter(({ named }) => named === false)
    .map(({ suspect: { id, clause }, said }) => `${id} ${clause}: ${said}`);
}

/** Says the score, for whoever reads the log. */
export function tell(name: string, { all, killed, named }: Summary): void {
  console.log(
    `${name}: ${killed} of ${all} faults are noticed by the family that should; ${named.noticed} of ${named.all} whose clause is known by a test that names it`,
  );
}

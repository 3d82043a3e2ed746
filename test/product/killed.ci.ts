// A process that generates is killed, at 200 moments. What it leaves must be the old or the new package, or something
// that the next run recognises and mends.
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { run } from "../../generator/src/cli/run.ts";
import { realDisk } from "../../generator/src/output/disk.ts";

const bin = fileURLToPath(
  new URL("../../generator/bin/captable.js", import.meta.url),
);
let folder = "";
const output = (): string => join(folder, "out");

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "captable-killed-"));
  const tables = [{ table: "lamp.yaml", output: "out" }];
  writeFileSync(
    join(folder, "captable.config.json"),
    JSON.stringify({ tables }),
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A table whose every generation differs from the one before in all files, and in their names. */
function writeTable(generation: number): void {
  writeFileSync(
    join(folder, "lamp.yaml"),
    `captable: 1
name: lamp
title: Lamps of generation ${generation}
object: Lamp
errorClass: Lamp${generation % 2}Error
package: { name: lamp, version: 1.0.${generation}, license: MIT }
errors:
  BAD: { code: 1, doc: Something was wrong. }
violations:
  { argument: BAD, state: BAD, role: BAD, closed: BAD, missing: BAD, cancelled: BAD, unsupported: BAD }
functions:
  light: { doc: Lights the lamp. }
categories:
  plain${generation % 3}: { doc: A lamp., functions: [light] }
`,
  );
}

async function captable(command: "check" | "generate"): Promise<{
  readonly code: number;
  readonly text: string;
}> {
  let text = "";
  const sink = { write: (part: string) => (text += part) };
  const code = await run([command], {
    cwd: folder,
    stdout: sink,
    stderr: sink,
    env: {},
    disk: realDisk,
    ended: () => Promise.resolve(),
    now: () => performance.now(),
  });
  return { code, text };
}

/** Every file but those of the run that was cut off. */
function tree(): string {
  const paths = readdirSync(output(), { recursive: true, encoding: "utf8" });
  return paths
    .filter((path) => !path.startsWith(".captable"))
    .filter((path) => statSync(join(output(), path)).isFile())
    .toSorted()
    .map((path) => `${path}\n${readFileSync(join(output(), path), "utf8")}`)
    .join("\n");
}

/** Starts a run and kills it after so many milliseconds, counted from when it begins to write if that is asked for. */
async function killedRun(delay: number, whileWriting: boolean): Promise<void> {
  const child = spawn(process.execPath, [bin, "generate"], {
    cwd: folder,
    stdio: "ignore",
  });
  const exit = once(child, "exit");
  if (whileWriting) {
    while (child.exitCode === null && !existsSync(join(output(), ".captable")))
      await new Promise((resolve) => setImmediate(resolve));
    const until = performance.now() + delay;
    while (performance.now() < until);
  } else {
    await Promise.race([wait(delay), exit]);
  }
  child.kill("SIGKILL");
  await exit;
}

it("survives being killed at 200 moments", { timeout: 600_000 }, async () => {
  const seen = { untouched: 0, done: 0, recovered: 0, dropped: 0 };
  writeTable(0);
  expect((await captable("generate")).code).toBe(0);
  for (let round = 1; round <= 200; round += 1) {
    const before = tree();
    writeTable(round);
    const whileWriting = round % 2 === 0;
    const delay = whileWriting ? (round % 50) / 5 : (round * 37) % 600;
    await killedRun(delay, whileWriting);
    const found = tree();
    const checked = await captable("check");
    const { code, text } = await captable("generate");
    expect(code, text).toBe(0);
    const after = tree();
    if (found === after) seen.done += 1;
    else if (found === before) seen.untouched += 1;
    else {
      expect(checked.code).toBe(1);
      expect(checked.text).toContain("was cut off");
    }
    if (text.includes("had been cut off")) seen.recovered += 1;
    else if (checked.text.includes("was cut off")) seen.dropped += 1;
    expect(existsSync(join(output(), ".captable"))).toBe(false);
    expect(await captable("check")).toMatchObject({ code: 0 });
  }
  console.log(
    `killed 200 times: ${seen.untouched} left the old package and ${seen.done} the new one; ` +
      `${seen.recovered} were finished and ${seen.dropped} dropped by the next run`,
  );
  expect(seen.untouched).toBeGreaterThan(10);
  expect(seen.recovered + seen.dropped).toBeGreaterThan(10);
});

import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  type Command,
  reasonIn,
  RunFailed,
  measureCold,
} from "../../bench/measure/cold.ts";
import { interleave } from "../../bench/measure/interleave.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "captable-bench-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function program(code: string): Command {
  return { args: ["--eval", code], cwd: folder };
}

/** Until it is killed. */
const ENDLESS = "setInterval(() => {}, 1000)";
/** A process that starts another one, which uses more of everything. */
const PARENT = `require("node:child_process").spawnSync(process.execPath, ["--eval",
  "const kept = Buffer.alloc(2e8, 1); const end = process.cpuUsage().user + 4e5; while (process.cpuUsage().user < end); kept[0] = 1;"])`;

it("says what a program used, with all that it started", async () => {
  const alone = await measureCold(program("0"));
  expect(alone.milliseconds).toBeGreaterThan(0);
  expect(alone.megabytes).toBeLessThan(200);
  const parent = await measureCold(program(PARENT));
  expect(parent.megabytes).toBeGreaterThan(200);
  if (process.platform === "linux") expect(parent.cpu).toBeGreaterThan(400);
});

it("ends what takes too long, and says so", async () => {
  const run = measureCold(program(ENDLESS), { seconds: 0.5 });
  await expect(run).rejects.toThrow("not done after 0.5 s");
});

it("says why a program failed, in the line that tells", async () => {
  const code = `console.error("working"); console.error("error CT999: too large"); process.exitCode = 3`;
  const run = measureCold(program(code));
  await expect(run).rejects.toThrow(RunFailed);
  await expect(run).rejects.toThrow("ended with 3: error CT999: too large");
  expect(reasonIn("\n only this\n", 1)).toBe("ended with 1: only this");
  expect(reasonIn("", "SIGKILL")).toBe("ended with SIGKILL");
});

it("leaves out what fails or has no time, and goes on with the others", async () => {
  const written = join(folder, "written");
  const commands = {
    writes: {
      ...program("0"),
      writes: written,
      prepare: () => writeFileSync(written, "12345"),
    },
    fails: program("process.exit(1)"),
    hangs: program(ENDLESS),
    plain: program("0"),
  };
  const { runs, failed } = await interleave(commands, {
    rounds: 2,
    warm: true,
    limits: (name, so) =>
      name === "hangs" && so.failed.has("fails") ? { seconds: 0.2 } : {},
  });
  expect([...runs.keys()]).toEqual(["writes", "plain"]);
  expect(runs.get("writes")).toMatchObject({ bytes: 5 });
  expect(runs.get("plain")?.cpu).toHaveLength(2);
  expect(Object.fromEntries(failed)).toEqual({
    fails: "ended with 1",
    hangs: "not done after 0.2 s",
  });
});

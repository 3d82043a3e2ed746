import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { hostname } from "node:os";
import { onTestFinished, describe, expect, it, vi } from "vitest";
import { FILES, Workspace } from "./workspace.ts";

/** Called between two looks at a folder that somebody else writes to. */
const look = vi.hoisted(() => vi.fn<() => Promise<void>>());
vi.mock("node:timers/promises", () => ({ setTimeout: look }));

async function otherProcess(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)"]);
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child, "spawn");
  return child;
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

async function occupied(owner: string): Promise<Workspace> {
  const project = new Workspace({ a: { files: FILES } });
  await project.run(["generate"]);
  project.table("a", { files: { ...FILES, "src/two.ts": "export {};\n" } });
  project.write("out/a/.captable/owner.0", owner);
  look.mockReset().mockResolvedValue(undefined);
  return project;
}

/** What a process of this machine signs with. */
function signature({ pid }: ChildProcess): string {
  return JSON.stringify({ pid, host: hostname() });
}

describe("an output folder to which another run writes", () => {
  it("is waited for, until that run has ended", async () => {
    const child = await otherProcess();
    const project = await occupied(signature(child));
    let looks = 0;
    look.mockImplementation(async () => {
      looks += 1;
      expect(project.has("out/a/src/two.ts")).toBe(false);
      if (looks === 3) await ended(child);
    });
    expect(await project.run(["generate"])).toMatchObject({ code: 0 });
    expect(looks).toBe(3);
    expect(project.has("out/a/src/two.ts")).toBe(true);
    expect(project.has("out/a/.captable")).toBe(false);
  });

  it("is given up after a while, and the message names who has it", async () => {
    const project = await occupied('{"pid":4711,"host":"elsewhere.example"}');
    for (const command of ["generate", "check"]) {
      const { code, stderr } = await project.run([command]);
      expect(code).toBe(2);
      expect(stderr).toContain(
        "another run of captable is writing to out/a: process 4711 on elsewhere.example\n",
      );
      expect(stderr).toContain("remove out/a/.captable/owner.*");
    }
    expect(project.has("out/a/src/two.ts")).toBe(false);
    project.remove("out/a/.captable/owner.0");
    expect(await project.run(["generate"])).toMatchObject({ code: 0 });
  });

  it("is taken if the other was cut off before it could sign", async () => {
    const project = await occupied("");
    expect(await project.run(["generate"])).toMatchObject({ code: 0 });
    expect(look).toHaveBeenCalledTimes(40);
    expect(project.has("out/a/.captable")).toBe(false);
  });

  it("is taken at once if the other is no more", async () => {
    const child = await otherProcess();
    await ended(child);
    const project = await occupied(signature(child));
    const { code, stdout } = await project.run(["check"]);
    expect(code).toBe(1);
    expect(stdout).toContain("out/a  stale: a run of captable was cut off");
    expect(await project.run(["generate"])).toMatchObject({ code: 0 });
    expect(look).not.toHaveBeenCalled();
    expect(await project.run(["check"])).toMatchObject({ code: 0 });
  });
});

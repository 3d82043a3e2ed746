import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, type TestContext } from "vitest";
import { run, type Outcome } from "./processes.ts";

const script = fileURLToPath(
  new URL("../../.ci/install-tools", import.meta.url),
);

const TOOLS =
  "chromium curl dig dnsmasq ip mkfs.exfat mount.exfat-fuse nc pre-commit redis-cli redis-server socat ss wrk";

/** A computer that has some of the tools, and installs others in pretence. */
class Computer {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(
    context: TestContext,
    without: readonly string[] = [],
  ): Promise<Computer> {
    const folder = await mkdtemp(join(tmpdir(), "captable-tools-"));
    context.onTestFinished(() => rm(folder, { recursive: true }));
    await mkdir(join(folder, "bin"));
    const computer = new Computer(folder);
    for (const name of ["bash", "cat", "chmod", "env", "grep"]) {
      await symlink(`/bin/${name}`, join(folder, "bin", name));
    }
    for (const name of TOOLS.split(" ")) {
      if (!without.includes(name)) await computer.has(name, "echo OpenBSD");
    }
    await computer.has("id", "echo 0");
    await computer.has("apt-get", `echo "$*" >> ${folder}/log`);
    return computer;
  }

  async has(name: string, commands: string): Promise<void> {
    const path = join(this.folder, "bin", name);
    await writeFile(path, `#!/bin/bash\n${commands}\n`);
    await chmod(path, 0o755);
  }

  /** Has apt-get really give a program, when it is told to install anything. */
  async offers(...names: readonly string[]): Promise<void> {
    const makes = names.map((name) => {
      const path = join(this.folder, "bin", name);
      return `printf '#!/bin/bash\\necho OpenBSD\\n' > ${path}; chmod 755 ${path}`;
    });
    await this.has(
      "apt-get",
      `echo "$*" >> ${this.folder}/log\n[[ $* != *install* ]] || { ${makes.join("; ")}; }`,
    );
  }

  installs(): Promise<Outcome> {
    const path = join(this.folder, "bin");
    return run("/bin/env", ["-i", `PATH=${path}`, "/bin/bash", script]);
  }

  /** How apt-get was called. */
  async calls(): Promise<readonly string[]> {
    const log = await readFile(join(this.folder, "log"), "utf8").catch(
      () => "",
    );
    return log
      .trimEnd()
      .split("\n")
      .filter((line) => line !== "");
  }
}

const UPDATE = "-qq update";
const INSTALL = "-qq install --yes --no-install-recommends";

it("does nothing if everything is there", async (context) => {
  const computer = await Computer.make(context);
  const { code, stdout, stderr } = await computer.installs();
  expect(stdout.toString()).toBe("install-tools: everything is there\n");
  expect([code, stderr]).toEqual([0, ""]);
  expect(await computer.calls()).toEqual([]);
});

it("installs what is missing, at once, and says what", async (context) => {
  const computer = await Computer.make(context, ["wrk", "dig", "ss"]);
  await computer.offers("wrk", "dig", "ss");
  const { code, stdout, stderr } = await computer.installs();
  const packages = "bind9-dnsutils iproute2 wrk";
  expect(stdout.toString()).toBe(`install-tools: installed ${packages}\n`);
  expect([code, stderr]).toEqual([0, ""]);
  const calls = [UPDATE, `${INSTALL} ${packages}`];
  expect(await computer.calls()).toEqual(calls);
  const again = await computer.installs();
  expect(again.stdout.toString()).toContain("everything is there");
  expect(await computer.calls()).toEqual(calls);
});

it("knows an nc that will not do", async (context) => {
  const computer = await Computer.make(context);
  await computer.has("nc", "echo traditional");
  await computer.offers("nc");
  expect(await computer.installs()).toMatchObject({ code: 0 });
  expect(await computer.calls()).toEqual([UPDATE, `${INSTALL} netcat-openbsd`]);
});

it("asks sudo if it is not root", async (context) => {
  const computer = await Computer.make(context, ["wrk"]);
  await computer.offers("wrk");
  await computer.has("id", "echo 1000");
  const refused = await computer.installs();
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.stderr).toContain("neither root nor sudo");
  expect(await computer.calls()).toEqual([]);
  await computer.has("sudo", '[ "$1" = -n ] && shift && exec "$@"');
  expect(await computer.installs()).toMatchObject({ code: 0, stderr: "" });
  expect(await computer.calls()).toEqual([UPDATE, `${INSTALL} wrk`]);
});

it("fails if apt-get does, and shows why", async (context) => {
  const computer = await Computer.make(context, ["wrk"]);
  await computer.has("apt-get", "echo no network >&2; exit 100");
  const { code, stderr } = await computer.installs();
  expect(code).toBe(1);
  expect(stderr).toMatch(/^no network\n/);
  expect(stderr).toContain("missing: wrk (packages: wrk)");
});

it("fails if what was installed is not to be found", async (context) => {
  const computer = await Computer.make(context, ["wrk", "socat"]);
  await computer.offers("socat");
  const { code, stderr } = await computer.installs();
  expect(code).toBe(1);
  expect(stderr).toContain("not to be found: wrk\n");
});

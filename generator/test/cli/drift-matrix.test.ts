import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import type { Core } from "../../src/cli/core.ts";
import { driftCases, freshCases } from "./drift-cases.ts";
import { FILES, Workspace } from "./workspace.ts";

/** Everything below a folder, with what can be seen of it: a check must not change any of it. */
function fingerprint(root: string): string {
  const hash = createHash("sha256");
  const names = readdirSync(root, { recursive: true, encoding: "utf8" });
  for (const name of names.toSorted()) {
    const stats = lstatSync(`${root}/${name}`);
    hash.update(`${name} ${stats.mode} ${stats.mtimeMs} ${stats.size}\n`);
    if (stats.isFile()) hash.update(readFileSync(`${root}/${name}`));
  }
  return hash.digest("hex");
}

async function freshProject(): Promise<Workspace> {
  const project = new Workspace({ a: { files: FILES }, b: { files: FILES } });
  expect((await project.run(["generate"])).code).toBe(0);
  return project;
}

describe("the check finds", () => {
  it.each(driftCases)("$name", async ({ harm, lines, mend }) => {
    const project = await freshProject();
    harm(project);
    const before = fingerprint(project.root);
    const { code, stdout } = await project.run(["check"]);
    expect(code).toBe(1);
    const files = stdout
      .split("\n")
      .filter((line) => /^ {2}(?:changed|missing|extra) /.test(line))
      .map((line) => line.trim());
    expect(files).toEqual(lines);
    // The other package is none the worse.
    expect(stdout).toContain("out/b  fresh (3 files)");
    expect(fingerprint(project.root)).toBe(before);

    const { stdout: document } = await project.run(["check", "--json"]);
    expect(JSON.parse(document)).toMatchObject({
      ok: false,
      packages: [{ drift: { length: lines.length } }, { drift: [] }],
    });

    if (typeof mend === "function") mend(project);
    const force = mend === "force" ? ["--force"] : [];
    expect((await project.run(["generate", ...force])).code).toBe(0);
    expect((await project.run(["check"])).code).toBe(0);
  });
});

it("the check finds what an upgraded captable writes otherwise", async () => {
  const project = await freshProject();
  const { core } = project;
  const upgraded: Core = {
    ...core,
    emit: (table, file) =>
      new Map(
        [...core.emit(table, file)].map(([path, text]) => [
          path,
          path.endsWith(".ts") ? `// newer\n${text}` : text,
        ]),
      ),
  };
  const { code, stdout } = await project.run(["check"], {}, upgraded);
  expect(stdout).toContain("changed  out/a/src/one.ts");
  expect(stdout).toContain("changed  out/b/src/one.ts");
  expect(code).toBe(1);
  expect((await project.run(["generate"], {}, upgraded)).code).toBe(0);
  expect((await project.run(["check"], {}, upgraded)).code).toBe(0);
});

describe("the check raises no alarm about", () => {
  it.each(freshCases)("$name", async ({ touch }) => {
    const project = await freshProject();
    touch(project);
    const before = fingerprint(project.root);
    const { code, stdout, stderr } = await project.run(["check"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe("out/a  fresh (3 files)\nout/b  fresh (3 files)\n");
    expect(fingerprint(project.root)).toBe(before);
  });
});

describe("after an upgrade of captable, the check", () => {
  it("finds what it writes differently now", async () => {
    const project = await freshProject();
    const upgraded = {
      ...project.core,
      emit: (...table: Parameters<typeof project.core.emit>) =>
        new Map(
          [...project.core.emit(...table)].map(([path, text]) => [
            path,
            path.endsWith(".ts") ? `// New.\n${text}` : text,
          ]),
        ),
    };
    const { code, stdout } = await project.run(["check"], {}, upgraded);
    expect(code).toBe(1);
    for (const output of ["out/a", "out/b"])
      expect(stdout).toContain(`  changed  ${output}/src/one.ts\n`);
    expect((await project.run(["generate"], {}, upgraded)).code).toBe(0);
    expect((await project.run(["check"], {}, upgraded)).code).toBe(0);
  });

  it("finds nothing if it writes the same, and nothing is written", async () => {
    const project = await freshProject();
    const path = "out/a/captable.manifest.json";
    const old = project.read(path).replace(/captable \d+\.\d+/, "captable 9.9");
    expect(old).not.toBe(project.read(path));
    project.write(path, old);
    const before = fingerprint(project.root);
    expect((await project.run(["check"])).code).toBe(0);
    expect((await project.run(["generate"])).stdout).toContain(
      "out/a  3 files: 0 written, 3 unchanged, 0 deleted",
    );
    expect(fingerprint(project.root)).toBe(before);
  });

  it("leaves it to what is written to bring the version along", async () => {
    const project = await freshProject();
    const path = "out/a/captable.manifest.json";
    const now = project.read(path);
    project.write(path, now.replace(/captable \d+\.\d+/, "captable 9.9"));
    project.table("a", { files: { ...FILES, "src/two.ts": "" } });
    expect((await project.run(["generate"])).code).toBe(0);
    const [line] = /"generator": .*/.exec(now) ?? [];
    expect(project.read(path)).toContain(line);
  });
});

it("there are enough cases", () => {
  expect(driftCases.length).toBeGreaterThanOrEqual(40);
  expect(new Set(driftCases.map(({ name }) => name)).size).toBe(
    driftCases.length,
  );
});

afterAll(() => {
  console.log(
    `the drift check: ${driftCases.length} kinds of drift found, ${freshCases.length} times no false alarm`,
  );
});

import { readdirSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { dyingDisk, failingDisk } from "../support/failing-disk.ts";
import { Workspace } from "./workspace.ts";

const OLD = {
  "package.json": '{ "name": "old" }\n',
  "src/gone/deep.ts": "export const deep = 1;\n",
  "src/one.ts": "export const one = 1;\n",
  "src/same.ts": "export const same = 1;\n",
};
const NEW = {
  "package.json": '{ "name": "new" }\n',
  "src/made/two.ts": "export const two = 2;\n",
  "src/one.ts": "export const one = 2;\n",
  "src/same.ts": "export const same = 1;\n",
};

/** A project whose package is fresh, and whose table has just been changed. */
async function changedProject(): Promise<Workspace> {
  const project = new Workspace({ a: { files: OLD }, b: { files: OLD } });
  expect((await project.run(["generate"])).code).toBe(0);
  project.table("a", { files: NEW });
  project.table("b", { files: NEW });
  return project;
}

/** The files of one package, but for those of a run that was cut off. */
function tree(project: Workspace, output: string): Record<string, string> {
  const root = project.path(output);
  const files: Record<string, string> = {};
  for (const path of readdirSync(root, { recursive: true, encoding: "utf8" })) {
    if (path.startsWith(".captable") || path === "captable.manifest.json")
      continue;
    const full = `${output}/${path}`;
    if (statSync(project.path(full)).isFile()) files[path] = project.read(full);
  }
  return files;
}

const isOld = (files: object): boolean => same(files, OLD);
const isNew = (files: object): boolean => same(files, NEW);

function same(a: object, b: object): boolean {
  const text = (it: object): string =>
    JSON.stringify(Object.entries(it).toSorted());
  return text(a) === text(b);
}

/** The next run must mend everything, and the one after find nothing to do. */
async function expectMended(project: Workspace): Promise<void> {
  const mended = await project.run(["generate"]);
  expect(mended).toMatchObject({ code: 0 });
  for (const output of ["out/a", "out/b"]) {
    expect(tree(project, output)).toEqual(NEW);
    expect(readdirSync(project.path(output))).not.toContain(".captable");
    expect(readdirSync(project.path(`${output}/src`))).not.toContain("gone");
  }
  expect(await project.run(["check"])).toMatchObject({ code: 0 });
}

/** How many operations a run takes that is not disturbed. */
async function operations(): Promise<number> {
  const project = await changedProject();
  const { disk, count } = failingDisk(0, "");
  expect((await project.run(["generate"], { disk })).code).toBe(0);
  return count();
}

describe("generate on a disk that fails", { timeout: 120_000 }, () => {
  for (const code of ["ENOSPC", "EACCES", "EIO", "EROFS"]) {
    it(`leaves the old or the new package, or says so and mends it: ${code}`, async () => {
      const all = await operations();
      expect(all).toBeGreaterThan(40);
      const seen = { old: 0, new: 0, mixed: 0 };
      for (let number = 1; number <= all; number += 1) {
        const project = await changedProject();
        const { disk } = failingDisk(number, code);
        const { code: exit, stderr } = await project.run(["generate"], {
          disk,
        });
        const trees = ["out/a", "out/b"].map((it) => tree(project, it));
        if (trees.every(isNew)) seen.new += 1;
        else {
          // Nobody is told that it worked.
          expect(exit).toBe(2);
          expect(stderr).toContain(code);
          if (trees.every(isOld)) seen.old += 1;
          else {
            seen.mixed += 1;
            expect(stderr).toContain("which finishes the work");
            const checked = await project.run(["check"]);
            expect(checked.code).toBe(1);
            expect(checked.stdout).toContain("was cut off");
          }
        }
        await expectMended(project);
      }
      expect(seen.old).toBeGreaterThan(10);
      expect(seen.new).toBeGreaterThan(0);
      expect(seen.mixed).toBeGreaterThan(5);
    });
  }
});

describe("generate in a process that is killed", { timeout: 120_000 }, () => {
  it("leaves the old or the new package, or what the next run mends", async () => {
    const all = await operations();
    let recovered = 0;
    for (let number = 1; number <= all; number += 1) {
      const project = await changedProject();
      await project.run(["generate"], { disk: dyingDisk(number) });
      const trees = ["out/a", "out/b"].map((it) => tree(project, it));
      const checked = await project.run(["check"]);
      if (!trees.every(isOld) && !trees.every(isNew)) {
        expect(checked.code).toBe(1);
        expect(checked.stdout).toContain("was cut off");
      }
      // A check writes nothing, so that everything is still there to be mended.
      expect(["out/a", "out/b"].map((it) => tree(project, it))).toEqual(trees);
      const { stderr } = await project.run(["generate"]);
      if (stderr.includes("had been cut off")) recovered += 1;
      await expectMended(project);
    }
    expect(recovered).toBeGreaterThan(5);
  });
});

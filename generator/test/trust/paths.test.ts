/** Whatever lies in an output folder, nothing outside of it is written or removed. */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  symlinkSync,
} from "node:fs";
import { describe, expect, it } from "vitest";
import { realDisk, type Disk } from "../../src/output/disk.ts";
import { FILES, Workspace } from "../cli/workspace.ts";

const OTHER = { files: { ...FILES, "src/one.ts": "export const one = 2;\n" } };

describe("links in an output folder", () => {
  it("to a folder elsewhere stop the run, even by force", async () => {
    const project = new Workspace({ a: { files: FILES } });
    project.write("elsewhere/one.ts", "mine");
    mkdirSync(project.path("out/a"), { recursive: true });
    symlinkSync(project.path("elsewhere"), project.path("out/a/src"));
    for (const options of [[], ["--force"]]) {
      const run = await project.run(["generate", ...options]);
      expect(run.code).toBe(1);
      expect(run.stderr).toContain("out/a/src is in the way");
    }
    expect(project.read("elsewhere/one.ts")).toBe("mine");
    expect(project.has("out/a/package.json")).toBe(false);
    project.remove("out/a/src");
    expect((await project.run(["generate"])).code).toBe(0);
  });

  it("that take the place of a folder of the package stop the run", async () => {
    const project = new Workspace({ a: { files: FILES } });
    await project.run(["generate"]);
    renameSync(project.path("out/a/src"), project.path("moved"));
    symlinkSync(project.path("moved"), project.path("out/a/src"));
    project.table("a", OTHER);
    const { code } = await project.run(["generate"]);
    expect(code).toBe(1);
    expect(project.read("moved/one.ts")).toBe(FILES["src/one.ts"]);
  });

  it("are not followed to remove what the table no longer gives", async () => {
    const project = new Workspace({ a: { files: FILES } });
    await project.run(["generate"]);
    renameSync(project.path("out/a/src"), project.path("moved"));
    symlinkSync(project.path("moved"), project.path("out/a/src"));
    project.table("a", { files: { "package.json": "{}\n" } });
    await project.run(["generate", "--force"]);
    expect(project.read("moved/one.ts")).toBe(FILES["src/one.ts"]);
  });

  it("that lead in a circle are no trap", async () => {
    const project = new Workspace({ a: { files: FILES } });
    await project.run(["generate"]);
    symlinkSync(project.path("out/a"), project.path("out/a/again"));
    const { code, stderr } = await project.run(["generate"]);
    expect(code).toBe(0);
    expect(stderr).toContain("out/a/again");
    expect(lstatSync(project.path("out/a/again")).isSymbolicLink()).toBe(true);
  });
});

describe("an output folder that is a link itself", () => {
  it("is written where it leads, and found fresh there", async () => {
    const project = new Workspace({ a: { files: FILES } });
    mkdirSync(project.path("real"));
    mkdirSync(project.path("out"));
    symlinkSync(project.path("real"), project.path("out/a"));
    expect((await project.run(["generate"])).code).toBe(0);
    expect(project.read("real/src/one.ts")).toBe(FILES["src/one.ts"]);
    expect((await project.run(["check"])).code).toBe(0);
    expect(lstatSync(project.path("out/a")).isSymbolicLink()).toBe(true);
  });

  it("to nothing, or to a file, is told", async () => {
    for (const target of ["nowhere", "spec/a.yaml"]) {
      const project = new Workspace({ a: { files: FILES } });
      mkdirSync(project.path("out"));
      symlinkSync(project.path(target), project.path("out/a"));
      const { code, stderr } = await project.run(["generate"]);
      expect(code).toBe(2);
      expect(stderr).toContain("out/a");
      expect(existsSync(project.path("nowhere"))).toBe(false);
    }
  });
});

describe("a folder that is exchanged for a link during a run", () => {
  it("is not written through", async () => {
    const project = new Workspace({ a: { files: FILES } });
    await project.run(["generate"]);
    project.table("a", OTHER);
    project.write("elsewhere/one.ts", "mine");
    let exchanged = false;
    const disk: Disk = {
      ...realDisk,
      rename: (from, to) => {
        // Everything has been looked at and staged.
        if (!exchanged && to.endsWith("journal")) {
          exchanged = true;
          renameSync(project.path("out/a/src"), project.path("moved"));
          symlinkSync(project.path("elsewhere"), project.path("out/a/src"));
        }
        realDisk.rename(from, to);
      },
    };
    const { code, stderr } = await project.run(["generate"], { disk });
    expect(exchanged).toBe(true);
    expect(code).toBe(2);
    expect(stderr).toContain("out/a/src is in the way");
    expect(project.read("elsewhere/one.ts")).toBe("mine");
  });
});

describe("a work folder that a stranger has packed", () => {
  const journals: Readonly<Record<string, unknown>> = {
    "deletes outside": { deletes: ["../../mine"], moves: [] },
    "deletes by an absolute path": { deletes: ["/tmp/mine"], moves: [] },
    "deletes by a drive": { deletes: ["C:/mine"], moves: [] },
    "moves to outside": {
      deletes: [],
      moves: [{ staged: "staged.0", path: "../../mine" }],
    },
    "moves to outside later": {
      deletes: [],
      moves: [{ staged: "staged.0", path: "src/../../../mine" }],
    },
    "moves from outside": {
      deletes: [],
      moves: [{ staged: "../../../mine", path: "src/one.ts" }],
    },
    "is of another kind": [],
    "lacks its parts": {},
  };

  it.each(Object.entries(journals))(
    "with a journal that %s is refused",
    async (_what, journal) => {
      const project = new Workspace({ a: { files: FILES } });
      project.write("mine", "mine");
      project.write("out/a/.captable/staged.0", "theirs");
      project.write("out/a/.captable/journal", JSON.stringify(journal));
      const { code, stderr } = await project.run(["generate"]);
      expect(code).toBe(2);
      expect(stderr).toContain(
        "out/a/.captable/journal is in the way: captable has not written it",
      );
      expect(project.read("mine")).toBe("mine");
      project.remove("out/a/.captable");
      expect((await project.run(["generate"])).code).toBe(0);
    },
  );

  it("with a journal that leads through a link is refused", async () => {
    const project = new Workspace({ a: { files: FILES } });
    project.write("elsewhere/one.ts", "mine");
    const moves = [{ staged: "staged.0", path: "src/one.ts" }];
    for (const journal of [
      { deletes: [], moves },
      { deletes: ["src/one.ts"], moves: [] },
    ]) {
      project.write("out/a/.captable/staged.0", "theirs");
      project.write("out/a/.captable/journal", JSON.stringify(journal));
      if (!project.has("out/a/src"))
        symlinkSync(project.path("elsewhere"), project.path("out/a/src"));
      const { code } = await project.run(["generate"]);
      expect(code).toBe(2);
      expect(project.read("elsewhere/one.ts")).toBe("mine");
    }
  });

  it("that is a link to elsewhere is refused, and nothing there is cleared away", async () => {
    const project = new Workspace({ a: { files: FILES } });
    project.write("elsewhere/mine.txt", "mine");
    mkdirSync(project.path("out/a"), { recursive: true });
    symlinkSync(project.path("elsewhere"), project.path("out/a/.captable"));
    const { code, stderr } = await project.run(["generate"]);
    expect(code).toBe(2);
    expect(stderr).toContain("out/a/.captable is in the way");
    expect(readdirSync(project.path("elsewhere"))).toEqual(["mine.txt"]);
    project.remove("out/a/.captable");
    expect((await project.run(["generate"])).code).toBe(0);
  });
});

describe("long paths", () => {
  it("that the system refuses are told, and nothing is written", async () => {
    const name = `${"x".repeat(300)}.ts`;
    const files = { ...FILES, [`src/${name}`]: "export {};\n" };
    const project = new Workspace({ a: { files } });
    const { code, stderr } = await project.run(["generate"]);
    expect(code).toBe(2);
    expect(stderr).toContain("ENAMETOOLONG");
    expect(project.has("out/a")).toBe(false);
  });
});

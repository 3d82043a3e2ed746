import { mkdirSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { realDisk } from "../../../src/output/disk.ts";
import { FILES, Workspace, type RunOptions } from "../workspace.ts";
import { CachedProject, recorded } from "./cached-project.ts";

const NO_CORE: RunOptions = {
  load: () => Promise.reject(new Error("the core was loaded")),
};

describe("a run after which nothing has changed", () => {
  it.each(["check", "generate"])("is short: %s", async (command) => {
    const project = await recorded();
    const short = await project.run([command, "--json"], NO_CORE);
    expect(short.stderr).toBe("");
    expect(short.code).toBe(0);
    const full = await project.run([command, "--json", "--no-cache"]);
    expect(short).toEqual(full);
    expect(project.core.compiled).toHaveLength(4);
  });

  it("says the same to people, also of where it is run", async () => {
    const project = await recorded();
    for (const cwd of [".", "spec", "node_modules"]) {
      const short = await project.run(["check"], { cwd, ...NO_CORE });
      expect(short).toEqual(
        await project.run(["check", "--no-cache"], { cwd }),
      );
      expect(short.stdout).toContain("fresh (3 files)");
    }
  });

  it("shows the same warnings", async () => {
    const project = new CachedProject({
      a: {
        files: FILES,
        imports: ["spec/part.yaml"],
        warnings: ["first", "second"],
        accepted: ["third"],
      },
    });
    project.write("spec/part.yaml", "{}");
    await project.run(["generate"]);
    expect(await project.compiledBy()).toBe(0);
    expect(await project.compiledBy("check", { cwd: "spec" })).toBe(0);
    const { stderr } = await project.run(["check"]);
    expect(stderr).toContain("spec/a.yaml:1:1 warning: first");
    expect(stderr).toContain("2 warnings, 1 accepted warning");
  });

  it("is not short for a table that may not be large any more", async () => {
    const project = await recorded();
    await project.run(["generate", "--large"]);
    const short = await project.run(["check", "--large"], NO_CORE);
    expect(short.code).toBe(0);
    const before = project.core.compiled.length;
    expect((await project.run(["check"])).code).toBe(0);
    expect(project.core.compiled.length).toBe(before + 2);
  });

  it("compiles only the table that has changed", async () => {
    const project = await recorded();
    project.table("b", { files: { ...FILES, "src/new.ts": "export {};\n" } });
    const before = project.core.compiled.length;
    const { stdout } = await project.run(["generate"]);
    expect(stdout).toContain("out/a  3 files: 0 written, 3 unchanged");
    expect(stdout).toContain("out/b  4 files: 2 written, 2 unchanged");
    expect(project.core.compiled.slice(before)).toEqual(["spec/b.yaml"]);
    expect(await project.compiledBy()).toBe(0);
  });
});

describe("a record", () => {
  it("is left by generate, and never by a check", async () => {
    const project = new CachedProject();
    await project.run(["generate", "--no-cache"]);
    await project.run(["check"]);
    expect(project.records()).toEqual([]);
    await project.run(["generate"]);
    expect(project.records()).toHaveLength(2);
  });

  it("is left only where packages are installed", async () => {
    const project = new Workspace({ a: { files: FILES } });
    expect((await project.run(["generate"])).code).toBe(0);
    expect(project.has("node_modules")).toBe(false);
  });

  it("is not left by a run that has written nothing", async () => {
    const project = new CachedProject({
      a: { files: FILES },
      b: { errors: ["wrong"] },
    });
    expect((await project.run(["generate"])).code).toBe(1);
    expect(project.records()).toEqual([]);
    project.table("b", { files: FILES });
    project.write("out/a/src/one.ts", "mine");
    expect((await project.run(["generate"])).code).toBe(1);
    expect(project.records()).toEqual([]);
  });

  it("is not left by a program that was built anew meanwhile", async () => {
    const project = new CachedProject();
    const builds = ["one", "another"];
    await project.run(["generate"], { identify: () => builds.shift() });
    expect(project.records()).toEqual([]);
  });

  it("is left for the next run if the package was edited and mended", async () => {
    const project = await recorded();
    project.write("out/a/src/one.ts", "mine");
    await project.run(["generate", "--force"]);
    expect(await project.compiledBy()).toBe(0);
  });

  it.each(["makeFolder", "create", "rename"] as const)(
    "that cannot be written does not keep a run from anything: %s",
    async (operation) => {
      const project = new CachedProject();
      const fails = (path: string): void => {
        if (path.includes("node_modules"))
          throw Object.assign(new Error("no space"), { code: "ENOSPC" });
      };
      const disk = {
        ...realDisk,
        [operation]: (path: string, other: string) => {
          fails(path);
          if (operation === "rename") realDisk.rename(path, other);
          else if (operation === "create") realDisk.create(path, other);
          else return realDisk.makeFolder(path);
          return undefined;
        },
      };
      const { code, stderr } = await project.run(["generate"], { disk });
      expect(stderr).toBe("");
      expect(code).toBe(0);
      expect(await project.compiledBy()).toBe(2);
    },
  );

  it("that cannot be read is none", async () => {
    const project = await recorded();
    const place = project.record("a");
    project.remove(place);
    mkdirSync(project.path(place));
    expect(await project.compiledBy()).toBe(1);
    expect((await project.run(["generate"])).code).toBe(0);
  });
});

describe("a full run is made", () => {
  it("with --no-cache", async () => {
    const project = await recorded();
    await project.run(["check", "--no-cache"]);
    await project.run(["generate", "--no-cache"]);
    expect(project.core.compiled).toHaveLength(6);
  });

  it("if the configuration says so", async () => {
    const project = await recorded();
    const { tables }: { tables: unknown } = JSON.parse(
      project.read("captable.config.json"),
    );
    const config = (cache: unknown): void =>
      project.write("captable.config.json", JSON.stringify({ tables, cache }));
    config(false);
    expect(await project.compiledBy()).toBe(2);
    config(true);
    expect(await project.compiledBy()).toBe(0);
    config("no");
    expect((await project.run(["check"])).stderr).toContain(
      "cache: expected true or false, got a string",
    );
  });

  it("in CI, which relies on nobody", async () => {
    const project = await recorded();
    expect(await project.compiledBy("check", { env: { CI: "true" } })).toBe(2);
    expect(await project.compiledBy("check", { env: { CI: "false" } })).toBe(0);
  });

  it("by another program, which replaces the record", async () => {
    const project = await recorded();
    const options = { identify: () => "another program" };
    expect(await project.compiledBy("check", options)).toBe(2);
    expect(await project.compiledBy("generate", options)).toBe(2);
    expect(project.records()).toHaveLength(2);
    expect(await project.compiledBy("check", options)).toBe(0);
    expect(await project.compiledBy()).toBe(2);
  });

  it("by a program that cannot be told from others", async () => {
    const project = await recorded();
    const options = { identify: () => undefined };
    expect(await project.compiledBy("check", options)).toBe(2);
  });

  it("for another output, and for another root", async () => {
    const project = await recorded();
    const words = ["check", "spec/a.yaml", "--output", "out/b"];
    const full = await project.run([...words, "--no-cache"]);
    expect(full.code).toBe(1);
    expect(await project.run(words)).toEqual(full);
    expect(project.core.compiled).toHaveLength(4);
  });

  it("while somebody writes to the folder, or was cut off", async () => {
    const project = await recorded();
    mkdirSync(project.path("out/a/.captable"));
    writeFileSync(project.path("out/a/.captable/staged.0"), "");
    expect(await project.compiledBy()).toBe(1);
    expect((await project.run(["check"])).code).toBe(1);
  });
});

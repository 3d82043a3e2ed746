/** The command `conformance`. */
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { ConformanceArguments } from "../../src/cli/conformance/options.ts";
import { findKit } from "../../src/cli/conformance/find-kit.ts";
import type { Io } from "../../src/terminal/io.ts";
import { realDisk } from "../../src/output/disk.ts";
// As built: the children of a run are processes of node, which does not read TypeScript everywhere.
import { conformance } from "../../dist/cli/conformance/conformance.js";
import { ENGINE, KitFolder, PROVIDER } from "../conformance/kit-folder.ts";
import { Workspace } from "./workspace.ts";

const FILE = fileURLToPath(PROVIDER);

/** Runs the command on a package with small tests, in its folder. */
async function runOn(
  folder: KitFolder,
  more: Partial<ConformanceArguments> = {},
  provider: Partial<ConformanceArguments> = { provider: FILE },
): Promise<{ readonly ok: boolean; readonly stdout: string }> {
  let stdout = "";
  const sink = { write: (text: string) => (stdout += text) };
  const io: Io = {
    cwd: folder.root,
    stdout: sink,
    stderr: sink,
    env: {},
    disk: realDisk,
    ended: () => Promise.resolve(),
    now: () => 0,
  };
  const given: ConformanceArguments = {
    ...provider,
    color: false,
    format: "text",
    package: ".",
    ...more,
  };
  const ok = await conformance(given, io, { engine: ENGINE });
  return { ok, stdout };
}

const GOOD = [{ id: "shape/a" }, { id: "guard/a" }];
const BAD = [...GOOD, { id: "walk/a", act: "fail" }];

describe("captable conformance", () => {
  it("says whether all is well", async () => {
    const good = await runOn(new KitFolder(GOOD));
    expect(good.ok).toBe(true);
    const bad = await runOn(new KitFolder(BAD));
    expect(bad.ok).toBe(false);
    expect(bad.stdout).toContain("the lamp stays dark");
  });

  it("runs what it is asked for", async () => {
    const { ok, stdout } = await runOn(new KitFolder(BAD), {
      format: "json",
      family: ["shape", "guard"],
      id: ["guard/a"],
      seed: 5,
      jobs: 1,
    });
    expect(ok).toBe(true);
    expect(JSON.parse(stdout)).toMatchObject({ seed: 5, mode: "raw" });
  });

  it("says how to run again what has failed", async () => {
    const given = { seed: 5, checked: true };
    const { stdout } = await runOn(new KitFolder(BAD), given);
    expect(stdout).toContain(
      `captable conformance --provider ${FILE} --package . --checked --id walk/a --seed 5`,
    );
  });

  it("runs the model if no provider is named, and wraps what it runs", async () => {
    const given = { format: "json", checked: true } as const;
    const { stdout } = await runOn(new KitFolder(GOOD), given, {});
    expect(JSON.parse(stdout)).toMatchObject({
      provider: "model",
      mode: "checked",
      ok: true,
    });
  });

  it("writes nothing but the report to stdout, for a CI server", async () => {
    const { stdout } = await runOn(new KitFolder(BAD), { format: "junit" });
    expect(stdout).toMatch(/^<[^]*>\n$/);
  });

  it("writes the reports to a folder", async () => {
    const folder = new KitFolder(BAD);
    await runOn(folder, { report: "out/reports" });
    for (const name of ["result.json", "junit.xml", "matrix.md", "matrix.html"])
      expect(folder.read(`out/reports/${name}`)).not.toBe("");
    const result: unknown = JSON.parse(folder.read("out/reports/result.json"));
    expect(result).toMatchObject({ ok: false });
  });
});

describe("what is wrong with the call", () => {
  it.each([
    [["--provider", "nowhere.js"], "there is no file nowhere.js"],
    [
      ["--package", "nothing"],
      "there is no package nothing: neither a folder with a package.json, nor installed",
    ],
    [["--seed", "x"], "It must be a whole number from 0 to 4294967295."],
    [
      ["--seed", "4294967296"],
      "It must be a whole number from 0 to 4294967295.",
    ],
    [["--jobs", "0"], "It must be a whole number from 1 to 1024."],
    [["--format", "sarif"], "Allowed choices are text, json, junit."],
    [[], "say which package it is about: --package NAME or FOLDER"],
  ])("is told: %j", async (argv, message) => {
    const { code, stderr } = await new Workspace().run([
      "conformance",
      ...argv,
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it("is told of a package without a kit", async () => {
    const project = new Workspace({ a: { files: {} } });
    project.write("out/a/package.json", '{ "name": "a" }');
    const { code, stderr } = await project.run(["conformance"]);
    expect(code).toBe(2);
    expect(stderr).toContain("was generated without the conformance kit");
  });
});

describe("the package", () => {
  const PLAN = "conformance/conformance.plan.json";
  /** Two packages with a kit and one without, installed; and a provider that depends on some of them. */
  function project(dependencies: Readonly<Record<string, string>>): Workspace {
    const it = new Workspace();
    for (const name of ["lamp", "@big/torch", "plain"])
      it.write(`node_modules/${name}/package.json`, JSON.stringify({ name }));
    it.write(`node_modules/lamp/${PLAN}`, "[]");
    it.write(`node_modules/@big/torch/${PLAN}`, "[]");
    it.write("bulb/package.json", JSON.stringify({ dependencies }));
    it.write("bulb/src/bulb.js", "");
    return it;
  }
  const provider = "bulb/src/bulb.js";

  it("is the only one with a kit that the provider depends on", async () => {
    const it = project({ lamp: "*", plain: "*" });
    expect(await findKit(it.root, { provider })).toBe(
      it.path("node_modules/lamp"),
    );
  });

  it("is the one that the provider is a part of", async () => {
    const it = project({});
    it.write(`bulb/${PLAN}`, "[]");
    expect(await findKit(it.root, { provider })).toBe(it.path("bulb"));
  });

  it("must be named if there are several", async () => {
    const it = project({ lamp: "*", "@big/torch": "*" });
    await expect(findKit(it.root, { provider })).rejects.toThrow(
      "--package node_modules/lamp or node_modules/@big/torch",
    );
  });

  it("is named, by its folder or as it is installed", async () => {
    const it = project({});
    const torch = it.path("node_modules/@big/torch");
    const given = [torch, "node_modules/@big/torch", "@big/torch"];
    for (const name of given)
      expect(await findKit(it.root, { provider, package: name })).toBe(torch);
    expect(await findKit(it.root, { package: "@big/torch" })).toBe(torch);
  });

  it("is the only one that is configured", async () => {
    const it = project({});
    it.config([
      { table: "a.yaml", output: "node_modules/lamp" },
      { table: "b.yaml", output: "node_modules/plain" },
    ]);
    expect(await findKit(it.root, {})).toBe(it.path("node_modules/lamp"));
    expect(await findKit(it.root, { provider })).toBe(
      it.path("node_modules/lamp"),
    );
  });
});

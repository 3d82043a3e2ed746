import { symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FILES, Workspace } from "./workspace.ts";

const MANIFEST = "out/a/captable.manifest.json";
const ONE = "out/a/src/one.ts";

describe("generate and files that are not its own", () => {
  it("never deletes a foreign file, and warns of it", async () => {
    const project = new Workspace({ a: { files: FILES } });
    await project.run(["generate"]);
    project.write("out/a/notes.md", "mine");
    for (const options of [[], ["--force"]]) {
      const { code, stderr } = await project.run(["generate", ...options]);
      expect(stderr).toContain("warning: out/a holds 1 file");
      expect(stderr).toContain("  out/a/notes.md\n");
      expect(code).toBe(0);
    }
    expect(project.read("out/a/notes.md")).toBe("mine");
    project.remove("out/a/notes.md");
    expect((await project.run(["generate"])).stderr).toBe("");
  });

  it("refuses a folder that holds files, and nothing of its own", async () => {
    const project = new Workspace({ a: { files: FILES }, b: { files: FILES } });
    project.write("out/a/photos/1.jpg", "mine");
    const { code, stderr } = await project.run(["generate"]);
    expect(stderr).toContain(
      "error: out/a/photos/1.jpg is not captable's, and neither is anything else in out/a",
    );
    expect(stderr).toContain("Name another output; or");
    expect(stderr).toMatch(/--force\nNothing was written\.\n$/);
    expect(code).toBe(1);
    expect(project.has(ONE)).toBe(false);
    expect(project.has("out/b")).toBe(false);
    expect((await project.run(["check"])).stdout).toContain("--force");
    const { stdout } = await project.run(["generate", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      packages: [{ files: { refused: [{ reason: "occupied" }] } }, {}],
    });

    expect((await project.run(["generate", "--force"])).code).toBe(0);
    expect(project.read("out/a/photos/1.jpg")).toBe("mine");
    expect((await project.run(["generate"])).code).toBe(0);
  });

  it("takes a folder that is empty but for what the tools put there", async () => {
    const project = new Workspace({ a: { files: FILES } });
    project.write("out/a/node_modules/x/package.json", "{}");
    expect((await project.run(["generate"])).code).toBe(0);
  });

  it("does not warn of what the tools put there", async () => {
    const project = new Workspace({ a: { files: FILES } });
    project.write("out/a/dist/one.js", "");
    project.write("out/a/node_modules/x/package.json", "{}");
    project.write("out/a/tsconfig.tsbuildinfo", "{}");
    expect((await project.run(["generate"])).stderr).toBe("");
    project.write("out/a/src/dist/one.js", "");
    project.write("out/a/src/tsconfig.tsbuildinfo", "{}");
    const { stderr } = await project.run(["generate"]);
    expect(stderr).toContain("out/a/src/tsconfig.tsbuildinfo");
    expect(stderr).toContain("out/a/src/dist/one.js");
  });

  it("refuses to overwrite an edited file, in any package, and writes nothing", async () => {
    const project = new Workspace({ a: { files: FILES }, b: { files: FILES } });
    await project.run(["generate"]);
    const changed = { files: { ...FILES, "src/one.ts": "export {};\n" } };
    project.table("a", changed);
    project.table("b", changed);
    project.write("out/b/src/one.ts", "export const one = 2;\n");
    const { code, stdout, stderr } = await project.run(["generate"]);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain(
      "error: out/b/src/one.ts has been edited since captable wrote it",
    );
    expect(stderr).toContain("-export {};\n+export const one = 2;\n");
    expect(stderr).toContain("npx captable generate --force\n");
    expect(stderr).toMatch(/Nothing was written\.\n$/);
    expect(project.read(ONE)).toBe(FILES["src/one.ts"]);

    const forced = await project.run(["generate", "--force"]);
    expect(forced.code).toBe(0);
    expect(project.read("out/b/src/one.ts")).toBe("export {};\n");
    expect(project.read(ONE)).toBe("export {};\n");
  });

  it("takes an edit that is what the table gives now", async () => {
    const project = new Workspace({ a: { files: FILES } });
    await project.run(["generate"]);
    project.table("a", { files: { ...FILES, "src/one.ts": "export {};\n" } });
    project.write(ONE, "export {};\n");
    expect((await project.run(["generate"])).code).toBe(0);
  });

  it("keeps an edited file that the table no longer gives", async () => {
    const project = new Workspace({ a: { files: FILES } });
    await project.run(["generate"]);
    project.write(ONE, "edited");
    project.table("a", { files: { "package.json": "{}\n" } });
    const { code, stderr } = await project.run(["generate", "--force"]);
    expect(code).toBe(0);
    expect(stderr).toContain("  out/a/src/one.ts\n");
    expect(project.read(ONE)).toBe("edited");
  });

  it("restores line endings that a checkout has changed", async () => {
    const project = new Workspace({ a: { files: FILES } });
    await project.run(["generate"]);
    project.write(ONE, "export const one = 1;\r\n");
    expect((await project.run(["generate"])).code).toBe(0);
    expect(project.read(ONE)).toBe(FILES["src/one.ts"]);
  });

  it.each([
    ["is missing", undefined],
    ["is empty", ""],
    ["is half merged", "<<<<<<< ours\n"],
    ["is of another kind", '{ "captable": 2, "files": {} }'],
  ])(
    "overwrites no differing file if the manifest %s",
    async (_how, manifest) => {
      const project = new Workspace({ a: { files: FILES } });
      await project.run(["generate"]);
      project.write(ONE, "export const one = 2;\n");
      if (manifest === undefined) project.remove(MANIFEST);
      else project.write(MANIFEST, manifest);
      const { code, stderr } = await project.run(["generate"]);
      expect(code).toBe(1);
      expect(stderr).toContain("captable.manifest.json is missing or damaged");
      expect(project.read(ONE)).toBe("export const one = 2;\n");
      expect((await project.run(["generate", "--force"])).code).toBe(0);
      expect(project.read(ONE)).toBe(FILES["src/one.ts"]);
    },
  );

  it("needs no manifest to find that nothing differs", async () => {
    const project = new Workspace({ a: { files: FILES } });
    await project.run(["generate"]);
    const manifest = project.read(MANIFEST);
    project.write(MANIFEST, "");
    expect((await project.run(["generate"])).code).toBe(0);
    expect(project.read(MANIFEST)).toBe(manifest);
  });

  it("does not delete what an edited manifest claims without the hash", async () => {
    const project = new Workspace({ a: { files: FILES } });
    await project.run(["generate"]);
    project.write("out/a/notes.md", "mine");
    const hash = "0".repeat(64);
    const claim = { captable: 1, files: { "notes.md": hash, "../x": hash } };
    project.write(MANIFEST, JSON.stringify(claim));
    project.write("out/x", "mine");
    expect((await project.run(["generate"])).code).toBe(0);
    expect(project.read("out/a/notes.md")).toBe("mine");
    expect(project.read("out/x")).toBe("mine");
  });

  it("does not write through a link, and replaces it only by force", async () => {
    const project = new Workspace({ a: { files: FILES } });
    await project.run(["generate"]);
    project.remove(ONE);
    // Its content is what captable wrote, but it is not the file that it wrote.
    const old = FILES["src/one.ts"] ?? "";
    project.write("elsewhere.ts", old);
    symlinkSync(project.path("elsewhere.ts"), project.path(ONE));
    expect((await project.run(["check"])).code).toBe(0);
    project.table("a", { files: { ...FILES, "src/one.ts": "export {};\n" } });
    expect((await project.run(["generate"])).code).toBe(1);
    expect((await project.run(["generate", "--force"])).code).toBe(0);
    expect(project.read("elsewhere.ts")).toBe(old);
    expect(project.read(ONE)).toBe("export {};\n");
  });

  it.each([
    ["a folder", "out/a/src/one.ts/deep.txt", "a folder of that name"],
    ["a file for a folder", "out/a/src", "out/a/src is in the way"],
    ["another case", "out/a/src/ONE.ts", "out/a/src/ONE.ts is in the way"],
  ])("is stopped by %s, even by force", async (_what, path, message) => {
    const project = new Workspace({ a: { files: FILES } });
    project.write(path, "mine");
    const { code, stderr } = await project.run(["generate", "--force"]);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(project.read(path)).toBe("mine");
    expect(project.has("out/a/package.json")).toBe(false);
    project.remove(path.replace("/deep.txt", ""));
    expect((await project.run(["generate"])).code).toBe(0);
  });
});

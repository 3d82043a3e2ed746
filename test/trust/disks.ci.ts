// On disks of other kinds: one that ignores case, as those of Windows and macOS do, and one that nobody can write to.
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, type TestContext } from "vitest";
import { find } from "../examples/tools.ts";
import { Mounts } from "./mounts.ts";
import { TABLE } from "./project.ts";
import { ROOT } from "./tables.ts";

/** A project in a folder of any disk. */
class Place {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  /** The project of a lamp; its package is in `out`. */
  setUp(): this {
    this.write("lamp.yaml", TABLE);
    this.configure(["out"]);
    return this;
  }

  configure(outputs: readonly string[]): void {
    const tables = outputs.map((output) => ({ table: "lamp.yaml", output }));
    this.write("captable.config.json", JSON.stringify({ tables }));
  }

  makeStale(): void {
    this.write("lamp.yaml", TABLE.replace("A lamp.", "A lamp that is lit."));
  }

  /** Gives a file a name that differs in case alone. */
  rename(from: string, to: string): void {
    renameSync(join(this.folder, from), join(this.folder, "between"));
    renameSync(join(this.folder, "between"), join(this.folder, to));
  }

  captable(...args: readonly string[]): { code: number | null; said: string } {
    const program = join(ROOT, "generator", "bin", "captable.js");
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [program, ...args],
      { cwd: this.folder, encoding: "utf8" },
    );
    return { code: status, said: stdout + stderr };
  }
}

function mountsFor(context: TestContext): Mounts {
  const mounts = new Mounts(context);
  context.onTestFinished(() => mounts.remove());
  return mounts;
}

describe("on a disk that ignores case", { timeout: 120_000 }, () => {
  function place(context: TestContext): Place {
    find(context, "mkfs.exfat");
    find(context, "mount.exfat-fuse");
    const folder = mountsFor(context).ignoringCase();
    writeFileSync(join(folder, "Case"), "");
    expect(existsSync(join(folder, "cASE"))).toBe(true);
    expect(readdirSync(folder)).toEqual(["Case"]);
    return new Place(folder).setUp();
  }

  it("a package is written, fresh, and written again", (context) => {
    const project = place(context);
    expect(project.captable("generate")).toMatchObject({ code: 0 });
    // All files of this disk may be run: no drift.
    expect(project.captable("check").said).toContain("out  fresh");
    project.makeStale();
    expect(project.captable("check").code).toBe(1);
    const { code, said } = project.captable("generate");
    // Only what the change touches.
    expect(said).toMatch(/ [1-9] written, /);
    expect(code).toBe(0);
    expect(project.captable("check").code).toBe(0);
  });

  it("a stranger's file whose name is another only in case is spared", (context) => {
    const project = place(context);
    project.write("out/readme.md", "mine");
    for (const args of [["generate"], ["generate", "--force"]]) {
      const { code, said } = project.captable(...args);
      expect(said).toContain("out/readme.md is in the way");
      expect(code).toBe(1);
    }
    expect(project.read("out/readme.md")).toBe("mine");
    expect(readdirSync(join(project.folder, "out"))).toEqual(["readme.md"]);
    project.rename("out/readme.md", "mine.md");
    expect(project.captable("generate")).toMatchObject({ code: 0 });
    expect(project.read("mine.md")).toBe("mine");
  });

  it("a file that has got another case is drift", (context) => {
    const project = place(context);
    project.captable("generate");
    const [before, after] = ["categories/plain.ts", "categories/Plain.ts"];
    project.rename(`out/src/${before}`, `out/src/${after}`);
    const { code, said } = project.captable("check");
    expect(said).toContain(`missing  out/src/${before}`);
    expect(said).toContain(`extra    out/src/${after}`);
    expect(code).toBe(1);
    project.rename(`out/src/${after}`, `out/src/${before}`);
    expect(project.captable("check").code).toBe(0);
  });

  it("outputs that are one folder are refused", (context) => {
    const project = place(context);
    project.configure(["out/a", "OUT/A"]);
    for (const command of ["generate", "check"]) {
      const { code, said } = project.captable(command);
      expect(said).toContain(
        "two outputs differ only in case: out/a and OUT/A",
      );
      expect(code).toBe(2);
    }
    expect(existsSync(join(project.folder, "out"))).toBe(false);
    project.configure(["out/a", "out/b"]);
    expect(project.captable("generate")).toMatchObject({ code: 0 });
  });
});

describe("where nothing can be written", { timeout: 120_000 }, () => {
  /** A project that is generated and then looked at through a mount that cannot be written to. */
  function places(context: TestContext): { real: Place; fixed: Place } {
    const folder = mkdtempSync(join(tmpdir(), "captable-fixed-"));
    context.onTestFinished(() => rmSync(folder, { recursive: true }));
    const real = new Place(folder).setUp();
    expect(real.captable("generate")).toMatchObject({ code: 0 });
    const fixed = new Place(mountsFor(context).readOnly(folder));
    expect(() => fixed.write("a", "a")).toThrow("EROFS");
    return { real, fixed };
  }

  it("a fresh package is checked, and there is nothing to generate", (context) => {
    const { fixed } = places(context);
    expect(fixed.captable("check").said).toContain("out  fresh");
    const { code, said } = fixed.captable("generate");
    expect(said).toContain("0 written");
    expect(code).toBe(0);
  });

  it("a stale one is reported, and cannot be mended: it is told, and nothing is changed", (context) => {
    const { real, fixed } = places(context);
    real.makeStale();
    const { code, said } = fixed.captable("check");
    expect(said).toContain("changed  out/src/categories/plain.ts");
    expect(code).toBe(1);
    const before = real.read("out/src/categories/plain.ts");
    const generated = fixed.captable("generate");
    expect(generated.said).toContain("EROFS");
    expect(generated.said).not.toContain("bug of captable");
    expect(generated.code).toBe(2);
    expect(real.read("out/src/categories/plain.ts")).toBe(before);
    expect(readdirSync(real.folder).toSorted()).toEqual(
      readdirSync(fixed.folder).toSorted(),
    );
    expect(real.captable("generate")).toMatchObject({ code: 0 });
    expect(fixed.captable("check").code).toBe(0);
  });
});

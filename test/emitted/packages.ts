/** Emitted packages, of our own tables and of every one that the front end takes for good. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile, emit } from "captable";

const here: string = fileURLToPath(new URL(".", import.meta.url));
const root: string = join(here, "..", "..");
const modules: string = join(root, "node_modules");

/** The tables that say most, for every compiler. */
export const rich: readonly string[] = await tablesIn("test/emitted/tables");
/** Tables of our own, and every table that the front end takes for good. */
export const tables: readonly string[] = [
  ...rich,
  ...(await tablesIn("generator/test/fixtures/good")),
];

/** For whatever compiles a package or runs its tests. */
export const LONG = 120_000;

async function tablesIn(folder: string): Promise<string[]> {
  const names = await readdir(join(root, folder));
  return names
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => `${folder}/${name}`);
}

/** Emits the package of a table. */
export function emitted(path: string): ReadonlyMap<string, string> {
  const { table, diagnostics } = compile(path, (file) =>
    readFileSync(join(root, file), "utf8"),
  );
  if (table === undefined || diagnostics.length > 0)
    throw new Error(`${path}: ${JSON.stringify(diagnostics)}`);
  return emit(table);
}

/** A package on disk: inside the workspace, so that it finds its type definitions and its test runner. */
export class PackageFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async of(files: ReadonlyMap<string, string>): Promise<PackageFolder> {
    const folder = new PackageFolder(await mkdtemp(join(here, ".out-")));
    for (const [name, text] of files) {
      const file = join(folder.path, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    return folder;
  }

  /** What a compiler has to complain about: the package, and what must not compile. */
  async complaintsOf(compiler: string): Promise<string> {
    const tsc = join(modules, compiler, "bin", "tsc");
    return (
      (await this.complaints([tsc, "-p", "conformance"])) ||
      this.complaints([tsc, "-p", ".", "--noEmit"])
    );
  }

  /** What the conformance tests of the package have to complain about, when it is built. */
  async failures(): Promise<string> {
    // A configuration of its own, so that the workspace's does not count.
    await writeFile(join(this.path, "vitest.config.js"), "export default {};");
    const tsc = join(modules, "typescript-7", "bin", "tsc");
    const vitest = join(modules, "vitest", "vitest.mjs");
    const plan = join(this.path, "conformance", "conformance.plan.json");
    const args = [vitest, "run", "--root", this.path];
    // Of a plan without tests there is nothing to run.
    if (readFileSync(plan, "utf8") === "[]\n")
      args.push("--exclude", "**/kit.test.ts", "--passWithNoTests");
    return (await this.complaints([tsc, "-p", "."])) || this.complaints(args);
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true, force: true });
  }

  private complaints(args: readonly string[]): Promise<string> {
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        args,
        { cwd: this.path },
        (error, stdout, stderr) => {
          resolve(error === null ? "" : `${stdout}${stderr}`);
        },
      );
    });
  }
}

import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { compile, emit } from "captable";
import prettier from "prettier";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "..", "..");
const modules = join(root, "node_modules");

/** The tables that say most, for every compiler. */
const rich = await tablesIn("test/emitted/tables");
/** Tables of our own, and every table that the front end takes for good. */
const tables = [...rich, ...(await tablesIn("generator/test/fixtures/good"))];

function compilersFor(path: string): readonly string[] {
  return rich.includes(path)
    ? ["typescript-5.9", "typescript", "typescript-7"]
    : ["typescript-7"];
}

async function tablesIn(folder: string): Promise<string[]> {
  const names = await readdir(join(root, folder));
  return names
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => `${folder}/${name}`);
}

/** For whatever compiles a package or runs its tests. */
const LONG = 120_000;

/** Emits the package of a table. */
function emitted(path: string): ReadonlyMap<string, string> {
  const { table, diagnostics } = compile(path, (file) =>
    readFileSync(join(root, file), "utf8"),
  );
  expect(diagnostics).toEqual([]);
  if (table === undefined) throw new Error(`${path} has no table`);
  return emit(table);
}

async function write(
  files: ReadonlyMap<string, string>,
  folder: string,
): Promise<void> {
  for (const [name, text] of files) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** What a program has to complain about. */
function complaints(args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd }, (error, stdout, stderr) => {
      resolve(error === null ? "" : `${stdout}${stderr}`);
    });
  });
}

describe.each(tables)("the package of %s", (path) => {
  let folder = "";
  let files: ReadonlyMap<string, string> = new Map();

  beforeAll(async () => {
    // Inside the workspace, so that the package finds its type definitions and its test runner.
    folder = await mkdtemp(join(here, ".out-"));
    files = emitted(path);
    await write(files, folder);
    // A configuration of its own, so that the workspace's does not count.
    await writeFile(join(folder, "vitest.config.js"), "export default {};");
    // The tests of the kit are about the package as built.
    const tsc = join(modules, "typescript-7", "bin", "tsc");
    expect(await complaints([tsc, "-p", "."], folder)).toBe("");
  }, LONG);

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it("needs no formatter", async () => {
    const changed: string[] = [];
    for (const [name, text] of files) {
      const fine = await prettier.check(text, { filepath: name });
      if (!fine) changed.push(name);
    }
    expect(files.size).toBeGreaterThan(25);
    expect(changed).toEqual([]);
  });

  it.each(compilersFor(path))(
    "compiles with %s, and what must not compile does not",
    async (compiler) => {
      const tsc = join(modules, compiler, "bin", "tsc");
      expect(await complaints([tsc, "-p", "conformance"], folder)).toBe("");
      expect(await complaints([tsc, "-p", ".", "--noEmit"], folder)).toBe("");
    },
    LONG,
  );

  it(
    "passes its own conformance tests",
    async () => {
      const vitest = join(modules, "vitest", "vitest.mjs");
      const args = [vitest, "run", "--root", folder];
      // Of a plan without tests there is nothing to run.
      const plan = files.get("conformance/conformance.plan.json");
      if (plan === "[]\n")
        args.push("--exclude", "**/kit.test.ts", "--passWithNoTests");
      expect(await complaints(args, folder)).toBe("");
    },
    LONG,
  );

  it("comes out the same twice", () => {
    expect([...emitted(path)]).toEqual([...files]);
  });
});

describe("hostile texts", () => {
  it("stay comments and strings", () => {
    const files = emitted("test/emitted/tables/torture.yaml");
    const code = [...files]
      .filter(([path]) => path.endsWith(".ts"))
      .map(([, text]) => text.replace(/\/\*[\s\S]*?\*\//g, ""))
      .join("\n");
    expect(code).not.toContain("globalThis");
    expect([...files.values()].join("\n")).toContain("globalThis");
  });
});

describe("a table without a factory function of its own", () => {
  let folder = "";
  /** The package of the storage table, loaded. */
  let storage: Readonly<Record<string, (...args: unknown[]) => unknown>> = {};

  beforeAll(async () => {
    folder = await mkdtemp(join(here, ".out-"));
    const files = emitted("test/emitted/tables/storage.yaml");
    await write(files, folder);
    storage = await import(pathToFileURL(join(folder, "src/index.ts")).href);
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const provider = (watch: unknown): object => ({
    durable: () => ({ open: () => {}, close: () => {}, watch }),
  });

  it("gets one, which checks what it is given", () => {
    const create = storage["createStore"];
    expect(() => create?.(provider(undefined), "none", {})).toThrow(
      expect.objectContaining({ status: "invalid" }),
    );
    expect(() => create?.(provider(undefined), "durable", 5)).toThrow(
      expect.objectContaining({ status: "invalid" }),
    );
    expect(create?.(provider(undefined), "durable")).toMatchObject({
      category: "durable",
      state: "created",
    });
  });

  it("asks the provider for what the table leaves to it", async () => {
    const supported = async (watch: unknown): Promise<unknown[]> => {
      const store = storage["createStore"]?.(provider(watch), "durable");
      const call = (name: string, ...args: unknown[]): unknown =>
        storage["invoke"]?.(store, name, ...args);
      const early = await failure(call("watch", stream()));
      await call("open", "path");
      const open = await failure(call("watch", stream()));
      return [storage["supports"]?.(store, "watch"), early, open];
    };
    expect(await supported(undefined)).toEqual([
      false,
      "wrongState",
      "unsupported",
    ]);
    expect(await supported(() => Promise.resolve())).toEqual([
      true,
      "wrongState",
      undefined,
    ]);
  });
});

async function* stream(): AsyncGenerator<never, void> {}

/** The status that a call fails with. */
async function failure(result: unknown): Promise<unknown> {
  return Promise.resolve(result).then(
    () => undefined,
    (error: { readonly status: unknown }) => error.status,
  );
}

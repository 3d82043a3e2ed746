/**
 * Builds what is put to the test when there is a deliberate fault in it: a folder laid out like an installation, so that the
 * kit finds everything where it always is. The sources stay as they are.
 *
 *     .out-…/node_modules/@captable/wsk    the package: package.json, dist, conformance
 *     .out-…/provider.js                   the provider's module, with all that it needs but the package
 */
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { build, type Plugin } from "esbuild";
import { mutated } from "./apply.ts";
import type { Mutant, ProviderName } from "./mutant.ts";

const PACKAGE = "@captable/wsk";

/** What the kit is pointed at. */
export interface Built {
  /** The whole of it, to be removed afterwards. */
  readonly folder: string;
  readonly packageRoot: string;
  readonly providerModule: string;
}

export interface BuildOptions {
  /** The workspace. */
  readonly root: string;
  readonly provider: ProviderName;
  /** The source of the provider's module; by default one that exports a provider and nothing else. */
  readonly subject?: string;
}

/** Builds the package and a provider with a fault in one of them, or with none. */
export async function buildMutant(
  mutant: Mutant | undefined,
  options: BuildOptions,
): Promise<Built> {
  const { root } = options;
  const folder = await mkdtemp(join(root, "test/mutants/.out-"));
  const packageRoot = join(folder, "node_modules", PACKAGE);
  const providerModule = join(folder, "provider.js");
  await Promise.all([
    buildPackage(mutant, root, packageRoot),
    buildProvider(mutant, options, providerModule),
  ]);
  // What the folder imports is in modules; the workspace says so only of itself.
  await writeFile(join(folder, "package.json"), '{ "type": "module" }\n');
  return { folder, packageRoot, providerModule };
}

const COMMON = {
  bundle: true,
  platform: "node",
  format: "esm",
  // Nothing is lowered, so that classes keep their names.
  target: "esnext",
  logLevel: "silent",
} as const;

export async function buildPackage(
  mutant: Mutant | undefined,
  root: string,
  to: string,
): Promise<void> {
  const from = join(root, "generated/wsk");
  const entries = ["src/index.ts", "src/conformance.ts"]
    .map((entry) => join(from, entry))
    .filter((entry) => existsSync(entry));
  await build({
    ...COMMON,
    entryPoints: entries,
    outdir: join(to, "dist"),
    packages: "external",
    // Both entries are parts of one package: what they share is there once.
    splitting: true,
    plugins: [fault(mutant, root)],
  });
  await cp(join(from, "package.json"), join(to, "package.json"));
  await copyConformance(join(from, "conformance"), join(to, "conformance"));
}

/** What the kit reads is that of the original. */
export async function copyConformance(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  if (existsSync(from)) await cp(from, to, { recursive: true });
}

async function buildProvider(
  mutant: Mutant | undefined,
  { root, provider, subject }: BuildOptions,
  outfile: string,
): Promise<void> {
  const entry =
    subject === undefined
      ? {
          stdin: {
            contents: `export { ${provider}Provider as provider } from "@captable/wsk-${provider}";`,
            resolveDir: root,
          },
        }
      : { entryPoints: [subject] };
  await build({
    ...COMMON,
    ...entry,
    outfile,
    external: [PACKAGE, `${PACKAGE}/conformance`, "captable", "captable/*"],
    plugins: [fromSources(root), fault(mutant, root)],
  });
}

/** Takes the providers' packages from their sources. */
function fromSources(root: string): Plugin {
  return {
    name: "sources",
    setup: ({ onResolve }) => {
      onResolve({ filter: /^@captable\/wsk-\w+$/ }, ({ path }) => ({
        path: resolve(root, "providers", path.slice(10), "src/index.ts"),
        sideEffects: false,
      }));
    },
  };
}

/** Gives a file its fault when it is read. */
function fault(mutant: Mutant | undefined, root: string): Plugin {
  return {
    name: "fault",
    setup: ({ onLoad }) => {
      if (mutant === undefined) return;
      const file = resolve(root, mutant.file);
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (path !== file) return undefined;
        const text = await readFile(path, "utf8");
        return { contents: mutated(text, mutant), loader: "ts" };
      });
    },
  };
}

/**
 * Builds an emitted package that is held in memory.
 *
 * @param files - as `emit` gives them, with the fault
 * @param original - the same without; its plan and its table are what the kit reads
 */
export async function buildEmitted(
  files: ReadonlyMap<string, string>,
  original: ReadonlyMap<string, string>,
  root: string,
): Promise<Omit<Built, "providerModule">> {
  const folder = await mkdtemp(join(root, "test/mutants/.out-"));
  const name = nameOf(original.get("package.json") ?? "{}");
  const packageRoot = join(folder, "node_modules", name);
  const entries = ["src/index.ts", "src/conformance.ts"].filter((path) =>
    files.has(path),
  );
  await build({
    ...COMMON,
    entryPoints: entries.map((path) => ({
      in: path,
      out: path.slice("src/".length, -".ts".length),
    })),
    outdir: join(packageRoot, "dist"),
    splitting: true,
    external: ["captable", "captable/*"],
    plugins: [fromMemory(files)],
  });
  for (const [path, text] of original) {
    if (path !== "package.json" && !path.startsWith("conformance/")) continue;
    const file = join(packageRoot, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  await writeFile(join(folder, "package.json"), '{ "type": "module" }\n');
  return { folder, packageRoot };
}

function nameOf(manifest: string): string {
  const parsed: unknown = JSON.parse(manifest);
  const name: unknown = Reflect.get(Object(parsed), "name");
  return typeof name === "string" ? name : "emitted";
}

/** Takes modules from texts by their paths. */
function fromMemory(files: ReadonlyMap<string, string>): Plugin {
  return {
    name: "memory",
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^src\// }, ({ path }) => ({
        path,
        namespace: "memory",
      }));
      onResolve({ filter: /^\./, namespace: "memory" }, (args) => ({
        path: join(dirname(args.importer), args.path).replaceAll("\\", "/"),
        namespace: "memory",
      }));
      onLoad({ filter: /.*/, namespace: "memory" }, ({ path }) => {
        const contents = files.get(path);
        return contents === undefined
          ? { errors: [{ text: `the package has no ${path}` }] }
          : { contents, loader: "ts" };
      });
    },
  };
}

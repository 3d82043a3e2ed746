/** Packages of tables, built in memory and loaded: what the kit is run on. */
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runInNewContext } from "node:vm";
import { build } from "esbuild";
import { compile } from "../../../src/compile.ts";
import type { Kit } from "../../../src/conformance/kit.ts";
import { emit } from "../../../src/emit/emit.ts";
import type { Table } from "../../../src/model/model.ts";

const ROOT: string = fileURLToPath(new URL("../../../../", import.meta.url));

/** Every table that the project has. */
export const TABLES: readonly string[] = [
  "spec/wsk.yaml",
  ...yamlIn("test/emitted/tables"),
  "docs/language.md",
  ...yamlIn("generator/test/fixtures/good"),
];

function yamlIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => `${folder}/${name}`);
}

/** A table of the project; of a page, the first table on it. */
export function tableAt(path: string): Table {
  const { table, diagnostics } = compile(path, (file) => {
    const text = readFileSync(join(ROOT, file), "utf8");
    return file.endsWith(".md") ? firstTable(text) : text;
  });
  if (table === undefined) throw new Error(JSON.stringify(diagnostics));
  return table;
}

function firstTable(page: string): string {
  return /```yaml table[^\n]*\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
}

/** A change of an emitted file, by its path: what is there, and what takes its place. */
export interface Patch {
  readonly path: string;
  readonly from: string;
  readonly to: string;
}

/** The package of a table, loaded; with files patched, if a defect of the package is to be found. */
export async function loadPackage(
  table: Table,
  patches: readonly Patch[] = [],
): Promise<Kit> {
  const files = patched(emit(table), patches);
  const code = await bundle(files);
  const folder = mkdtempSync(join(tmpdir(), "captable-kit-"));
  const file = join(folder, "index.mjs");
  writeFileSync(file, code);
  const load = (query: string): Promise<Readonly<Record<string, unknown>>> =>
    import(/* @vite-ignore */ `${pathToFileURL(file).href}${query}`);
  const exports = await load("");
  const second = await load("?second");
  rmSync(folder, { recursive: true });
  return {
    exports,
    secondCopy: async () => second,
    otherRealm: (expression) => runInNewContext(expression),
    typeComplaints: async () => [],
  };
}

function patched(
  files: ReadonlyMap<string, string>,
  patches: readonly Patch[],
): ReadonlyMap<string, string> {
  const result = new Map(files);
  for (const { path, from, to } of patches) {
    const text = result.get(path) ?? "";
    if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
    result.set(
      path,
      text.replace(from, () => to),
    );
  }
  return result;
}

async function bundle(files: ReadonlyMap<string, string>): Promise<string> {
  const result = await build({
    entryPoints: ["src/index.ts"],
    bundle: true,
    write: false,
    format: "esm",
    target: "node20",
    plugins: [
      {
        name: "memory",
        setup: ({ onResolve, onLoad }) => {
          onResolve({ filter: /./ }, ({ path, importer }) => ({
            namespace: "memory",
            path: new URL(path, `file:///${importer}`).pathname.slice(1),
          }));
          onLoad({ filter: /./, namespace: "memory" }, ({ path }) => ({
            contents: files.get(path) ?? "",
            loader: "ts",
          }));
        },
      },
    ],
  });
  return result.outputFiles[0]?.text ?? "";
}

/** Both packages on disk as a consumer installs them: declarations behind a manifest, and the consumer beside them. @module */
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { PlannedCategory } from "../tables/table.ts";
import { check } from "./compilers.ts";
import { consumerText } from "./consumer.ts";

/** As strict as can be; what a package declares is believed. */
const CONSUMER = {
  compilerOptions: {
    target: "ES2023",
    lib: ["ES2023", "ESNext.Disposable"],
    module: "NodeNext",
    moduleResolution: "NodeNext",
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    noEmit: true,
  },
  files: ["consumer.ts"],
};

const MANIFEST = {
  name: "devices",
  version: "1.0.0",
  type: "module",
  exports: { ".": { types: "./dist/index.d.ts" } },
};

/** A consumer of a package that is nothing but these declarations. */
export function consumerOf(
  folder: string,
  declarations: ReadonlyMap<string, string>,
  categories: readonly PlannedCategory[],
): void {
  rmSync(folder, { recursive: true, force: true });
  const installed = join(folder, "node_modules", "devices");
  for (const [path, text] of declarations)
    write(join(installed, "dist", path), text);
  write(join(installed, "package.json"), JSON.stringify(MANIFEST));
  write(join(folder, "package.json"), '{ "type": "module" }');
  write(join(folder, "tsconfig.json"), JSON.stringify(CONSUMER));
  write(join(folder, "consumer.ts"), consumerText(categories, 5));
}

/** As the packages that captable emits are built. */
const PACKAGE = {
  compilerOptions: {
    target: "ES2023",
    lib: ["ES2023", "ESNext.Disposable"],
    module: "NodeNext",
    moduleResolution: "NodeNext",
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    isolatedDeclarations: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: "src",
    outDir: "dist",
  },
  include: ["src"],
};

/** What a compiler declares of sources, built in a folder as a package is: this is what it ships. */
export function declared(
  folder: string,
  sources: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of sources) write(join(folder, "src", path), text);
  write(join(folder, "package.json"), '{ "type": "module" }');
  write(join(folder, "tsconfig.json"), JSON.stringify(PACKAGE));
  check("typescript-7", folder);
  return filesOf(join(folder, "dist"));
}

/** The sources that make up the entry point of a generated package. */
export function generatedSources(output: string): ReadonlyMap<string, string> {
  const sources = filesOf(join(output, "src"));
  return new Map([...sources].filter(([path]) => path !== "conformance.ts"));
}

/** The texts of a folder and of those below it, by path. */
function filesOf(folder: string): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((path) => path.replaceAll("\\", "/"))
      .filter((path) => path.endsWith(".ts"))
      .map((path) => [path, readFileSync(join(folder, path), "utf8")]),
  );
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/**
 * What is running: the modules of captable and of the libraries that decide what it emits, by their content.
 *
 * A version would not do: whoever works on captable, or patches a library in place, changes the one without the other.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256 } from "../../output/hash.ts";
import { packageFacts } from "../package-facts.ts";

/** The libraries that decide what is emitted and said of a table, with the folders that have the modules that are loaded. */
export const LIBRARIES = {
  "fastest-levenshtein": ".",
  handlebars: "dist/cjs",
  yaml: "dist",
} as const;

/** Forms of a library that Node does not load. */
const NOT_LOADED: ReadonlySet<string> = new Set(["browser"]);

/**
 * Tells two programs apart that may emit something else, each by one of its modules; nothing if a library is not where
 * it is looked for.
 */
export function generatorIdentity(
  module: string = fileURLToPath(import.meta.url),
): string | undefined {
  const require = createRequire(module);
  const libraries = Object.entries(LIBRARIES).map(([name, folder]) =>
    (require.resolve.paths(name) ?? [])
      .map((modules) => join(modules, name))
      .filter((found) => existsSync(found))
      .map((found) => join(found, folder))
      .at(0),
  );
  const own = programFolder(module);
  const hashes = [own, ...libraries].map((folder) =>
    folder === undefined ? undefined : folderHash(folder),
  );
  if (hashes.includes(undefined)) return undefined;
  const { version } = packageFacts();
  return sha256(JSON.stringify([version, process.version, ...hashes]));
}

/** The bundle that runs; or else all modules, of which this one is one. */
function programFolder(module: string): string {
  const folder = dirname(module);
  return basename(folder) === "bundle" ? folder : dirname(dirname(folder));
}

/** The hash of all modules of a folder; nothing if there are none. */
function folderHash(root: string): string | undefined {
  const hashes: string[] = [];
  const visit = (folder: string): void => {
    for (const child of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, child.name);
      if (child.isDirectory() && !NOT_LOADED.has(child.name)) visit(path);
      else if (/\.(?:[cm]?js|ts)$/.test(child.name))
        hashes.push(path.slice(root.length), sha256(readFileSync(path)));
    }
  };
  if (existsSync(root)) visit(root);
  return hashes.length === 0 ? undefined : sha256(JSON.stringify(hashes));
}

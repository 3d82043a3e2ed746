/** Finds and loads the configuration file. @module */
import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { lilconfig, type Loader } from "lilconfig";
import type { CaptableConfig } from "../config.ts";
import { checkConfig } from "./config-shape.ts";
import { UsageError } from "./failure.ts";
import { shownFrom } from "./paths.ts";

export interface LoadedConfig {
  /** Absolute. */
  readonly file: string;
  readonly config: CaptableConfig;
}

const NAMES = ["js", "mjs", "cjs", "ts", "json"].map(
  (extension) => `captable.config.${extension}`,
);

/** Loads the named configuration, or else the nearest one in the folder or above it; nothing if there is none. */
export async function loadConfig(
  cwd: string,
  named: string | undefined,
): Promise<LoadedConfig | undefined> {
  const search = lilconfig("captable", {
    searchPlaces: [...NAMES, "package.json"],
    packageProp: ["captable"],
    ignoreEmptySearchPlaces: false,
    cache: false,
    loaders: {
      ".js": loadModule(cwd),
      ".mjs": loadModule(cwd),
      ".cjs": loadModule(cwd),
      ".ts": loadModule(cwd),
      ".json": loadJson(cwd),
      noExt: loadJson(cwd),
    },
  });
  const file = named === undefined ? undefined : existing(cwd, named);
  const found = await (file === undefined
    ? search.search(cwd)
    : search.load(file));
  if (found === null) return undefined;
  return { file: found.filepath, config: check(cwd, found) };
}

function existing(cwd: string, named: string): string {
  const file = resolve(cwd, named);
  if (!existsSync(file))
    throw new UsageError(`there is no configuration file ${named}`);
  if (!/\.(?:[cm]?js|ts|json)$/.test(file))
    throw new UsageError(
      `${named}: a configuration file is a .js, .mjs, .cjs, .ts or .json file`,
    );
  return file;
}

function check(
  cwd: string,
  found: { readonly filepath: string; readonly config: unknown },
): CaptableConfig {
  const shown = shownFrom(cwd, found.filepath);
  const result = checkConfig(found.config);
  if ("config" in result) return result.config;
  const inPackage = basename(found.filepath) === "package.json";
  const where = inPackage ? `${shown}, key "captable"` : shown;
  throw new UsageError(
    result.problems.map((problem) => `${where}: ${problem}`).join("\n"),
  );
}

function loadModule(cwd: string): Loader {
  return async (path) => {
    const url = pathToFileURL(path).href;
    try {
      const module: unknown = await import(/* @vite-ignore */ url);
      const hasDefault =
        typeof module === "object" && module !== null && "default" in module;
      return hasDefault ? module.default : undefined;
    } catch (error) {
      throw new UsageError(`${shownFrom(cwd, path)}: ${moduleProblem(error)}`);
    }
  };
}

function moduleProblem(error: unknown): string {
  if (!(error instanceof Error)) return `cannot be loaded: ${String(error)}`;
  const unknownExtension =
    "code" in error && error.code === "ERR_UNKNOWN_FILE_EXTENSION";
  return unknownExtension
    ? `node ${process.versions.node} does not load TypeScript; use node 22.18 or later, or a .js file`
    : `cannot be loaded: ${error.message}`;
}

function loadJson(cwd: string): Loader {
  return (path, content) => {
    try {
      const value: unknown = JSON.parse(content.replace(/^\uFEFF/, ""));
      return value;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new UsageError(`${shownFrom(cwd, path)}: ${message}`);
    }
  };
}

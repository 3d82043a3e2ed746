/** Finds the package that a provider is held to. @module */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { loadConfig } from "../config-file.ts";
import { UsageError } from "../failure.ts";
import { shownFrom } from "../paths.ts";
import type { ConformanceArguments } from "./options.ts";

type Given = Pick<ConformanceArguments, "provider" | "package" | "config">;

const PLAN = "conformance/conformance.plan.json";

/** The folder of the package: as named, or else the only one that the provider depends on or that is configured. */
export async function findKit(cwd: string, given: Given): Promise<string> {
  const { provider, package: named, config } = given;
  const file = provider === undefined ? undefined : resolve(cwd, provider);
  if (named !== undefined) return namedPackage(cwd, named, file);
  const near = file === undefined ? [] : kitsOf(file);
  const found = near.length > 0 ? near : await configured(cwd, config);
  const [only, ...more] = found;
  if (only !== undefined && more.length === 0) return only;
  const shown = found.map((it) => shownFrom(cwd, it)).join(", ");
  throw new UsageError(
    only === undefined
      ? "say which package it is about: --package NAME or FOLDER (no package with a conformance kit is configured, or among those that the provider depends on)"
      : `say which package it is about: --package ${shown.replaceAll(", ", " or ")}`,
  );
}

function namedPackage(
  cwd: string,
  named: string,
  file: string | undefined,
): string {
  const folder = resolve(cwd, named);
  if (existsSync(join(folder, "package.json"))) return folder;
  const from = [...(file === undefined ? [] : [file]), join(cwd, "here.js")];
  const found = from.flatMap((it) => installed(it, named))[0];
  if (found !== undefined) return found;
  throw new UsageError(
    `there is no package ${named}: neither a folder with a package.json, nor installed`,
  );
}

/** The packages with a kit that the package of a module depends on; or that one itself. */
function kitsOf(file: string): readonly string[] {
  const own = packageAbove(dirname(file));
  if (own === undefined) return [];
  if (existsSync(join(own, PLAN))) return [own];
  const facts: unknown = readJson(join(own, "package.json"));
  const names = ["dependencies", "peerDependencies", "devDependencies"].flatMap(
    (key) => keysOf(memberOf(facts, key)),
  );
  return [...new Set(names)]
    .flatMap((name) => installed(file, name).slice(0, 1))
    .filter((folder) => existsSync(join(folder, PLAN)));
}

/** Where a package is installed, as seen from a module: the nearest one first. */
function installed(from: string, name: string): readonly string[] {
  const folders = createRequire(from).resolve.paths(name) ?? [];
  return folders
    .map((folder) => join(folder, name))
    .filter((folder) => existsSync(join(folder, "package.json")));
}

function packageAbove(folder: string): string | undefined {
  if (existsSync(join(folder, "package.json"))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : packageAbove(parent);
}

/** The output folders of the configuration; those without a kit only if there is but one. */
async function configured(
  cwd: string,
  named: string | undefined,
): Promise<readonly string[]> {
  const loaded = await loadConfig(cwd, named);
  if (loaded === undefined) return [];
  const outputs = loaded.config.tables.map(({ output }) =>
    resolve(dirname(loaded.file), output),
  );
  const kits = outputs.filter((output) => existsSync(join(output, PLAN)));
  return kits.length > 0 || outputs.length > 1 ? kits : outputs;
}

function readJson(file: string): unknown {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    return value;
  } catch {
    return undefined;
  }
}

function keysOf(value: unknown): readonly string[] {
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

/** Finds an emitted package, and reads what of it is data. Its code is not loaded. @module */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { PlannedTest } from "../plan/planned.ts";
import { expandPlan } from "../plan/expand-plan.ts";
import type { PlanRow } from "../plan/plan-row.ts";
import { SetupError } from "./setup-error.ts";

/** Where a package is: the `import.meta.url` of one of its modules. */
export interface PackageLocation {
  readonly url: string;
}

/** An emitted package on disk. */
export interface LocatedPackage {
  /** The folder with its package.json; absolute. */
  readonly root: string;
  readonly name: string;
  readonly version: string;
}

/** Finds the package that a module belongs to: the nearest package.json above it. */
export function locatePackage({ url }: PackageLocation): LocatedPackage {
  const start = dirname(fileURLToPath(url));
  for (let folder = start; ; folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (existsSync(file)) return describe(folder, readJson(file));
    if (folder === dirname(folder))
      throw new SetupError(`there is no package.json above ${start}`);
  }
}

function describe(root: string, facts: unknown): LocatedPackage {
  const text = (name: string): string => {
    const value = memberOf(facts, name);
    return typeof value === "string" ? value : "";
  };
  return { root, name: text("name"), version: text("version") };
}

/** The plan that has been committed with the package. */
export function readPlan(root: string): readonly PlannedTest[] {
  const file = join(root, "conformance/conformance.plan.json");
  const plan = readData(file);
  if (Array.isArray(plan) && plan.every(isPlanned)) return expandPlan(plan);
  throw new SetupError(`${file} is not a plan: regenerate the package`);
}

function isPlanned(entry: unknown): entry is PlanRow {
  const several = ["categories", "functions", "cases"];
  return (
    typeof memberOf(entry, "id") === "string" &&
    typeof (memberOf(entry, "family") ?? "") === "string" &&
    several.every((name) => typeof (memberOf(entry, name) ?? []) === "object")
  );
}

/** The table as the kit reads it, as JSON. */
export function readTableJson(root: string): unknown {
  return readData(join(root, "conformance/table.json"));
}

function readData(file: string): unknown {
  if (!existsSync(file))
    throw new SetupError(
      `there is no ${file}: the package was generated without the conformance kit; regenerate it`,
    );
  return readJson(file);
}

function readJson(file: string): unknown {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    return value;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SetupError(`${file}: ${why}`);
  }
}

/** The main module of a package, as a provider would import it. */
export function mainModule({ root, name }: LocatedPackage): string {
  try {
    // A package may import itself by its name, and then its own exports say what is meant.
    const file = createRequire(join(root, "package.json")).resolve(name);
    return pathToFileURL(file).href;
  } catch {
    throw new SetupError(
      `${name} is not built: its main module is missing (looked in ${root}); build it first`,
    );
  }
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

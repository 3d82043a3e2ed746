/** Checks what a configuration file holds: all that is wrong with it, in one go. @module */
import type { CaptableConfig, TableConfig } from "../config.ts";
import { suggest } from "../diagnostics/suggest.ts";

/** A configuration, or every reason why it is none. */
export type ConfigCheck =
  | { readonly config: CaptableConfig }
  | { readonly problems: readonly [string, ...string[]] };

/** Checks types and keys; what the paths lead to is not looked at. */
export function checkConfig(value: unknown): ConfigCheck {
  const problems: string[] = [];
  const config = readRoot(value, problems);
  const [first, ...rest] = problems;
  return first === undefined ? { config } : { problems: [first, ...rest] };
}

function readRoot(value: unknown, problems: string[]): CaptableConfig {
  if (!isRecord(value)) {
    problems.push(`expected an object with "tables", got ${typeName(value)}`);
    return { tables: [] };
  }
  checkKeys(value, ["tables", "cache"], "", problems);
  const tables = readTables(value, problems);
  const cache = value["cache"];
  if (typeof cache === "boolean") return { tables, cache };
  if (cache !== undefined)
    problems.push(`cache: expected true or false, got ${typeName(cache)}`);
  return { tables };
}

function readTables(
  value: Readonly<Record<string, unknown>>,
  problems: string[],
): readonly TableConfig[] {
  const tables = value["tables"];
  if (!Array.isArray(tables)) {
    if (tables !== undefined || !hasNearKey(value, "tables"))
      problems.push(`tables: expected a list, got ${typeName(tables)}`);
    return [];
  }
  if (tables.length === 0) problems.push("tables: the list is empty");
  return tables.map((table: unknown, index) =>
    readTable(table, `tables[${index}]`, problems),
  );
}

const PATH_KEYS = ["table", "output"] as const;

function readTable(
  value: unknown,
  at: string,
  problems: string[],
): TableConfig {
  if (!isRecord(value)) {
    problems.push(`${at}: expected an object, got ${typeName(value)}`);
    return { table: "", output: "" };
  }
  checkKeys(value, [...PATH_KEYS, "large"], at, problems);
  const [table, output] = PATH_KEYS.map((key) => {
    const path = value[key];
    if (typeof path === "string" && path !== "") return path;
    if (path !== undefined || !hasNearKey(value, key))
      problems.push(`${at}.${key}: expected a path, got ${typeName(path)}`);
    return "";
  });
  const large = value["large"];
  if (large !== undefined && typeof large !== "boolean")
    problems.push(
      `${at}.large: expected true or false, got ${typeName(large)}`,
    );
  return {
    table: table ?? "",
    output: output ?? "",
    ...(large === true ? { large } : {}),
  };
}

function checkKeys(
  value: Readonly<Record<string, unknown>>,
  known: readonly string[],
  at: string,
  problems: string[],
): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const near = suggest(key, known);
    const hint =
      near === undefined
        ? `known keys: ${known.join(", ")}`
        : `did you mean "${near}"?`;
    problems.push(`${at === "" ? "" : `${at}: `}unknown key "${key}"; ${hint}`);
  }
}

/** A misspelt key has been reported; that the right one is missing says nothing more. */
function hasNearKey(
  value: Readonly<Record<string, unknown>>,
  name: string,
): boolean {
  return Object.keys(value).some((key) => suggest(key, [name]) === name);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function typeName(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (value === "") return "an empty text";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return `a ${typeof value}`;
}

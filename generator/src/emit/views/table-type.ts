/**
 * The type of a large table as data: its names one by one, and what there is to be said of each in common terms. The
 * type that a compiler infers, which a small table has, says every fact a second time; of a large one no compiler will
 * declare it.
 *
 * @module
 */
import type { Row, Table } from "../../model/model.ts";
import { block } from "../print/declarations.ts";
import type { Doc } from "../print/layout.ts";
import { propertyKey } from "../print/literals.ts";
import type { Scope } from "../scope.ts";

/** Beyond this many rows, a table as data has a declared type. */
const MOST_INFERRED = 1_000;

/** Whether the type of the table as data is declared, and not inferred. */
export function isTypeDeclared(table: Table): boolean {
  const { types, functions, events, properties, categories } = table;
  const rows = [types, functions, events, properties, categories];
  return rows.reduce((sum, { length }) => sum + length, 0) > MOST_INFERRED;
}

export function tableType(table: Table, scope: Scope): Doc {
  const named = (rows: readonly Row[], type: string): Doc =>
    section(
      rows.map(({ name }) => name),
      type,
      scope,
    );
  const members: readonly (readonly [string, Doc])[] = [
    ["name", " string"],
    ["title", " string"],
    ...(table.source === undefined ? [] : ([["source", " string"]] as const)),
    ["errors", named(table.errors, "ErrorData")],
    ["types", named(table.types, "TypeData")],
    ["categories", named(table.categories, "CategoryData")],
    ["services", named(table.services, "CategoryData")],
    ["functions", functionsType(table, scope)],
    ["events", named(table.events, "EventData")],
    ["properties", named(table.properties, "PropertyData")],
  ];
  return block(
    "interface TableData",
    members.map(([name, type]) => ({
      code: [`readonly ${name}:`, type, ";"],
    })),
  );
}

/** Of all that a table names, functions are by far the most: a line for each would be a tenth of what a package declares. */
function functionsType({ functions }: Table, scope: Scope): Doc {
  if (functions.length === 0) return " object";
  const type = scope.use("FunctionData", "runtime/data.ts");
  return ` Readonly<Record<string, ${type}>>`;
}

function section(names: readonly string[], type: string, scope: Scope): Doc {
  if (names.length === 0) return " object";
  const used = scope.use(type, "runtime/data.ts");
  return block(
    "",
    names.map((name) => ({ code: `readonly ${propertyKey(name)}: ${used};` })),
  );
}

/** From the model of a table to JSON. @module */
import type { Category, FunctionRow, Table } from "../../model/model.ts";
import { TABLE } from "./defaults.ts";
import { written } from "./written.ts";

/** The table as a value that JSON can hold; {@link readTable} reads it. */
export function writeTable(table: Table): unknown {
  const { categories, services, ...rest } = table;
  const rows = new Set(table.functions);
  return written(
    {
      ...rest,
      categories: categories.map((one) => byName(one, rows)),
      services: services.map((one) => byName(one, rows)),
    },
    TABLE,
  );
}

/** A category that names what stands in the table. */
function byName(category: Category, rows: ReadonlySet<FunctionRow>): object {
  return {
    ...category,
    functions: category.functions.map((row) => (rows.has(row) ? row.id : row)),
    events: category.events.map(({ name }) => name),
    properties: category.properties.map(({ name }) => name),
  };
}

/** From the model of a table to JSON. @module */
import type { Category, FunctionRow, Table } from "../../model/model.ts";
import { escapeNumbers } from "./numbers.ts";
import type { WrittenCategory, WrittenTable } from "./written.ts";
import { written } from "./written.ts";

/** The table as a value that JSON can hold; {@link readTable} reads it. */
export function writeTable(table: Table): unknown {
  const { categories, services, ...rest } = table;
  const rows = new Set(table.functions);
  const whole: WrittenTable = {
    ...written(rest),
    categories: categories.map((one) => writeCategory(one, rows)),
    services: services.map((one) => writeCategory(one, rows)),
  };
  return escapeNumbers(whole);
}

function writeCategory(
  category: Category,
  rows: ReadonlySet<FunctionRow>,
): WrittenCategory {
  const { functions, events, properties, ...rest } = category;
  return {
    ...written(rest),
    functions: functions.map((row) => (rows.has(row) ? row.id : written(row))),
    events: events.map(({ name }) => name),
    properties: properties.map(({ name }) => name),
  };
}

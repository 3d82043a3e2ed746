/** The table of Winsock Kernel, compiled from the disk. @module */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compile } from "captable";
import type { Category, Compilation, Table } from "captable";

const root = new URL("../../", import.meta.url);

/** Compiles `spec/wsk.yaml`. */
export function compileTable(): Compilation {
  return compile("spec/wsk.yaml", (path) => {
    try {
      return readFileSync(fileURLToPath(new URL(path, root)), "utf8");
    } catch {
      return undefined;
    }
  });
}

/** Compiles the table, or says why it cannot be. */
export function loadTable(): Table {
  const { table, diagnostics } = compileTable();
  if (table !== undefined) return table;
  const problems = diagnostics.map(
    ({ at, code, message }) =>
      `${at.path}:${at.line}:${at.column} ${code} ${message}`,
  );
  throw new Error(`spec/wsk.yaml does not compile\n${problems.join("\n")}`);
}

/** The category or service of that name. */
export function holder(table: Table, name: string): Category {
  const all = [...table.categories, ...table.services];
  const found = all.find((category) => category.name === name);
  if (found === undefined) throw new Error(`the table has no "${name}"`);
  return found;
}

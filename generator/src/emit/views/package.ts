/** The files around the sources: manifest, read-me, entry point. @module */
import type { Category, Table } from "../../model/model.ts";
import { categoryNames } from "../names.ts";
import type { Doc } from "../print/layout.ts";
import {
  markdownAddress,
  markdownCode,
  markdownLine,
  markdownTable,
  markdownText,
} from "../print/markdown.ts";
import { isEmitted } from "../print/signatures.ts";

export interface PackageView {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly description: string;
}

export function packageView(table: Table): PackageView {
  const { name, version, license, description } = table.package;
  return { name, version, license, description: description ?? table.title };
}

/** `index.ts`: everything that a consumer or a provider may use, and nothing of the machinery. */
export function indexExports(table: Table): readonly Doc[] {
  const kinds = [...table.categories, ...table.services];
  return [
    ...kinds.map(
      (kind) => `export * from "./${categoryNames(kind).classFile}";`,
    ),
    'export * from "./entry.ts";',
    'export * from "./errors.ts";',
    'export type * from "./events.ts";',
    'export type { Factory } from "./factory.ts";',
    'export * from "./guards.ts";',
    'export { invoke } from "./invoke.ts";',
    'export type * from "./kinds.ts";',
    'export type * from "./options.ts";',
    'export type * from "./properties.ts";',
    'export type * from "./provider.ts";',
    'export type { Host } from "./runtime/host.ts";',
    'export { table } from "./table.ts";',
    'export * from "./types.ts";',
  ];
}

export interface ReadmeView {
  readonly name: string;
  readonly title: string;
  readonly doc: string;
  readonly source: string;
  readonly matrix: string;
}

export function readmeView(table: Table): ReadmeView {
  return {
    name: table.package.name,
    title: markdownLine(table.title),
    doc: markdownText(table.doc),
    source:
      table.source === undefined
        ? ""
        : `Source of the facts: [${markdownLine(table.source.title)}](${markdownAddress(table.source.url)}).`,
    matrix: matrix(table),
  };
}

/** More cells than a reader can take in. */
const MOST_CELLS = 5_000;

/** Functions by categories; in a large table, the functions of each category that it does not have from a parent. */
function matrix(table: Table): string {
  if (table.functions.length * table.categories.length > MOST_CELLS) {
    return table.categories.map(categoryLine).join("\n");
  }
  const header = ["Function", "Native", ...table.categories.map(categoryCell)];
  const rows = table.functions
    .filter((row) => table.categories.some((category) => has(category, row.id)))
    .map((row) => [
      `\`${row.name}\``,
      row.native === undefined ? "" : markdownCode(row.native),
      ...table.categories.map((category) =>
        has(category, row.id) ? (isEmitted(row) ? "●" : "reserved") : "–",
      ),
    ]);
  return markdownTable(header, rows);
}

function categoryLine(category: Category): string {
  const own = category.functions
    .filter((row) => isEmitted(row) && category.ownFunctions.has(row.id))
    .map((row) => `\`${row.name}\``);
  const parents = category.parents.map((name) => `\`${name}\``);
  const including =
    parents.length === 0 ? "" : ` (includes ${parents.join(", ")})`;
  const functions = own.length === 0 ? "nothing of its own" : own.join(", ");
  return `- \`${category.name}\`${including}: ${functions}`;
}

function categoryCell(category: Category): string {
  return `\`${category.name}\``;
}

function has(category: Category, id: string): boolean {
  return category.functions.some((row) => row.id === id);
}

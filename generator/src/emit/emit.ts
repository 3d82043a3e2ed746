import type { Table } from "../model/model.ts";
import { classFiles, type ClassMemo } from "./class-files.ts";
import { type Doc, list } from "./print/layout.ts";
import { stringLiteral } from "./print/literals.ts";
import { Scope, TableIndex } from "./scope.ts";
import { render } from "./templates.ts";
import { checkDeclarations } from "./views/checks.ts";
import { conformanceFiles } from "./conformance/files.ts";
import { errorsView } from "./views/errors.ts";
import { eventDeclarations } from "./views/events.ts";
import { entryView, factoryView } from "./views/factory.ts";
import { guardsView } from "./views/guards.ts";
import { kindDeclarations } from "./views/kinds.ts";
import { optionDeclarations } from "./views/options.ts";
import { indexExports, packageView, readmeView } from "./views/package.ts";
import { propertyDeclarations, propertyInputs } from "./views/properties.ts";
import { providerDeclarations } from "./views/provider.ts";
import { object } from "./print/data.ts";
import { ruleDeclarations } from "./views/rules.ts";
import { tableText } from "./views/table.ts";
import { tableRowsText } from "./views/table-rows.ts";
import { isTypeDeclared, tableType } from "./views/table-type.ts";
import { typeDeclarations } from "./views/types.ts";

/** A path, relative to the output folder, and its text. */
export type EmittedFile = readonly [path: string, text: string];

const RUNTIME = [
  "access",
  "call",
  "check",
  "core",
  "data",
  "host",
  "instance",
  "kind",
  "refusal",
  "rows",
  "rules",
  "violations",
];

/** Those of a table of which the type as data is declared. */
const LARGE: ReadonlySet<string> = new Set(["data", "rows"]);

/**
 * Renders the package of a table: text by path, relative to the output folder. Pure: a memo makes it quicker, and the
 * result is the same.
 */
export function emit(
  table: Table,
  memo?: ClassMemo,
): ReadonlyMap<string, string> {
  return new Map(emitted(table, memo));
}

/** The same, a file after the other, for whoever has something to do with each of them while the next is rendered. */
export function* emitted(
  table: Table,
  memo?: ClassMemo,
): Generator<EmittedFile, void> {
  const index = new TableIndex(table);
  yield* emitPackage(table);
  yield* emitDeclarations(index);
  yield* emitCode(index, memo);
  yield* conformanceFiles(index);
}

function* emitPackage(table: Table): Generator<EmittedFile, void> {
  yield ["package.json", render("package.json", packageView(table))];
  yield ["tsconfig.json", render("tsconfig.json", {})];
  yield ["README.md", render("README.md", readmeView(table))];
  const exports = indexExports(table);
  yield ["src/index.ts", render("index.ts", { exports })];
}

/** The files that are lists of declarations. */
function* emitDeclarations(index: TableIndex): Generator<EmittedFile, void> {
  const views: Readonly<
    Record<string, (table: Table, scope: Scope) => readonly Doc[]>
  > = {
    "checks.ts": checkDeclarations,
    "events.ts": eventDeclarations,
    "kinds.ts": kindDeclarations,
    "options.ts": optionDeclarations,
    "properties.ts": propertyDeclarations,
    "provider.ts": providerDeclarations,
    "rules.ts": ruleDeclarations,
    "types.ts": typeDeclarations,
  };
  for (const [path, declare] of Object.entries(views)) {
    const scope = new Scope(index, path);
    const declarations = declare(index.table, scope);
    const imports = scope.isEmpty() ? undefined : scope.imports();
    // A file without declarations is a module all the same.
    const content = declarations.length > 0 ? declarations : ["export {};"];
    const view = { imports, declarations: content };
    yield [`src/${path}`, render("declarations.ts", view)];
  }
}

function* emitCode(
  index: TableIndex,
  memo: ClassMemo | undefined,
): Generator<EmittedFile, void> {
  const { table } = index;
  const common = {
    errorClass: table.errorClass,
    violations: object(violationEntries(table)),
    cancelled: list(
      "cancelled(",
      ["call: string", "signal: Signal", "accessor?: string"],
      `): ${table.errorClass} {`,
    ),
    refusal: list(
      "export function refusal(",
      ["core: Core", "call: string", "circumstances: Circumstances = {}"],
      `): ${table.errorClass} {`,
    ),
  };
  for (const name of RUNTIME) {
    if (LARGE.has(name) && !isTypeDeclared(table)) continue;
    yield [`src/runtime/${name}.ts`, render(`runtime/${name}.ts`, common)];
  }
  yield* classFiles(index, memo);
  const inputs = new Scope(index, "property-inputs.ts");
  inputs.use("Check", "runtime/check.ts");
  const entries = propertyInputs(table, inputs);
  const view = { inputs: entries, imports: inputs.imports() };
  yield ["src/property-inputs.ts", render("property-inputs.ts", view)];
  yield ["src/errors.ts", render("errors.ts", errorsView(table))];
  yield ["src/guards.ts", render("guards.ts", guardsView(index))];
  yield ["src/factory.ts", render("factory.ts", factoryView(index))];
  yield ["src/entry.ts", render("entry.ts", entryView(index))];
  yield ["src/invoke.ts", render("invoke.ts", common)];
  yield* tableFiles(index);
}

/** The table as data. Of a large one the rows stand apart, without what they leave out. */
function tableFiles(index: TableIndex): readonly EmittedFile[] {
  const { table } = index;
  if (!isTypeDeclared(table)) {
    const text = render("table.ts", { table: tableText(table) });
    return [["src/table.ts", text]];
  }
  const scope = new Scope(index, "table.ts");
  const type = tableType(table, scope);
  scope.useValue("rows", "table-rows.ts");
  scope.useValue("whole", "runtime/rows.ts");
  const imports = scope.imports();
  const rows = tableRowsText(table);
  return [
    ["src/table.ts", render("table.ts", { imports, type })],
    ["src/table-rows.ts", render("table-rows.ts", { rows })],
  ];
}

function violationEntries(table: Table): readonly (readonly [string, Doc])[] {
  const { argument, state, role, missing, cancelled, unsupported } =
    table.violations;
  const used = { argument, state, role, missing, cancelled, unsupported };
  return Object.entries(used).map(([breach, status]) => [
    breach,
    stringLiteral(status),
  ]);
}

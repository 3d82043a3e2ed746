/** `factory.ts` and `entry.ts`: how instances come to be. @module */
import type { Category, FunctionRow, Table } from "../../model/model.ts";
import { CATEGORY_NAME, categoryNames, providerName } from "../names.ts";
import { argumentChecks } from "../print/bodies.ts";
import { handlersCheck } from "../print/checks.ts";
import type { DocComment } from "../print/comments.ts";
import { type Doc, list } from "../print/layout.ts";
import { identifier, stringLiteral } from "../print/literals.ts";
import {
  argumentNames,
  functionComment,
  paramDocs,
} from "../print/signatures.ts";
import { Scope, type TableIndex } from "../scope.ts";
import { object } from "../print/data.ts";
import { entryFunctions, hasCreator, producedText } from "./provider.ts";

export interface FactoryView {
  readonly imports: Doc;
  /** How each kind is made, by name. */
  readonly blueprints: Doc;
}

export function factoryView(index: TableIndex): FactoryView {
  const { table } = index;
  const scope = new Scope(index, "factory.ts");
  scope.useValue("Core", "runtime/core.ts");
  scope.useValue("CoreHost", "runtime/host.ts");
  scope.useValue("admit", "runtime/instance.ts");
  scope.useValue("enroll", "runtime/kind.ts");
  scope.use("Instance", "runtime/instance.ts");
  scope.use("Rules", "runtime/rules.ts");
  scope.useValue("compileRules", "runtime/rules.ts");
  scope.use("Kinds", "provider.ts");
  const kinds = [...table.categories, ...table.services]
    .filter((kind) => !kind.abstract)
    .map((kind) => blueprint(kind, scope));
  return { imports: scope.imports(), blueprints: object(kinds) };
}

function blueprint(kind: Category, scope: Scope): readonly [string, Doc] {
  const names = categoryNames(kind);
  const rules = scope.useValue(names.rules, "rules.ts");
  const made = scope.useValue(kind.className, names.classFile);
  return [
    kind.name,
    object([
      ["rules", rules],
      ["make", `(core) => new ${made}(core)`],
      ["kind", String(scope.index.numbers.of(kind.name))],
    ]),
  ];
}

export interface EntryView {
  readonly imports: Doc;
  readonly functions: readonly {
    readonly comment: DocComment;
    readonly signature: Doc;
    readonly body: readonly Doc[];
    readonly failure: string;
  }[];
  readonly errorClass: string;
  /** The emitted factory function, for a table that has none of its own. */
  readonly creator?: CreatorView | undefined;
}

interface CreatorView {
  readonly name: string;
  readonly provider: string;
  readonly any: string;
  readonly categoryName: string;
  readonly cases: readonly {
    readonly name: string;
    readonly check: Doc;
    readonly creation: Doc;
  }[];
}

export function entryView(index: TableIndex): EntryView {
  const { table } = index;
  const scope = new Scope(index, "entry.ts");
  const functions = entryFunctions(table).map((row) =>
    entryFunction(table, row, scope),
  );
  const creator = hasCreator(table) ? undefined : creatorView(table, scope);
  scope.useValue(table.errorClass, "errors.ts");
  scope.useValue("Fault", "runtime/check.ts");
  scope.useValue("factory", "factory.ts");
  return {
    imports: scope.imports(),
    functions,
    creator,
    errorClass: table.errorClass,
  };
}

function entryFunction(
  table: Table,
  row: FunctionRow,
  scope: Scope,
): EntryView["functions"][number] {
  const provider = scope.use(providerName(table), "provider.ts");
  const name = identifier(row.name);
  const error = `placeError(${stringLiteral(name)}, error)`;
  return {
    comment: functionComment(row, scope.index),
    signature: list(
      `export function ${name}(`,
      [`provider: ${provider}`, ...paramDocs(row, scope, "class")],
      `): ${producedText(row, scope)} {`,
    ),
    body: [
      ...argumentChecks(row, scope),
      list(
        `return provider.${name}(`,
        ["factory", ...argumentNames(row)],
        ");",
      ),
    ],
    failure: row.sync ? `throw ${error};` : `return Promise.reject(${error});`,
  };
}

function creatorView(table: Table, scope: Scope): CreatorView {
  const concrete = table.categories.filter((category) => !category.abstract);
  scope.use("Instances", "kinds.ts");
  scope.use("HandlersOf", "kinds.ts");
  scope.useValue("violations", "runtime/violations.ts");
  return {
    name: `create${table.object}`,
    provider: scope.use(providerName(table), "provider.ts"),
    any: scope.instance(undefined),
    categoryName: scope.use(CATEGORY_NAME, "kinds.ts"),
    cases: concrete.map((category) => creationCase(category, scope)),
  };
}

function creationCase(
  category: Category,
  scope: Scope,
): CreatorView["cases"][number] {
  const name = identifier(category.name);
  const check = scope.useValue(handlersCheck(name, scope.index), "checks.ts");
  return {
    name,
    check: list(`${check}(`, ["handlers", '"handlers"'], ");"),
    creation: list(
      "return factory.create(",
      [
        stringLiteral(name),
        stringLiteral(category.lifecycle.initial),
        `(host) => provider.${name}(host)`,
        "handlers",
      ],
      ");",
    ),
  };
}

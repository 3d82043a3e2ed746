/** The folder `conformance/`: the package's own tests. @module */
import { roleTypeName } from "../emit/names.ts";
import type { Category, Table } from "../model/model.ts";
import { callable } from "./kinds.ts";
import {
  code,
  type CodeOutline,
  type Declaration,
  exported,
  type FileOutline,
  json,
  LIST,
  local,
} from "./outline.ts";

/** The files of the folder, by their paths in the package. */
export function conformance(
  table: Table,
): Readonly<Record<string, FileOutline>> {
  return {
    "conformance/claims.schema.json": CLAIMS_SCHEMA,
    "conformance/conformance.plan.json": LIST,
    "conformance/kit.test.ts": KIT_TEST,
    "conformance/table.json": json(
      ...TABLE_KEYS,
      ...(table.source === undefined ? [] : ["source"]),
    ),
    "conformance/tsconfig.json": json("extends", "compilerOptions", "include"),
    "conformance/types.check.ts": typeChecks(table),
  };
}

/** The built package is what is tested. */
const KIT_TEST = code([], { packages: ["vitest", "../dist/conformance.js"] });

/** The module that runs the kit; only that needs captable. */
export const CONFORMANCE: CodeOutline = code(
  exported("interface", "Opened", "Subject", "ConformanceOptions").concat(
    exported("function", "conformance", "conformanceTests", "checked", "model"),
    local("function", "held"),
  ),
  {
    packages: ["captable/conformance"],
    reexports: ["Claims", "ExpectedFailure", "RunResult"].map(
      (name) => `type ${name} from "captable/conformance"`,
    ),
    asksWhereItIs: true,
  },
);

const CLAIMS_SCHEMA = json(
  "$schema",
  "title",
  "description",
  "type",
  "additionalProperties",
  "required",
  "properties",
  "$defs",
);

const TABLE_KEYS = [
  "name",
  "title",
  "doc",
  "object",
  "errorClass",
  "package",
  "errors",
  "violations",
  "types",
  "functions",
  "events",
  "properties",
  "sets",
  "categories",
  "services",
  "observers",
  "scenarios",
];

/** Beyond this many pairs of a category and a function, nothing compares each category with each other. */
const MOST_PAIRS = 20_000;

function typeChecks(table: Table): CodeOutline {
  const { categories } = table;
  const concrete = categories.filter(({ abstract }) => !abstract);
  const functions = new Set(
    categories.flatMap((one) => one.functions.map(({ id }) => id)),
  );
  const isSmall = categories.length * functions.size <= MOST_PAIRS;
  return code([
    ...local("type", "Equal", "Names"),
    ...local("function", "same"),
    ...(isSmall ? comparisons(categories, concrete) : []),
    ...categories.flatMap(perCategory),
    ...(concrete.length > 0 ? exported("function", "exhaustive") : []),
  ]);
}

function comparisons(
  categories: readonly Category[],
  concrete: readonly Category[],
): readonly Declaration[] {
  const all = categories.map(({ className }) => className);
  const some = concrete.map(({ className }) => className);
  return [
    ...exported("function", ...all.map((it) => `absentFrom${it}`)),
    ...exported("function", ...all.map((it) => `takenFor${it}`)),
    ...exported(
      "type",
      ...some.flatMap((it) => [`Inside${it}`, `Outside${it}`]),
    ),
    ...exported("function", ...some.map((it) => `narrowsTo${it}`)),
  ];
}

function perCategory(category: Category): readonly Declaration[] {
  const { className, roles, ownFunctions } = category;
  const acting = roles.map((role) => `actingAs${roleTypeName(category, role)}`);
  const optional = callable(category.functions)
    .filter(({ id, support }) => support === "optional" && ownFunctions.has(id))
    .map(({ name }) => `${name}Of${className}`);
  return [
    ...exported("type", `MembersOf${className}`),
    ...exported("function", `members${className}`, ...acting, ...optional),
  ];
}

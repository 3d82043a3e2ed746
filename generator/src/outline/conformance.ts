/** The folder `conformance/`: the package's own tests. @module */
import { roleTypeName } from "../emit/names.ts";
import type { Category, Table } from "../model/model.ts";
import { callable } from "./kinds.ts";
import {
  classOf,
  code,
  type CodeOutline,
  type Declaration,
  exported,
  type FileOutline,
  json,
  local,
  members,
} from "./outline.ts";

/** The files of the folder, by their paths in the package. */
export function conformance(
  table: Table,
): Readonly<Record<string, FileOutline>> {
  return {
    "conformance/cases.ts": code(exported("const", "cases", "guards")),
    "conformance/guards.test.ts": test([
      ...local("const", "everyMethod"),
      ...local("function", "impostors", "passes"),
    ]),
    "conformance/lifecycle.test.ts": test([
      ...local("const", "rows"),
      ...local("function", "failure"),
    ]),
    "conformance/recording-provider.ts": RECORDING_PROVIDER,
    "conformance/shape.test.ts": test([
      ...local("const", "everyMethod"),
      ...local("function", "ownMethods", "prototypeOf"),
    ]),
    "conformance/tsconfig.json": json("extends", "compilerOptions", "include"),
    "conformance/types.check.ts": typeChecks(table),
  };
}

function test(declarations: readonly Declaration[]): CodeOutline {
  return code(declarations, { packages: ["vitest"] });
}

const RECORDING_PROVIDER = code([
  ...exported("interface", "Step", "AccessCase", "StateCase", "Case"),
  ...local("interface", "Reporter"),
  classOf("Recording", [
    ...members("field", "instance", "calls", "pending", "#host"),
    "constructor",
    ...members("method", "report", "deliver", "#dispatch"),
  ]),
  ...local("const", "answered"),
  ...local("type", "Create"),
  ...local("function", "create", "take"),
  ...exported("function", "instance", "emptyStream", "reach", "invokeCall"),
  ...exported("function", "invokeMember", "memberOf", "read"),
]);

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

/** The modules by which a package is used: guards, entry functions, and the index. @module */
import { categoryNames } from "../emit/names.ts";
import type { Category, Table } from "../model/model.ts";
import { callable, hasCreator, type Kinds } from "./kinds.ts";
import { code, type CodeOutline, exported, local } from "./outline.ts";

export function guards({ categories }: Table, kinds: Kinds): CodeOutline {
  const names = categories
    .map(categoryNames)
    .flatMap(({ guard, assertion }) => [guard, assertion]);
  const isOptional = categories.some(({ functions }) =>
    functions.some(({ support }) => support === "optional"),
  );
  const hasRoles = categories.some(({ roles }) => roles.length > 0);
  return code([
    ...local("function", "expected"),
    ...local(
      "const",
      ...categories
        .filter((category) => hasHeirsElsewhere(category, kinds))
        .map((category) => categoryNames(category).kinds),
    ),
    ...exported("function", ...names, "supports", "assertSupports"),
    ...exported("interface", "Supporting"),
    ...(isOptional ? exported("interface", "Provided") : []),
    ...(isOptional ? local("const", "optional") : []),
    ...(isOptional ? local("function", "provides") : []),
    ...(hasRoles ? exported("interface", "Acting") : []),
    ...(hasRoles ? exported("function", "actsAs", "assertActsAs") : []),
  ]);
}

/** Whether any heir is it by a further parent only, and so extends a class that is not of it. */
function hasHeirsElsewhere(
  { name, descendants }: Category,
  kinds: Kinds,
): boolean {
  const own = new Set(descendants);
  return descendants.some(
    (heir) => heir !== name && !own.has(kinds.get(heir).parents[0] ?? ""),
  );
}

export function entry(table: Table): CodeOutline {
  const rows = callable(table.functions).filter((row) => row.entry);
  const creator = hasCreator(table)
    ? []
    : [
        ...exported("function", `create${table.object}`),
        ...local("function", "create"),
      ];
  return code([
    ...local("function", "placeError"),
    ...exported("function", ...rows.map(({ name }) => name)),
    ...creator,
  ]);
}

export function index({ all }: Kinds): CodeOutline {
  const classes = all.map(
    (kind) => `* from "./${categoryNames(kind).classFile}"`,
  );
  const reexports = [
    ...classes,
    ...["entry", "errors", "guards", "types"].map(
      (it) => `* from "./${it}.ts"`,
    ),
    ...["events", "kinds", "options", "properties", "provider"].map(
      (it) => `type * from "./${it}.ts"`,
    ),
    'type Factory from "./factory.ts"',
    'type Host from "./runtime/host.ts"',
    'invoke from "./invoke.ts"',
    'table from "./table.ts"',
  ];
  return code([], { reexports });
}

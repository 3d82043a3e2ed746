/** Categories and services, put together. @module */
import type {
  CategorySyntax,
  Entry,
  HolderSyntax,
  ServiceSyntax,
} from "../syntax/tree.ts";
import type { Ancestry } from "./inheritance.ts";
import type { LocatedLifecycle } from "./lifecycle/resolve.ts";
import type { Members } from "./members.ts";
import type { Category, EventRow, PropertyRow, Role, Row } from "./model.ts";
import type { FunctionsOf } from "./refine.ts";
import { resolveRow } from "./resolve-row.ts";
import type { Scope } from "./scope.ts";

/** All that categories are made of. */
export interface CategoryParts {
  readonly scope: Scope;
  readonly ancestry: Ancestry;
  readonly members: ReadonlyMap<string, Members>;
  readonly functionsOf: FunctionsOf;
  readonly lifecycles: ReadonlyMap<string, LocatedLifecycle>;
  readonly roles: ReadonlyMap<string, readonly Role[]>;
  readonly events: ReadonlyMap<string, EventRow>;
  /** By category, in the order of the table. */
  readonly propertiesOf: ReadonlyMap<string, readonly PropertyRow[]>;
}

/** A category of the model. */
export function assembleCategory(
  parts: CategoryParts,
  entry: Entry<CategorySyntax>,
): Category {
  const { name, row } = entry;
  const { scope, ancestry, functionsOf } = parts;
  const parents = ancestry.parents.get(name) ?? [];
  const functions = functionsOf.get(name) ?? new Map();
  const [base] = parents;
  const inherited = base === undefined ? undefined : functionsOf.get(base);
  const ownFunctions = new Set<string>();
  const refined = new Set<string>();
  for (const [id, functionRow] of functions) {
    const above = inherited?.get(id);
    if (above === undefined) ownFunctions.add(id);
    else if (above !== functionRow) refined.add(id);
  }
  return {
    ...assembleHolder(parts, entry, "category"),
    className: row.class?.value ?? defaultClass(scope, name),
    abstract: row.abstract === true,
    parents,
    ancestors: ancestry.ancestors.get(name) ?? [name],
    descendants: ancestry.descendants.get(name) ?? [name],
    includes: (row.includes ?? []).map(({ value }) => value),
    ownFunctions,
    refined,
    roles: parts.roles.get(name) ?? [],
  };
}

/** A service of the model. */
export function assembleService(
  parts: CategoryParts,
  entry: Entry<ServiceSyntax>,
): Category {
  const { name, row } = entry;
  return {
    ...assembleHolder(parts, entry, "service"),
    className: row.class.value,
    abstract: false,
    parents: [],
    ancestors: [name],
    descendants: [name],
    includes: [],
    ownFunctions: new Set(parts.functionsOf.get(name)?.keys()),
    refined: new Set(),
    roles: [],
  };
}

type Holder = Pick<
  Category,
  keyof Row | "kind" | "functions" | "events" | "properties" | "lifecycle"
>;

function assembleHolder(
  parts: CategoryParts,
  { name, row }: Entry<HolderSyntax>,
  kind: Category["kind"],
): Holder {
  const { scope, members, events, lifecycles } = parts;
  const siblings = kind === "category" ? scope.categories : scope.services;
  const eventNames = [...(members.get(name)?.events.keys() ?? [])];
  return {
    ...resolveRow(scope, name, row, siblings),
    kind,
    functions: [...(parts.functionsOf.get(name)?.values() ?? [])],
    events: eventNames.flatMap((event) => events.get(event) ?? []),
    properties: parts.propertiesOf.get(name) ?? [],
    lifecycle: lifecycles.get(name)?.lifecycle ?? {
      initial: "",
      states: [],
      reports: [],
    },
  };
}

/** `waiting` becomes `WaitingDoor` if an instance is a `Door`. */
function defaultClass(scope: Scope, category: string): string {
  return pascalCase(category) + scope.table.head.object.value;
}

/** A name with a capital letter at its start and after every underscore, which goes. */
function pascalCase(name: string): string {
  return name
    .split("_")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");
}

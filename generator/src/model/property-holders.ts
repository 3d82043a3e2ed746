/** Which categories and services have which properties. @module */
import type { Entry, Name, PropertySyntax } from "../syntax/tree.ts";
import type { Ancestry } from "./inheritance.ts";
import type { Members } from "./members.ts";
import type { Scope } from "./scope.ts";

interface PropertyHolders {
  /** By property, in the order of the table. */
  readonly holders: ReadonlyMap<string, readonly string[]>;
  /** By category or service. */
  readonly properties: ReadonlyMap<string, ReadonlySet<string>>;
  /** Where the property is given to a category, by property: descendants are not named. */
  readonly given: ReadonlyMap<string, ReadonlyMap<string, Name>>;
}

/** Finds out who has which property: those that it names, their descendants, and who includes its sets. */
export function resolvePropertyHolders(
  scope: Scope,
  ancestry: Ancestry,
  members: ReadonlyMap<string, Members>,
): PropertyHolders {
  const given = givenProperties(scope, members);
  const holders = new Map<string, readonly string[]>();
  const properties = new Map<string, Set<string>>();
  const rank = new Map([...scope.holders.keys()].map((name, at) => [name, at]));
  for (const { name } of scope.properties.all()) {
    const all = new Set<string>();
    for (const holder of given.get(name)?.keys() ?? []) {
      const below = ancestry.descendants.get(holder) ?? [holder];
      for (const descendant of below) all.add(descendant);
    }
    const order = (holder: string): number => rank.get(holder) ?? 0;
    holders.set(
      name,
      [...all].sort((a, b) => order(a) - order(b)),
    );
    for (const holder of all) {
      const known = properties.get(holder) ?? new Set();
      properties.set(holder, known.add(name));
    }
  }
  return { holders, properties, given };
}

function givenProperties(
  scope: Scope,
  members: ReadonlyMap<string, Members>,
): ReadonlyMap<string, ReadonlyMap<string, Name>> {
  const given = new Map<string, Map<string, Name>>();
  for (const property of scope.properties.all()) {
    given.set(property.name, namedHolders(scope, property));
  }
  for (const [holder, { setProperties }] of members) {
    for (const [property, reference] of setProperties) {
      given.get(property)?.set(holder, reference);
    }
  }
  return given;
}

function namedHolders(
  scope: Scope,
  { name, span, row }: Entry<PropertySyntax>,
): Map<string, Name> {
  if (row.categories === "all") {
    // Descendants follow from their ancestors.
    const roots = [...scope.categories.all()].filter(
      (category) => (category.row.parents ?? []).length === 0,
    );
    const at = { value: name, span };
    return new Map(roots.map((root) => [root.name, at]));
  }
  const found = scope.findAll(scope.holders, row.categories);
  return new Map(found.map((reference) => [reference.value, reference]));
}

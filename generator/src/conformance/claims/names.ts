/** What of a table can be claimed, or be left unclaimed. @module */
import type {
  Category,
  Field,
  FunctionRow,
  Limit,
  PropertyRow,
  Table,
  TypeDeclaration,
} from "../../model/model.ts";
import type { Type } from "../../model/types.ts";

/** Categories and services. */
export function kindsOf(table: Table): readonly Category[] {
  return [...table.categories, ...table.services];
}

/** The categories of which there can be instances. */
export function claimableCategories(table: Table): readonly string[] {
  return table.categories
    .filter(({ abstract }) => !abstract)
    .map(({ name }) => name);
}

/** Every row of a function: those of the table, and what categories make of them. */
function everyRow(table: Table): readonly FunctionRow[] {
  const refining = kindsOf(table).filter(({ refined }) => refined.size > 0);
  return unique([
    ...table.functions,
    ...refining.flatMap(({ functions }) => functions),
  ]);
}

/** The functions that a provider may leave out, wherever they are optional. */
export function optionalFunctions(table: Table): readonly string[] {
  const rows = everyRow(table).filter(({ support }) => support === "optional");
  return unique(rows.map(({ id }) => id));
}

/** Who has a property, without those of which there are no instances. */
export function holdersOf(
  table: Table,
  property: PropertyRow,
): readonly string[] {
  const abstract = new Set(
    table.categories.filter((it) => it.abstract).map(({ name }) => name),
  );
  return property.categories.filter((name) => !abstract.has(name));
}

/** The transitions that a provider reports by itself. */
export function reportNames(table: Table): readonly string[] {
  return unique(
    kindsOf(table).flatMap(({ lifecycle }) =>
      lifecycle.reports.map(({ name }) => name),
    ),
  );
}

/** Every listed error, as `function.STATUS`. */
export function errorNames(table: Table): readonly string[] {
  return unique(
    everyRow(table).flatMap(({ id, errors }) =>
      errors.map(({ status }) => `${id}.${status}`),
    ),
  );
}

/** A parameter that can be too small or too large. */
export interface Limited {
  /** `function.parameter`. */
  readonly name: string;
  readonly limit: Limit | undefined;
}

/** Every parameter for which a provider may have limits of its own. */
export function limitedParams(table: Table): readonly Limited[] {
  const types = new Map(table.types.map((type) => [type.name, type]));
  return table.functions.flatMap(({ id, params }) =>
    params
      .filter(({ type }) => hasSize(type, types))
      .map(({ name, limit }: Field) => ({ name: `${id}.${name}`, limit })),
  );
}

function hasSize(
  type: Type,
  types: ReadonlyMap<string, TypeDeclaration>,
): boolean {
  switch (type.kind) {
    case "primitive":
      return type.name !== "boolean" && type.name !== "unknown";
    case "list":
      return true;
    case "optional":
      return hasSize(type.of, types);
    case "named": {
      const declared = types.get(type.name);
      return declared?.kind === "alias" && hasSize(declared.type, types);
    }
    default:
      return false;
  }
}

function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}

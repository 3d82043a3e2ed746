/** The statuses that the table lists for the calls of a function. @module */
import type { Category, Field, FunctionRow } from "../../../../model/model.ts";
import type { Type } from "../../../../model/types.ts";
import { type Lookup, lookupOf } from "../../../lookup.ts";
import type { Context } from "../../planned.ts";

/** What calls have failed with, by function id. */
export type Observed = ReadonlyMap<string, ReadonlySet<string>>;

/** Which calls have failed as the table does not list it; undefined if none has. */
export function unlistedIn(
  about: Pick<Context, "table" | "claims">,
  observed: Observed,
): string | undefined {
  const found = [...observed].flatMap(([id, statuses]) => {
    const listed = listedFor(about, id);
    const others = [...statuses].filter((status) => !listed.has(status));
    if (others.length === 0) return [];
    return `expected ${id} to fail only as the table lists it, found ${others.join(", ")}`;
  });
  return found.length === 0 ? undefined : found.join("; ");
}

/** The categories and services whose class has the function. */
export function holdersOf(lookup: Lookup, id: string): readonly Category[] {
  return [...lookup.kinds.values()].filter(
    (kind) => !kind.abstract && lookup.functionsOf(kind).has(id),
  );
}

/** Its errors, those of the properties that it reaches, and what the class itself refuses calls with. */
function listedFor(
  { table, claims }: Pick<Context, "table" | "claims">,
  id: string,
): ReadonlySet<string> {
  const lookup = lookupOf(table);
  const holders = holdersOf(lookup, id);
  const rows = [
    ...table.functions.filter((row) => row.id === id),
    ...holders.flatMap((kind) => lookup.functionsOf(kind).get(id) ?? []),
  ];
  const limits = Object.entries(claims.limits)
    .filter(([name]) => name.startsWith(`${id}.`))
    .map(([, { error }]) => error);
  return new Set([
    ...Object.values(table.violations),
    ...limits,
    ...rows.flatMap((row) => errorsOf(row, lookup)),
    ...holders.flatMap((kind) => [...refusalsOf(kind)]),
    ...rows.flatMap((row) => accessErrors(row, lookup)),
  ]);
}

/** What the classes themselves make the calls of a function fail with: other families bring it about. */
export function refusedWith(lookup: Lookup, id: string): ReadonlySet<string> {
  const holders = holdersOf(lookup, id);
  const rows = holders.flatMap(
    (kind) => lookup.functionsOf(kind).get(id) ?? [],
  );
  return new Set([
    ...Object.values(lookup.table.violations),
    ...holders.flatMap((kind) => [...refusalsOf(kind)]),
    ...rows.flatMap((row) => argumentErrors(row, lookup)),
  ]);
}

function errorsOf(row: FunctionRow, lookup: Lookup): readonly string[] {
  const listed = row.errors.map(({ status }) => status);
  return [...listed, ...argumentErrors(row, lookup)];
}

function argumentErrors(row: FunctionRow, lookup: Lookup): readonly string[] {
  const conditions = row.conditions.map((one) =>
    one.kind === "limit" ? one.limit.error : one.error,
  );
  return [...conditions, ...limitErrors(row.params, lookup)];
}

const refusals = new WeakMap<Category, ReadonlySet<string>>();

function refusalsOf(kind: Category): ReadonlySet<string> {
  const known = refusals.get(kind);
  if (known !== undefined) return known;
  const found = kind.lifecycle.states.flatMap((state) => [
    state.illegal,
    ...state.refuse.values(),
    ...[...state.fails.values()].flat(),
  ]);
  const statuses = new Set(found);
  refusals.set(kind, statuses);
  return statuses;
}

function accessErrors(row: FunctionRow, lookup: Lookup): readonly string[] {
  return row.accesses.flatMap(({ kind, access }) =>
    lookup.table.properties
      .filter((property) => property.kind === kind)
      .flatMap((property) => {
        const rights = property[access];
        const { fails } = property;
        const input = rights?.input?.type;
        return [
          ...fails,
          ...(rights?.errors ?? []).map(({ status }) => status),
          ...(input === undefined ? [] : typeErrors(input, lookup, new Set())),
        ];
      }),
  );
}

/** The statuses of the limits of fields, however deep. */
function limitErrors(
  fields: readonly Field[],
  lookup: Lookup,
  seen: Set<string> = new Set(),
): readonly string[] {
  return fields.flatMap(({ limit, type }) => [
    ...(limit === undefined ? [] : [limit.error]),
    ...typeErrors(type, lookup, seen),
  ]);
}

function typeErrors(
  type: Type,
  lookup: Lookup,
  seen: Set<string>,
): readonly string[] {
  if ("of" in type && typeof type.of === "object") {
    return typeErrors(type.of, lookup, seen);
  }
  if (type.kind !== "named" || seen.has(type.name)) return [];
  seen.add(type.name);
  const declared = lookup.type(type.name);
  switch (declared?.kind) {
    case "alias":
      return typeErrors(declared.type, lookup, seen);
    case "struct":
      return limitErrors(declared.fields, lookup, seen);
    case "union":
      return declared.cases.flatMap(({ fields }) =>
        limitErrors(fields, lookup, seen),
      );
    default:
      return [];
  }
}

/** No call fails with a status that the table does not list for it. @module */
import type { Category, Field, FunctionRow } from "../../../../model/model.ts";
import type { Type } from "../../../../model/types.ts";
import { isEmitted } from "../../../../emit/print/signatures.ts";
import type { Lookup } from "../../../lookup.ts";
import { type Context, Failure, type Test } from "../../planned.ts";
import { remember, seenOf } from "./seen.ts";

/** One test for each function; they come last, since they look at what the tests before them have seen. */
export function* unlistedTests(lookup: Lookup): Generator<Test, void> {
  for (const { id } of lookup.table.functions.filter(isEmitted)) {
    yield {
      id: `error/unlisted/${id}`,
      family: "error",
      function: id,
      run: (context) => expectListed(context, lookup, id),
    };
  }
}

async function expectListed(
  context: Context,
  lookup: Lookup,
  id: string,
): Promise<void> {
  const holders = [...lookup.kinds.values()].filter(
    (kind) => !kind.abstract && lookup.functionsOf(kind).has(id),
  );
  // Alone, without the tests before it, it still sees a call of its own.
  for (const kind of holders) await probe(context, kind, id);
  const listed = listedFor(context, lookup, id, holders);
  for (const status of listed) expectCode(context, status);
  const unlisted = [...seenOf(context, id)].filter((one) => !listed.has(one));
  if (unlisted.length === 0) return;
  throw new Failure(
    `expected ${id} to fail only as the table lists it, found ${unlisted.join(", ")}`,
  );
}

/** The number that the package gives a status is that of the table; every error carries it. */
function expectCode({ table, kit }: Context, status: string): void {
  const code = table.errors.find(({ name }) => name === status)?.code;
  const found: unknown = Reflect.get(Object(kit.exports["Status"]), status);
  if (code === undefined || found === code) return;
  throw new Failure(
    `expected ${status} to have the code ${code}, found ${String(found)}`,
  );
}

async function probe(
  context: Context,
  kind: Category,
  id: string,
): Promise<void> {
  const { categories } = context.claims;
  if (kind.kind === "category" && !categories.includes(kind.name)) return;
  const session = await context.open();
  const party = await session.create(kind.name);
  const call = party.begin(id);
  await session.settle();
  if (call.outcome === undefined) call.abort();
  remember(context, session);
}

/** Its errors, those of the properties that it reaches, and what the class itself refuses calls with. */
function listedFor(
  { table, claims }: Context,
  lookup: Lookup,
  id: string,
  holders: readonly Category[],
): ReadonlySet<string> {
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
    ...holders.flatMap(refusalsOf),
    ...rows.flatMap((row) => accessErrors(row, lookup)),
  ]);
}

function errorsOf(row: FunctionRow, lookup: Lookup): readonly string[] {
  const conditions = row.conditions.map((one) =>
    one.kind === "limit" ? one.limit.error : one.error,
  );
  const listed = row.errors.map(({ status }) => status);
  return [...listed, ...conditions, ...limitErrors(row.params, lookup)];
}

function refusalsOf({ lifecycle }: Category): readonly string[] {
  return lifecycle.states.flatMap((state) => [
    state.illegal,
    ...state.refuse.values(),
  ]);
}

function accessErrors(row: FunctionRow, lookup: Lookup): readonly string[] {
  return row.accesses.flatMap(({ kind, access }) =>
    lookup.table.properties
      .filter((property) => property.kind === kind)
      .flatMap((property) => {
        const rights = property[access];
        const input = rights?.input?.type;
        return [
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

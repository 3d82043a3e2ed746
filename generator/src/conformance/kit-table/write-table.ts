/** From the model of a table to JSON. @module */
import type {
  Category,
  FunctionRow,
  Move,
  State,
  Table,
} from "../../model/model.ts";
import { TABLE } from "./defaults.ts";
import { written } from "./written.ts";

/** The table as a value that JSON can hold; {@link readTable} reads it. */
export function writeTable(table: Table): unknown {
  const { categories, services, ...rest } = table;
  const rows = new Set(table.functions);
  const kinds = new Map(categories.map((one) => [one.name, one]));
  const write = (one: Category): object =>
    byName(one, kinds.get(one.parents[0] ?? ""), rows);
  return written(
    {
      ...rest,
      categories: categories.map(write),
      services: services.map(write),
    },
    TABLE,
  );
}

/** A category that names what stands in the table, without what it begins with as its parent does. */
function byName(
  category: Category,
  parent: Category | undefined,
  rows: ReadonlySet<FunctionRow>,
): object {
  const { functions, events, properties, lifecycle } = category;
  const inherited = common(functions, parent?.functions ?? [], Object.is);
  const states = new Map(
    parent?.lifecycle.states.map((state) => [state.name, state]),
  );
  return {
    ...category,
    ...counted(inherited),
    functions: functions
      .slice(inherited)
      .map((row) => (rows.has(row) ? row.id : row)),
    events: events.map(({ name }) => name),
    properties: properties.map(({ name }) => name),
    lifecycle: {
      ...lifecycle,
      states: lifecycle.states.map((state) =>
        withOwnCalls(state, states.get(state.name)),
      ),
    },
  };
}

function withOwnCalls(state: State, parent: State | undefined): object {
  const calls = [...state.calls];
  const inherited = common(
    calls,
    parent === undefined ? [] : [...parent.calls],
    isSameCall,
  );
  const own = new Map(calls.slice(inherited));
  return { ...state, ...counted(inherited), calls: own };
}

type Call = readonly [string, Move];

function isSameCall([one, a]: Call, [other, b]: Call): boolean {
  return one === other && a.to === b.to && a.via === b.via && a.at === b.at;
}

function counted(inherited: number): { readonly inherited?: number } {
  return inherited === 0 ? {} : { inherited };
}

/** How many items two lists begin with in common. */
function common<T>(
  some: readonly T[],
  others: readonly T[],
  isSame: (one: T, other: T) => boolean,
): number {
  const differs = some.findIndex((one, at) => {
    const other = others[at];
    return other === undefined || !isSame(one, other);
  });
  return differs < 0 ? some.length : differs;
}

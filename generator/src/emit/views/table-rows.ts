/**
 * `table-rows.ts` of a large package: the table as data without what goes by default, or follows from the rest. Most of
 * a large table would be that. `runtime/rows.ts` of the package makes the whole of it.
 *
 * @module
 */
import type {
  Category,
  Field,
  FunctionRow,
  Move,
  State,
  Table,
} from "../../model/model.ts";
import { objectText } from "../print/data.ts";
import { callsOf } from "./rules.ts";
import * as full from "./table.ts";
import { byName, type Entries } from "./table.ts";

export function tableRowsText(table: Table): string {
  const kinds = new Map(table.categories.map((one) => [one.name, one]));
  return objectText(
    full.tableData(table, {
      category: (kind) => categoryRow(kind, kinds.get(kind.parents[0] ?? "")),
      functionOf: functionRow,
    }),
  );
}

/** What is said of each function if nothing else is. */
const FUNCTION: Entries = {
  support: "mandatory",
  sync: false,
  params: {},
  errors: [],
  traits: [],
  variants: {},
};

function functionRow(row: FunctionRow): Entries {
  const { params, id } = row;
  const entries = without(full.functionOf(row), { ...FUNCTION, name: id });
  if (params.length === 0) return entries;
  return { ...entries, params: byName(params, fieldRow) };
}

/** A type alone is a word. */
function fieldRow(field: Field): unknown {
  const row = without(full.fieldOf(field), { optional: false });
  return Object.keys(row).length === 1 ? row["type"] : row;
}

const CATEGORY: Entries = {
  abstract: false,
  parents: [],
  functions: [],
  events: [],
  properties: [],
  roles: {},
};

function categoryRow(kind: Category, parent: Category | undefined): Entries {
  const ids = kind.functions.map(({ id }) => id);
  const above = parent?.functions.map(({ id }) => id) ?? [];
  const inherited = common(ids, above, Object.is);
  const follows = { ...CATEGORY, ancestors: parent?.ancestors ?? [] };
  const {
    lifecycle: _lifecycle,
    functions: _functions,
    ...rest
  } = full.category(kind);
  return {
    ...without(rest, follows),
    ...counted(inherited),
    ...(inherited < ids.length && { functions: ids.slice(inherited) }),
    lifecycle: lifecycleRow(kind, parent),
  };
}

function lifecycleRow(kind: Category, parent: Category | undefined): Entries {
  const { initial, states, reports } = kind.lifecycle;
  const above = new Map(
    parent?.lifecycle.states.map((state) => [state.name, state]),
  );
  return {
    initial,
    states: byName(states, (state) => {
      const other = above.get(state.name);
      const calls = other && parent ? callsOf(other, parent.functions) : [];
      return stateRow(state, kind, calls);
    }),
    ...(reports.length > 0 && { reports: byName(reports, full.reportOf) }),
  };
}

const STATE: Entries = { terminal: false, events: [], refuse: {} };

/** A state without the calls that it begins with as that of the parent does; without any if all functions stay. */
function stateRow(
  state: State,
  kind: Category,
  above: readonly Call[],
): Entries {
  const { calls: _calls, ...rest } = full.stateOf(state, kind);
  const row = without(rest, STATE);
  const { functions } = kind;
  const calls = callsOf(state, functions);
  const isAll =
    calls.length === functions.length &&
    calls.every(
      ([call, { to, via }], at) =>
        call === functions[at]?.id && to === undefined && via === undefined,
    );
  if (isAll) return row;
  const inherited = common(calls, above, isSameCall);
  const own = full.callEntries(calls.slice(inherited));
  return { ...row, ...counted(inherited), calls: own };
}

type Call = readonly [string, Move];

function isSameCall([one, a]: Call, [other, b]: Call): boolean {
  return one === other && a.to === b.to && a.via === b.via && a.at === b.at;
}

function counted(inherited: number): Entries {
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

/** What is there and is not just what goes by default. */
function without(entries: Entries, defaults: Entries): Entries {
  return Object.fromEntries(
    Object.entries(entries).filter(
      ([key, value]) => value !== undefined && !isSame(value, defaults[key]),
    ),
  );
}

/** Scalars, lists of scalars, or objects in which there is nothing. */
function isSame(value: unknown, other: unknown): boolean {
  if (Array.isArray(value) && Array.isArray(other))
    return (
      value.length === other.length &&
      value.every((item, at) => item === other[at])
    );
  if (typeof value !== "object" || typeof other !== "object")
    return value === other;
  return isNothing(value) && isNothing(other);
}

function isNothing(value: object | null): boolean {
  return value !== null && Object.keys(value).length === 0;
}

/**
 * `table-rows.ts` of a large package: the table as data without what goes by default, or follows from the rest. Most of
 * a large table would be that. `runtime/rows.ts` of the package makes the whole of it.
 *
 * @module
 */
import {
  type Call,
  common,
  counted,
  isSameCall,
} from "../../model/inherited-part.ts";
import type {
  Category,
  Field,
  FunctionRow,
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

function functionRow(row: FunctionRow): Entries {
  const { id, name, support, sync, params, errors, traits, variants } = row;
  return {
    ...full.functionOf(row, fieldRow),
    name: name === id ? undefined : name,
    support: support === "mandatory" ? undefined : support,
    sync: sync || undefined,
    ...(params.length === 0 && { params: undefined }),
    ...(errors.length === 0 && { errors: undefined }),
    ...(traits.size === 0 && { traits: undefined }),
    ...(variants.length === 0 && { variants: undefined }),
  };
}

/** A type alone is a word. */
function fieldRow(field: Field): unknown {
  const { optional, native, unit, limit, default: by } = field;
  const entries = full.fieldOf(field);
  if (optional) return entries;
  const isAlone = [native, unit, limit, by].every((part) => part === undefined);
  return isAlone ? entries["type"] : { ...entries, optional: undefined };
}

const CATEGORY: Entries = {
  abstract: false,
  parents: [],
  events: [],
  properties: [],
  roles: {},
};

function categoryRow(kind: Category, parent: Category | undefined): Entries {
  const ids = kind.functions.map(({ id }) => id);
  const above = parent?.functions.map(({ id }) => id) ?? [];
  const inherited = common(ids, above, Object.is);
  const follows = { ...CATEGORY, ancestors: parent?.ancestors ?? [] };
  const own = ids.slice(inherited);
  const row = full.categoryWith(kind, {
    functions: own.length === 0 ? undefined : own,
    lifecycle: lifecycleRow(kind, parent),
  });
  return { ...counted(inherited), ...without(row, follows) };
}

function lifecycleRow(kind: Category, parent: Category | undefined): Entries {
  const { initial, states, reports } = kind.lifecycle;
  const above = new Map(
    parent?.lifecycle.states.map((state) => [state.name, state]),
  );
  return {
    initial,
    states: byName(states, (state) =>
      stateRow(state, kind, () => {
        const other = above.get(state.name);
        return other && parent ? callsOf(other, parent.functions) : [];
      }),
    ),
    ...(reports.length > 0 && { reports: byName(reports, full.reportOf) }),
  };
}

const STATE: Entries = { terminal: false, events: [], refuse: {} };

/** A state without the calls that it begins with as that of the parent does; without any if all functions stay. */
function stateRow(
  state: State,
  { functions }: Category,
  above: () => readonly Call[],
): Entries {
  if (staysWith(state, functions))
    return without(full.stateWith(state, undefined), STATE);
  const calls = callsOf(state, functions);
  const inherited = common(calls, above(), isSameCall);
  const own = full.callEntries(calls.slice(inherited));
  const row = without(full.stateWith(state, own), STATE);
  return { ...counted(inherited), ...row };
}

/** Whether all functions are legal, nothing else is, and none leads anywhere. */
function staysWith(
  { calls }: State,
  functions: readonly FunctionRow[],
): boolean {
  return (
    calls.size === functions.length &&
    functions.every(({ id }) => {
      const move = calls.get(id);
      return (
        move !== undefined && move.to === undefined && move.via === undefined
      );
    })
  );
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

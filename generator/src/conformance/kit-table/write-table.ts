/** From the model of a table to JSON. @module */
import {
  common,
  counted,
  isSameCall,
  isSameMove,
  STAYS,
} from "../../model/inherited-part.ts";
import type { Category, FunctionRow, State, Table } from "../../model/model.ts";
import { descendantsIn } from "./descendants.ts";
import { TABLE } from "./shapes.ts";
import { written } from "./write-rows.ts";

/** The table as a value that JSON can hold; {@link readTable} reads it. */
export function writeTable(table: Table): unknown {
  const { categories, services, ...rest } = table;
  const rows = new Set(table.functions);
  const kinds = new Map(categories.map((one) => [one.name, one]));
  const descendants = descendantsIn(categories);
  const write = (one: Category): object => {
    const parent = kinds.get(one.parents[0] ?? "");
    const follows = descendants.get(one.name) ?? [one.name];
    const isFollowing = areSame(one.descendants, follows);
    return {
      ...byName(one, parent, rows),
      ...(isFollowing && { descendants: undefined }),
    };
  };
  return written(
    {
      ...rest,
      categories: categories.map(write),
      services: services.map(write),
    },
    TABLE,
  );
}

/** A category that names what stands in the table, without what follows from the rest and from its parent. */
function byName(
  category: Category,
  parent: Category | undefined,
  rows: ReadonlySet<FunctionRow>,
): object {
  const { functions, events, properties, lifecycle } = category;
  const inherited = common(functions, parent?.functions ?? [], Object.is);
  const own = functions.slice(inherited);
  return {
    ...category,
    ...counted(inherited),
    ...unlessFollowing(category, parent, own),
    functions: own.map((row) => (rows.has(row) ? row.id : row)),
    events: events.map(({ name }) => name),
    properties: properties.map(({ name }) => name),
    lifecycle: {
      ...lifecycle,
      states: withOwnCalls(category, parent),
    },
  };
}

/** What follows from the rest is there only if it does not. */
function unlessFollowing(
  { name, ancestors, ownFunctions }: Category,
  parent: Category | undefined,
  own: readonly FunctionRow[],
): object {
  const line = [name, ...(parent?.ancestors ?? [])];
  const ids = own.map(({ id }) => id);
  return {
    ancestors: areSame(ancestors, line) ? undefined : ancestors,
    ownFunctions: areSame([...ownFunctions], ids) ? undefined : ownFunctions,
  };
}

function areSame(some: readonly string[], others: readonly string[]): boolean {
  return (
    some.length === others.length && some.every((one, at) => one === others[at])
  );
}

/** The states without the calls that they begin with as those of the parent do; without any if all functions stay. */
function withOwnCalls(
  { functions, lifecycle }: Category,
  parent: Category | undefined,
): readonly object[] {
  const above = new Map(
    parent?.lifecycle.states.map((state) => [state.name, state]),
  );
  return lifecycle.states.map((state) => {
    if (staysWith(state, functions)) return { ...state, calls: undefined };
    const calls = [...state.calls];
    const others = above.get(state.name)?.calls ?? [];
    const inherited = common(calls, [...others], isSameCall);
    const own = new Map(calls.slice(inherited));
    return { ...state, ...counted(inherited), calls: own };
  });
}

/** Whether all functions are legal in a state, and lead nowhere. */
function staysWith(
  { calls }: State,
  functions: readonly FunctionRow[],
): boolean {
  if (calls.size !== functions.length) return false;
  let at = 0;
  for (const [call, move] of calls) {
    if (call !== functions[at]?.id || !isSameMove(move, STAYS)) return false;
    at += 1;
  }
  return true;
}

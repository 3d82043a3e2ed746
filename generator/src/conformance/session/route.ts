/** How instances of a category or service come to be: the shortest chain of calls that yields one. @module */
import type { FunctionRow, Table } from "../../model/model.ts";
import { creatorOf, entriesOf, lookupOf, stateOf } from "../lookup.ts";

/** A call on what the call before it has yielded. */
export interface RouteStep {
  readonly row: FunctionRow;
  /** What it is made on; absent for an entry function. */
  readonly on?: string;
}

export interface Route {
  /** The package's own function that makes instances. */
  readonly creator?: string;
  readonly steps: readonly RouteStep[];
}

const known = new WeakMap<Table, ReadonlyMap<string, Route>>();

/** The way to an instance of a kind; undefined if the table has none. */
export function routeTo(table: Table, kind: string): Route | undefined {
  const found = known.get(table) ?? routes(table);
  known.set(table, found);
  return found.get(kind);
}

function routes(table: Table): ReadonlyMap<string, Route> {
  const found = new Map<string, Route>();
  const creator = creatorOf(table);
  for (const category of table.categories) {
    if (creator !== undefined && !category.abstract) {
      found.set(category.name, { creator, steps: [] });
    }
  }
  const queue = [...found.keys()];
  const add = (kind: string, route: Route): void => {
    if (found.has(kind)) return;
    found.set(kind, route);
    queue.push(kind);
  };
  for (const row of entriesOf(table)) {
    for (const kind of yieldsOf(table, row)) add(kind, { steps: [{ row }] });
  }
  for (let on = queue.shift(); on !== undefined; on = queue.shift()) {
    const way = found.get(on);
    if (way === undefined) continue;
    for (const row of firstCalls(table, on)) {
      const steps = [...way.steps, { row, on }];
      for (const kind of yieldsOf(table, row)) add(kind, { ...way, steps });
    }
  }
  return found;
}

/** Functions that make new instances come first, then what is legal from the beginning: no state need be reached for it. */
function firstCalls(table: Table, kind: string): readonly FunctionRow[] {
  const lookup = lookupOf(table);
  const row = lookup.kind(kind);
  const initial = stateOf(row, row.lifecycle.initial);
  const rows = [...lookup.functionsOf(row).values()].filter(
    (one) => one.creates !== undefined || one.produces !== undefined,
  );
  const rank = ({ id, creates }: FunctionRow): number =>
    (creates === undefined ? 2 : 0) + (initial?.calls.has(id) ? 0 : 1);
  return rows.sort((a, b) => rank(a) - rank(b));
}

function yieldsOf(table: Table, row: FunctionRow): readonly string[] {
  if (row.creates !== undefined) {
    return table.categories
      .filter((one) => !one.abstract)
      .map((one) => one.name);
  }
  const { category } = row.produces ?? {};
  if (category === undefined) return [];
  const lookup = lookupOf(table);
  return lookup.kind(category).abstract ? [] : [category];
}

/** Changes of a table: each gives a new one. @module */
import type {
  Category,
  FunctionRow,
  Move,
  State,
  Table,
} from "../../model/model.ts";
import type { Change } from "./mutation.ts";

/** Changes the kinds that `which` holds for. */
export function changeKinds(
  table: Table,
  which: (kind: Category) => boolean,
  change: (kind: Category) => Category,
): Table {
  const changed = (kind: Category): Category =>
    which(kind) ? change(kind) : kind;
  return {
    ...table,
    categories: table.categories.map(changed),
    services: table.services.map(changed),
  };
}

/** A change of one kind. */
export function kindChange(
  name: string,
  change: (kind: Category) => Category,
): Change {
  return {
    by: "table",
    apply: (table) => changeKinds(table, (kind) => kind.name === name, change),
  };
}

/** A change of one state of a kind. */
export function stateChange(
  kindName: string,
  stateName: string,
  change: (state: State) => State,
): Change {
  return kindChange(kindName, (kind) => ({
    ...kind,
    lifecycle: {
      ...kind.lifecycle,
      states: changeNamed(kind.lifecycle.states, stateName, change),
    },
  }));
}

/** A change of what a call does in one state; nothing: it is not legal any more. */
export function moveChange(
  kindName: string,
  stateName: string,
  call: string,
  change: (move: Move | undefined) => Move | undefined,
): Change {
  return stateChange(kindName, stateName, (state) => {
    const calls = new Map(state.calls);
    const move = change(calls.get(call));
    if (move === undefined) calls.delete(call);
    else calls.set(call, move);
    return { ...state, calls };
  });
}

/** A change of a function wherever its row stands: in the table, and in the categories that have or refine it. */
export function functionChange(
  id: string,
  change: (row: FunctionRow) => FunctionRow,
): Change {
  const changed = (row: FunctionRow): FunctionRow =>
    row.id === id ? change(row) : row;
  return {
    by: "table",
    apply: (table) => ({
      ...changeKinds(
        table,
        () => true,
        (kind) => ({ ...kind, functions: kind.functions.map(changed) }),
      ),
      functions: table.functions.map(changed),
    }),
  };
}

/** Changes the row of that name. */
export function changeNamed<T extends { readonly name: string }>(
  rows: readonly T[],
  name: string,
  change: (row: T) => T,
): readonly T[] {
  return rows.map((row) => (row.name === name ? change(row) : row));
}

/** A map without a key. */
export function without<Value>(
  map: ReadonlyMap<string, Value>,
  key: string,
): ReadonlyMap<string, Value> {
  return new Map([...map].filter(([name]) => name !== key));
}

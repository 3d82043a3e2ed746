/** What the rules of a category need not repeat, since those of the class that it extends say it. @module */
import type { Category, Move, PropertyRow, State } from "../../model/model.ts";
import type { TableIndex } from "../scope.ts";

/** The nearest category up the chain of its classes that has rules: an abstract one has none. */
export function inheritedFrom(
  kind: Category,
  index: TableIndex,
): Category | undefined {
  const [first] = kind.parents;
  if (first === undefined) return undefined;
  const parent = index.kind(first);
  return parent.abstract ? inheritedFrom(parent, index) : parent;
}

/** Whether every call that is legal in the one state is legal in the other too. */
export function includesCalls(state: State, inherited: State): boolean {
  for (const call of inherited.calls.keys())
    if (!state.calls.has(call)) return false;
  return true;
}

export function isSameMove(one: Move, other: Move): boolean {
  return one.to === other.to && one.via === other.via && one.at === other.at;
}

/** Whether each access to a property is legal in the same states of both. */
export function hasSameStates(
  { get, set, run }: PropertyRow,
  one: Category,
  other: Category,
): boolean {
  return [get, set, run].every((access) => {
    const states = access?.states.get(one.name) ?? [];
    const others = access?.states.get(other.name) ?? [];
    return (
      states.length === others.length &&
      states.every((state, at) => state === others[at])
    );
  });
}

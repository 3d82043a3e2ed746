/** Rows of functions that begin as that of the parent does: they say so, and name what is their own. @module */
import { type Name, named, namesIn, type WholeRow } from "./plan-row.ts";

/** The first of the parents of each category that has any. */
export type Parents = ReadonlyMap<string, string>;

/** Where a row stands, and the functions in it. */
interface Above {
  readonly id: string;
  readonly names: readonly Name[];
}

/** Has rows inherit from those above them. */
export class Inheritance {
  readonly #parents: Parents;
  readonly #byPlace = new Map<string, Above>();
  readonly #ids = new Set<string>();

  constructor(parents: Parents) {
    this.#parents = parents;
  }

  /** The row, without what it inherits. */
  apply(row: WholeRow): WholeRow {
    if (row.functions === undefined || row.cases !== undefined) return row;
    const names = namesIn(row.functions);
    const parent = this.#above(row);
    this.#remember(row, { id: row.id, names });
    if (parent === undefined || !beginsWith(names, parent.names)) return row;
    const own = named(names.slice(parent.names.length));
    const { functions: _functions, ...rest } = row;
    return { ...rest, inherits: parent.id, functions: own };
  }

  #above(row: WholeRow): Above | undefined {
    const category = this.#parents.get(row.category ?? "");
    if (category === undefined) return undefined;
    return this.#byPlace.get(placeOf({ ...row, category }));
  }

  /** Of several rows with the same id the first is meant by it. */
  #remember(row: WholeRow, above: Above): void {
    if (this.#ids.has(row.id)) return;
    this.#ids.add(row.id);
    this.#byPlace.set(placeOf(row), above);
  }
}

/** What a row has in common with that of the parent, but for the category. */
function placeOf({
  family,
  category,
  state,
  event,
  property,
}: WholeRow): string {
  return JSON.stringify([family, category, state, event, property]);
}

function beginsWith(names: readonly Name[], start: readonly Name[]): boolean {
  return start.every(([name, clause], at) => {
    const own = names[at];
    return own !== undefined && own[0] === name && own[1] === clause;
  });
}

/** Everything about a table that the kit looks up by name, built once per table. @module */
import type {
  Category,
  FunctionRow,
  PropertyRow,
  State,
  Table,
  TypeDeclaration,
} from "../model/model.ts";
import { isEmitted } from "../emit/print/signatures.ts";

export class Lookup {
  readonly table: Table;
  /** Every category and service. */
  readonly kinds: ReadonlyMap<string, Category>;
  readonly #types: ReadonlyMap<string, TypeDeclaration>;
  readonly #functions = new WeakMap<
    Category,
    ReadonlyMap<string, FunctionRow>
  >();

  constructor(table: Table) {
    this.table = table;
    const kinds = [...table.categories, ...table.services];
    this.kinds = new Map(kinds.map((kind) => [kind.name, kind]));
    this.#types = new Map(table.types.map((type) => [type.name, type]));
  }

  kind(name: string): Category {
    const kind = this.kinds.get(name);
    if (kind === undefined) throw new Error(`no category or service ${name}`);
    return kind;
  }

  type(name: string): TypeDeclaration | undefined {
    return this.#types.get(name);
  }

  /** The category itself, or the first that is one and of which there are instances. */
  concrete(name: string): Category {
    const found = this.kind(name)
      .descendants.map((one) => this.kind(one))
      .find((one) => !one.abstract);
    return found ?? this.kind(name);
  }

  /** The functions that a category's class has, by id. */
  functionsOf(kind: Category): ReadonlyMap<string, FunctionRow> {
    const known = this.#functions.get(kind);
    if (known !== undefined) return known;
    const emitted = kind.functions.filter(isEmitted);
    const found = new Map(emitted.map((row) => [row.id, row]));
    this.#functions.set(kind, found);
    return found;
  }

  /** The class's own category, then those whose classes it extends. */
  chainOf(kind: Category): readonly Category[] {
    const chain = [kind];
    for (let parent = kind.parents[0]; parent !== undefined;) {
      const next = this.kind(parent);
      chain.push(next);
      parent = next.parents[0];
    }
    return chain;
  }
}

const lookups = new WeakMap<Table, Lookup>();

/** The lookup of a table. */
export function lookupOf(table: Table): Lookup {
  const known = lookups.get(table);
  if (known !== undefined) return known;
  const fresh = new Lookup(table);
  lookups.set(table, fresh);
  return fresh;
}

/** A state of a kind by its name. */
export function stateOf(kind: Category, name: string): State | undefined {
  return kind.lifecycle.states.find((state) => state.name === name);
}

/** Whether running the property is a call of its own in the kind's lifecycle. */
export function isCommand(kind: Category, property: PropertyRow): boolean {
  return kind.lifecycle.states.some((state) => state.calls.has(property.name));
}

/** Entry functions of the package. */
export function entriesOf(table: Table): readonly FunctionRow[] {
  return table.functions.filter((row) => row.entry && isEmitted(row));
}

/** The name of the package's function that makes instances, in a table whose own functions do not. */
export function creatorOf(table: Table): string | undefined {
  const own = table.functions.some((row) => row.creates !== undefined);
  return own ? undefined : `create${table.object}`;
}

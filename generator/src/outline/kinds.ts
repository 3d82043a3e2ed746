/** What of a table is emitted at all, looked up once. @module */
import type {
  Access,
  Category,
  Field,
  FunctionRow,
  Table,
} from "../model/model.ts";

/** The categories and services of a table, by name. */
export class Kinds {
  readonly all: readonly Category[];
  readonly #byName: ReadonlyMap<string, Category>;

  constructor({ categories, services }: Table) {
    this.all = [...categories, ...services];
    this.#byName = new Map(this.all.map((kind) => [kind.name, kind]));
  }

  get(name: string): Category {
    const kind = this.#byName.get(name);
    if (kind === undefined) throw new Error(`no category or service ${name}`);
    return kind;
  }
}

/** The functions that there are members for. */
export function callable(
  functions: readonly FunctionRow[],
): readonly FunctionRow[] {
  return functions.filter(({ support }) => support !== "reserved");
}

export function isRequired(param: Field): boolean {
  return !param.optional;
}

/** The requests by which a function reaches any property of a category. */
export function requestsOf(
  kind: Category,
  row: FunctionRow,
): readonly Access[] {
  return row.accesses.filter((request) =>
    kind.properties.some(
      (property) =>
        property.kind === request.kind &&
        property[request.access] !== undefined,
    ),
  );
}

/** The function that creates instances, if the table has one. */
export function hasCreator(table: Table): boolean {
  return table.functions.some(({ creates }) => creates !== undefined);
}

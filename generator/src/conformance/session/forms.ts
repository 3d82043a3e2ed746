/** What the key of a call stands for: a function, a form of its call, or a command that an accessor runs. @module */
import type {
  Access,
  Category,
  FunctionRow,
  PropertyRow,
  Variant,
} from "../../model/model.ts";
import type { Lookup } from "../lookup.ts";

export interface CallForm {
  readonly key: string;
  readonly row: FunctionRow;
  readonly variant?: Variant;
  /** Of a command: the property that is run, and the request that runs it. */
  readonly command?: {
    readonly property: PropertyRow;
    readonly access: Access;
  };
}

/** The form of a call; undefined if the kind has no such call. */
export function formOf(
  kind: Category,
  key: string,
  lookup: Lookup,
): CallForm | undefined {
  const rows = lookup.functionsOf(kind);
  const [id = key, name] = key.split(".");
  const row = rows.get(id);
  if (row === undefined) return commandForm(kind, key, rows);
  if (name === undefined) return { key, row };
  const variant = row.variants.find((one) => one.name === name);
  return variant && { key, row, variant };
}

function commandForm(
  kind: Category,
  key: string,
  rows: ReadonlyMap<string, FunctionRow>,
): CallForm | undefined {
  const property = kind.properties.find((one) => one.name === key);
  if (property?.run === undefined) return undefined;
  for (const row of rows.values()) {
    const access = row.accesses.find(
      (one) => one.access === "run" && one.kind === property.kind,
    );
    if (access) return { key, row, command: { property, access } };
  }
  return undefined;
}

/** The request by which a kind's property is read, set or run, and the function that takes it. */
export function accessTo(
  kind: Category,
  property: PropertyRow,
  access: Access["access"],
  lookup: Lookup,
): { readonly row: FunctionRow; readonly access: Access } | undefined {
  for (const row of lookup.functionsOf(kind).values()) {
    const found = row.accesses.find(
      (one) => one.access === access && one.kind === property.kind,
    );
    if (found) return { row, access: found };
  }
  return undefined;
}

/** The keys of all forms of call of a function that is no accessor. */
export function keysOf(row: FunctionRow): readonly string[] {
  return [row.id, ...row.variants.map((one) => `${row.id}.${one.name}`)];
}

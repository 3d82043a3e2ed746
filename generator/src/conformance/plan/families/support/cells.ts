/** What the table says of a call in a state. @module */
import type {
  Category,
  FunctionRow,
  Move,
  State,
  Table,
} from "../../../../model/model.ts";
import { requiredParams } from "../../../../emit/print/signatures.ts";
import { isCommand, lookupOf } from "../../../lookup.ts";
import { type CallForm, formOf, keysOf } from "../../../session/forms.ts";
import type { Way } from "../../../session/ways.ts";

/** A legal call and its move, or the status that an illegal one is refused with. */
export type Cell =
  | { readonly legal: true; readonly move: Move }
  | { readonly legal: false; readonly status: string };

/** A call in a state that has been reached by a way. */
export function cellOf(
  table: Table,
  kind: Category,
  state: State,
  { role, unfinished }: Pick<Way, "role" | "unfinished">,
  { key, row }: CallForm,
): Cell {
  const move = state.calls.get(key);
  // While a call is under way, no other may begin a move of its own.
  const blocked = unfinished && move?.to !== undefined && move.at !== "call";
  if (move !== undefined && !blocked) return { legal: true, move };
  if (state.terminal) return { legal: false, status: state.illegal };
  const status = state.refuse.get(key) ?? state.illegal;
  const { violations } = table;
  const foreign = role !== undefined && isForeign(kind, row, role);
  return {
    legal: false,
    status: foreign && status === violations.state ? violations.role : status,
  };
}

/** Whether the function belongs to other roles than the one that was taken. */
export function isForeign(
  kind: Category,
  row: FunctionRow,
  role: string,
): boolean {
  const roles = kind.roles.filter((one) => one.functions.includes(row.id));
  return roles.length > 0 && !roles.some((one) => one.name === role);
}

const known = new WeakMap<Category, readonly CallForm[]>();

/** Every form of every call of a kind, commands that move included; accessors are apart. */
export function formsOf(table: Table, kind: Category): readonly CallForm[] {
  const found = known.get(kind) ?? findForms(table, kind);
  known.set(kind, found);
  return found;
}

function findForms(table: Table, kind: Category): readonly CallForm[] {
  const lookup = lookupOf(table);
  const rows = [...lookup.functionsOf(kind).values()];
  const keys = rows
    .filter((row) => row.accesses.length === 0)
    .flatMap((row) => keysOf(row));
  const commands = kind.properties
    .filter((property) => property.run && isCommand(kind, property))
    .map((property) => property.name);
  return [...keys, ...commands].flatMap((key) => {
    const form = formOf(kind, key, lookup);
    return form === undefined ? [] : [form];
  });
}

/** A legal call that shows that an instance still works: best one that waits for nothing outside. */
export function provenCall(
  table: Table,
  kind: Category,
  state: State,
  way: Pick<Way, "role" | "unfinished">,
): CallForm | undefined {
  const forms = formsOf(table, kind).filter(({ row, command }) => {
    return row.support !== "optional" && command === undefined;
  });
  const legal = forms.filter(
    (form) =>
      cellOf(table, kind, state, way, form).legal &&
      !state.fails.has(form.key) &&
      form.row.untestable === undefined,
  );
  // The fewer arguments, the less there is that may not suit the provider.
  const plainest = [...legal].sort(
    (a, b) => requiredParams(a.row).length - requiredParams(b.row).length,
  );
  return (
    plainest.find(({ row }) => !row.traits.has("pends")) ??
    legal.find(({ row }) => row.fulfil.length > 0)
  );
}

/** Which types have values that end: a sample of a recursive type must take the way out. @module */
import type { Field, UnionCase, UnionType } from "../../../model/model.ts";
import type { Type } from "../../../model/types.ts";
import type { Lookup } from "../../lookup.ts";

/** The first case of the union that does not need another value of the union. */
export function endingCase(
  union: UnionType,
  lookup: Lookup,
): UnionCase | undefined {
  const within = new Set([union.name]);
  return (
    union.cases.find((one) => allEnd(one.fields, lookup, within)) ??
    union.cases[0]
  );
}

function allEnd(
  fields: readonly Field[],
  lookup: Lookup,
  within: ReadonlySet<string>,
): boolean {
  return fields.every(
    (field) => field.optional || ends(field.type, lookup, within),
  );
}

/** Whether there is a value of the type that needs none of the types that it stands in. */
function ends(
  type: Type,
  lookup: Lookup,
  within: ReadonlySet<string>,
): boolean {
  if (type.kind !== "named") return true;
  if (within.has(type.name)) return false;
  const declaration = lookup.type(type.name);
  const inside = new Set([...within, type.name]);
  switch (declaration?.kind) {
    case "alias":
      return ends(declaration.type, lookup, inside);
    case "struct":
      return allEnd(declaration.fields, lookup, inside);
    case "union":
      return declaration.cases.some((one) =>
        allEnd(one.fields, lookup, inside),
      );
    default:
      return true;
  }
}

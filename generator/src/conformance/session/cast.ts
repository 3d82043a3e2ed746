/** Which instances samples need: parameters may take instances of categories. @module */
import type { Category, Field, FunctionRow } from "../../model/model.ts";
import type { Type } from "../../model/types.ts";
import type { Lookup } from "../lookup.ts";
import { endingCase } from "./values/finite.ts";

/** The kinds of which the calls of a kind, or one function, take an instance. */
export function neededBy(
  asking: Category | FunctionRow,
  lookup: Lookup,
): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<string>();
  const types =
    "params" in asking ? requiredOf(asking.params) : typesOf(asking, lookup);
  for (const type of types) collect(type, lookup, found, seen);
  return found;
}

function typesOf(kind: Category, lookup: Lookup): readonly Type[] {
  const rows = [...lookup.functionsOf(kind).values()];
  const inputs = kind.properties.flatMap((property) => [
    property.set?.input,
    property.run?.input,
  ]);
  return [
    ...rows.flatMap((row) => row.params.map((param) => param.type)),
    ...inputs.flatMap((input) =>
      input === undefined || input.optional ? [] : [input.type],
    ),
  ];
}

function requiredOf(fields: readonly Field[]): readonly Type[] {
  return fields.filter((one) => !one.optional).map((one) => one.type);
}

function collect(
  type: Type,
  lookup: Lookup,
  found: Set<string>,
  seen: Set<string>,
): void {
  if (type.kind === "instance") {
    const any = lookup.table.categories.find((one) => !one.abstract);
    const name = type.of ?? any?.name;
    if (name !== undefined) found.add(lookup.concrete(name).name);
    return;
  }
  if (type.kind === "list") {
    collect(type.of, lookup, found, seen);
    return;
  }
  if (type.kind !== "named" || seen.has(type.name)) return;
  seen.add(type.name);
  const declaration = lookup.type(type.name);
  const inside =
    declaration?.kind === "alias"
      ? [declaration.type]
      : declaration?.kind === "struct"
        ? requiredOf(declaration.fields)
        : declaration?.kind === "union"
          ? requiredOf(endingCase(declaration, lookup)?.fields ?? [])
          : [];
  for (const one of inside) collect(one, lookup, found, seen);
}

/** A value to set a property to. @module */
import type {
  Category,
  PropertyAccess,
  PropertyRow,
} from "../../../model/model.ts";
import type { Type } from "../../../model/types.ts";
import type { Lookup } from "../../lookup.ts";
import { switchingValue } from "../../model-provider/events.ts";
import { plainValue, typedValue, type ValueSource } from "./values.ts";

/**
 * What switches an event on, if the property does that; its default, if that is a value; else one that is not what an
 * untouched property has by nature.
 */
export function propertySample(
  property: PropertyRow,
  input: NonNullable<PropertyAccess["input"]>,
  source: ValueSource & { readonly kind: Category },
): unknown {
  if (input.optional) return undefined;
  const { lookup, kind } = source;
  for (const event of [...kind.events, ...lookup.table.events]) {
    const enabling = event.enabledBy.find(
      ({ by, target, flag }) =>
        by === "property" && target === property.name && flag !== undefined,
    );
    if (enabling) return switchingValue(lookup, property, enabling, true);
  }
  const type = resolved(input.type, source.lookup);
  const { default: usual } = property;
  if (type.kind !== "primitive") return plainValue(type, source);
  if (type.name === "boolean") return usual !== true;
  if (type.name === "string") {
    return typeof usual === "string" ? usual : "x";
  }
  if (/int|float|duration/.test(type.name)) {
    return typedValue(type, source, typeof usual === "number" ? usual : 1);
  }
  return plainValue(type, source);
}

/** The type behind its aliases. */
export function resolved(type: Type, lookup: Lookup): Type {
  if (type.kind === "optional") return resolved(type.of, lookup);
  if (type.kind !== "named") return type;
  const declaration = lookup.type(type.name);
  return declaration?.kind === "alias"
    ? resolved(declaration.type, lookup)
    : type;
}

/** What stands in the arguments and expectations of steps, as values. @module */
import type { Field } from "../../model/model.ts";
import type { Type } from "../../model/types.ts";
import type { Lookup } from "../lookup.ts";
import { Failure } from "../plan/planned.ts";
import { typedPrimitive } from "./values/primitive.ts";
import { isRecord } from "./values/record.ts";
import { REFERENCE } from "./values/references.ts";
import { sameList, sameRecord } from "./values/values.ts";

/** What `$name` stands for. */
export type Names = ReadonlyMap<string, unknown>;

/** What is written, with what references stand for in their place, however deep. */
export function resolved(raw: unknown, names: Names): unknown {
  if (typeof raw === "string") {
    return REFERENCE.test(raw) ? referred(raw, names) : raw;
  }
  if (Array.isArray(raw)) {
    return raw.map((item: unknown) => resolved(item, names));
  }
  if (!isRecord(raw)) return raw;
  return Object.fromEntries(
    Object.entries(raw).map(([key, item]) => [key, resolved(item, names)]),
  );
}

/** The same for values by name. */
export function resolvedArgs(
  args: Readonly<Record<string, unknown>>,
  names: Names,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(args).map(([key, item]) => [key, resolved(item, names)]),
  );
}

function referred(reference: string, names: Names): unknown {
  const [name = "", ...path] = reference.slice(1).split(".");
  if (!names.has(name)) {
    const known = [...names.keys()].map((one) => `$${one}`).join(", ");
    throw new Failure(
      `$${name} stands for no result; known are ${known || "none"}`,
    );
  }
  let value = names.get(name);
  for (const field of path) {
    if (typeof value !== "object" || value === null) {
      throw new Failure(`${reference}: there is no ${field} in $${name}`);
    }
    value = Reflect.get(value, field);
  }
  return value;
}

/**
 * What is written, as a value of the type; references must have been resolved. Values of the type stay as they are, and
 * what is only a part of an object stays a part.
 */
export function typed(type: Type, lookup: Lookup, raw: unknown): unknown {
  switch (type.kind) {
    case "primitive":
      return typedPrimitive(type.name, raw);
    case "list":
      return Array.isArray(raw)
        ? sameList(
            raw,
            raw.map((item: unknown) => typed(type.of, lookup, item)),
          )
        : raw;
    case "map":
      return isRecord(raw) ? mapOf(raw, () => type.of, lookup) : raw;
    case "stream":
      return Array.isArray(raw) ? streamOf(type.of, lookup, raw) : raw;
    case "optional":
      return raw === undefined || raw === null
        ? raw
        : typed(type.of, lookup, raw);
    case "named":
      return typedNamed(type.name, lookup, raw);
    default:
      return raw;
  }
}

function typedNamed(name: string, lookup: Lookup, raw: unknown): unknown {
  const type = lookup.type(name);
  if (type?.kind === "alias") return typed(type.type, lookup, raw);
  if (!isRecord(raw)) return raw;
  if (type?.kind === "struct") return typedFields(type.fields, lookup, raw);
  if (type?.kind !== "union") return raw;
  const chosen = type.cases.find((one) => one.name === raw[type.tag]);
  return typedFields(chosen?.fields ?? [], lookup, raw);
}

function typedFields(
  fields: readonly Field[],
  lookup: Lookup,
  raw: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const types = new Map(fields.map((field) => [field.name, field.type]));
  return mapOf(raw, (key) => types.get(key), lookup);
}

function mapOf(
  raw: Readonly<Record<string, unknown>>,
  typeOf: (key: string) => Type | undefined,
  lookup: Lookup,
): Readonly<Record<string, unknown>> {
  const made = Object.entries(raw).map(([key, item]) => {
    const type = typeOf(key);
    return [key, type === undefined ? item : typed(type, lookup, item)];
  });
  return sameRecord(raw, Object.fromEntries(made));
}

async function* streamOf(
  type: Type,
  lookup: Lookup,
  items: readonly unknown[],
): AsyncGenerator<unknown, void> {
  for (const item of items) yield typed(type, lookup, item);
}

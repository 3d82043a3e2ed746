/** Sample values at run time: as the table or a step gives them, else the plainest value of the type. @module */
import type { Field, Limit, UnionType } from "../../../model/model.ts";
import type { PrimitiveName, Type } from "../../../model/types.ts";
import type { Lookup } from "../../lookup.ts";
import { endingCase } from "./finite.ts";
import { typedPrimitive } from "./primitive.ts";
import { isRecord } from "./record.ts";
import { areKnown, referred } from "./references.ts";

/** Where values come from that no type can make. */
export interface ValueSource {
  readonly lookup: Lookup;
  /** What `$name` stands for. */
  readonly values: ReadonlyMap<string, unknown>;
  /** Some instance of a category or service. */
  instance(kind: string): object;
}

/** The value of a parameter or field: as given, else its first sample whose references are known, else the plainest. */
export function fieldValue(
  field: Field,
  source: ValueSource,
  given?: unknown,
  limit: Limit | undefined = field.limit,
): unknown {
  if (given !== undefined) return typedValue(field.type, source, given);
  const sample = field.samples.find(
    (one) => areKnown(one, source.values) && isWithin(one, limit),
  );
  return sample === undefined
    ? plainValue(field.type, source, limit)
    : typedValue(field.type, source, sample);
}

/** Whether what is written in the table for a size keeps a limit; what has no size does. */
function isWithin(sample: unknown, limit: Limit | undefined): boolean {
  if (typeof sample !== "number" || limit === undefined) return true;
  const { min = limit.exact, max = limit.exact } = limit;
  return (
    (min === undefined || sample >= min) && (max === undefined || sample <= max)
  );
}

/** The plainest value of the type that keeps the limit. */
export function plainValue(
  type: Type,
  source: ValueSource,
  limit?: Limit,
): unknown {
  switch (type.kind) {
    case "primitive":
      return plainPrimitive(type.name, limit);
    case "list":
      return Array.from({ length: leastOf(limit) }, () =>
        plainValue(type.of, source),
      );
    case "map":
    case "handlers":
      return {};
    case "stream":
      return emptyStream();
    case "optional":
      return undefined;
    case "instance":
      return source.instance(type.of ?? firstConcrete(source.lookup));
    case "named":
      return plainNamed(type.name, source, limit);
  }
}

/** What is written in a table or a step, or a value already, as a value of the type. */
export function typedValue(
  type: Type,
  source: ValueSource,
  raw: unknown,
): unknown {
  const known = referred(raw, source.values);
  if (known !== undefined) return known.value;
  switch (type.kind) {
    case "primitive":
      return typedPrimitive(type.name, raw);
    case "list":
      return Array.isArray(raw)
        ? sameList(
            raw,
            raw.map((item: unknown) => typedValue(type.of, source, item)),
          )
        : raw;
    case "map":
      return isRecord(raw)
        ? sameRecord(
            raw,
            Object.fromEntries(
              Object.entries(raw).map(([key, item]) => [
                key,
                typedValue(type.of, source, item),
              ]),
            ),
          )
        : raw;
    case "optional":
      return raw === undefined ? raw : typedValue(type.of, source, raw);
    case "named":
      return typedNamed(type.name, source, raw);
    default:
      return raw;
  }
}

function firstConcrete({ table }: Lookup): string {
  return table.categories.find((one) => !one.abstract)?.name ?? "";
}

function leastOf(limit: Limit | undefined): number {
  return limit?.exact ?? limit?.min ?? Math.min(0, limit?.max ?? 0);
}

function plainPrimitive(name: PrimitiveName, limit?: Limit): unknown {
  const least = leastOf(limit);
  switch (name) {
    case "string":
      return "x".repeat(least);
    case "boolean":
      return false;
    case "bytes":
      return new Uint8Array(least);
    case "int64":
    case "uint64":
      return BigInt(least);
    case "unknown":
      return undefined;
    default:
      return least;
  }
}

function plainNamed(
  name: string,
  source: ValueSource,
  limit: Limit | undefined,
): unknown {
  const type = source.lookup.type(name);
  switch (type?.kind) {
    case "enum":
      return type.members[0]?.name ?? "";
    case "struct":
      return fieldValues(type.fields, source, {});
    case "union":
      return unionValue(type, source, {});
    case "alias":
      return plainValue(type.type, source, limit);
    default:
      return {};
  }
}

function typedNamed(name: string, source: ValueSource, raw: unknown): unknown {
  const type = source.lookup.type(name);
  switch (type?.kind) {
    case "struct":
      return isRecord(raw)
        ? sameRecord(raw, fieldValues(type.fields, source, raw))
        : raw;
    case "union":
      return isRecord(raw)
        ? sameRecord(raw, unionValue(type, source, raw))
        : raw;
    case "alias":
      return typedValue(type.type, source, raw);
    default:
      return raw;
  }
}

function fieldValues(
  fields: readonly Field[],
  source: ValueSource,
  raw: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const given = Object.hasOwn(raw, field.name)
        ? raw[field.name]
        : undefined;
      if (field.optional && given === undefined && field.samples.length === 0) {
        return [];
      }
      return [[field.name, fieldValue(field, source, given)]];
    }),
  );
}

function unionValue(
  union: UnionType,
  source: ValueSource,
  raw: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const one =
    union.cases.find((candidate) => candidate.name === raw[union.tag]) ??
    endingCase(union, source.lookup);
  return {
    [union.tag]: one?.name ?? "",
    ...fieldValues(one?.fields ?? [], source, raw),
  };
}

/** The very list that is given, if no item of it changes: a provider may ask for the one that it has given. */
export function sameList(
  raw: readonly unknown[],
  made: readonly unknown[],
): readonly unknown[] {
  return made.every((item, index) => Object.is(item, raw[index])) ? raw : made;
}

/** The very record that is given, if it has all that is made, and no more. */
export function sameRecord(
  raw: Readonly<Record<string, unknown>>,
  made: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const names = Object.keys(made);
  const isSame =
    names.length === Object.keys(raw).length &&
    names.every((name) => Object.is(made[name], raw[name]));
  return isSame ? raw : made;
}

/** An async iterable without items. */
async function* emptyStream(): AsyncGenerator<never, void> {}

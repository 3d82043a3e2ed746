/** Whether a value is of a type of the table: validators made at run time, independent of the package's own checks. @module */
import type { Field, Limit, TypeDeclaration } from "../../model/model.ts";
import type { IntegerName, PrimitiveName, Type } from "../../model/types.ts";
import type { Lookup } from "../lookup.ts";

export interface TypeWorld {
  readonly lookup: Lookup;
  /** What the package exports: its guards tell genuine instances. */
  readonly exports: Readonly<Record<string, unknown>>;
}

/** What is wrong with the value; undefined if it is of the type. */
export function complaint(
  type: Type,
  value: unknown,
  world: TypeWorld,
  path = "value",
): string | undefined {
  switch (type.kind) {
    case "primitive":
      return expectThat(isPrimitive(type.name, value), path, type.name, value);
    case "list":
      return Array.isArray(value)
        ? first(value.entries(), ([at, item]: [number, unknown]) =>
            complaint(type.of, item, world, `${path}[${at}]`),
          )
        : wrong(path, "a list", value);
    case "map":
      return isObject(value)
        ? first(Object.entries(value), ([key, item]) =>
            complaint(type.of, item, world, `${path}.${key}`),
          )
        : wrong(path, "an object", value);
    case "stream":
      return expectThat(
        isObject(value) && Symbol.asyncIterator in value,
        path,
        "an async iterable",
        value,
      );
    case "optional":
      return value === undefined
        ? undefined
        : complaint(type.of, value, world, path);
    case "instance":
      return expectThat(
        isInstance(type.of, value, world),
        path,
        `an instance of ${type.of ?? "the package"}`,
        value,
      );
    case "handlers":
      return expectThat(isObject(value), path, "event handlers", value);
    case "named":
      return namedComplaint(world.lookup.type(type.name), value, world, path);
  }
}

/** What is wrong with fields of an object; keys that the table does not name are left alone. */
export function fieldsComplaint(
  fields: readonly Field[],
  value: unknown,
  world: TypeWorld,
  path: string,
): string | undefined {
  if (!isObject(value)) return wrong(path, "an object", value);
  return first(fields, (field) => {
    const inner: unknown = Reflect.get(value, field.name);
    if (inner === undefined && field.optional) return undefined;
    const at = `${path}.${field.name}`;
    return (
      complaint(field.type, inner, world, at) ?? outside(field.limit, inner, at)
    );
  });
}

function namedComplaint(
  type: TypeDeclaration | undefined,
  value: unknown,
  world: TypeWorld,
  path: string,
): string | undefined {
  switch (type?.kind) {
    case "enum": {
      const names = type.members.map((one) => one.name);
      const known = typeof value === "string" && names.includes(value);
      return expectThat(known, path, `one of ${names.join(", ")}`, value);
    }
    case "flags": {
      if (!isObject(value) || Array.isArray(value)) {
        return wrong(path, "flags", value);
      }
      const names = new Set(type.members.map((one) => one.name));
      return first(Object.entries(value), ([name, flag]) =>
        expectThat(
          names.has(name) && (flag === undefined || typeof flag === "boolean"),
          `${path}.${name}`,
          `a flag of ${type.name}`,
          flag,
        ),
      );
    }
    case "struct":
      return fieldsComplaint(type.fields, value, world, path);
    case "union": {
      const tag: unknown = isObject(value)
        ? Reflect.get(value, type.tag)
        : undefined;
      const one = type.cases.find((candidate) => candidate.name === tag);
      return one === undefined
        ? wrong(path, `a case of ${type.name}`, value)
        : fieldsComplaint(one.fields, value, world, path);
    }
    case "alias":
      return complaint(type.type, value, world, path);
    default:
      return undefined;
  }
}

/** Whether a genuine instance is of a kind, as the package's guard or class says. */
export function isInstance(
  kind: string | undefined,
  value: unknown,
  { lookup, exports }: TypeWorld,
): boolean {
  if (!isObject(value)) return false;
  const kinds =
    kind === undefined ? [...lookup.kinds.values()] : [lookup.kind(kind)];
  return kinds
    .flatMap((one) => one.descendants)
    .some((name) => {
      const made = exports[lookup.kind(name).className];
      return typeof made === "function" && value.constructor === made;
    });
}

const RANGES: Readonly<Record<IntegerName, readonly [bigint, bigint]>> = {
  int8: [-0x80n, 0x7fn],
  int16: [-0x8000n, 0x7fffn],
  int32: [-0x80000000n, 0x7fffffffn],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint8: [0n, 0xffn],
  uint16: [0n, 0xffffn],
  uint32: [0n, 0xffffffffn],
  uint64: [0n, 2n ** 64n - 1n],
};

/** The least and the greatest integer of a type. */
export function rangeOf(name: IntegerName): readonly [bigint, bigint] {
  return RANGES[name];
}

function isPrimitive(name: PrimitiveName, value: unknown): boolean {
  switch (name) {
    case "string":
    case "boolean":
      return typeof value === name;
    case "float":
      return typeof value === "number";
    case "duration":
      return typeof value === "number" && value >= 0;
    case "bytes":
      return value instanceof Uint8Array;
    case "unknown":
      return true;
    default:
      return isInteger(name, value);
  }
}

function isInteger(name: IntegerName, value: unknown): boolean {
  const [least, most] = RANGES[name];
  const big = name === "int64" || name === "uint64";
  if (big) return typeof value === "bigint" && value >= least && value <= most;
  return (
    typeof value === "number" &&
    Number.isInteger(value) &&
    value >= Number(least) &&
    value <= Number(most)
  );
}

function outside(
  limit: Limit | undefined,
  value: unknown,
  path: string,
): string | undefined {
  if (limit === undefined) return undefined;
  const size = sizeOf(value);
  const { min = limit.exact, max = limit.exact } = limit;
  if (min !== undefined && size < min) {
    return `${path} must be at least ${min}, not ${size}`;
  }
  return max !== undefined && size > max
    ? `${path} must be at most ${max}, not ${size}`
    : undefined;
}

function sizeOf(value: unknown): number {
  if (value instanceof Uint8Array) return value.byteLength;
  if (typeof value === "string" || Array.isArray(value)) return value.length;
  return Number(value);
}

function first<Item>(
  items: Iterable<Item>,
  check: (item: Item) => string | undefined,
): string | undefined {
  for (const item of items) {
    const found = check(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function expectThat(
  fine: boolean,
  path: string,
  expected: string,
  value: unknown,
): string | undefined {
  return fine ? undefined : wrong(path, expected, value);
}

function wrong(path: string, expected: string, value: unknown): string {
  return `${path} must be ${expected}, not ${said(value)}`;
}

/** A value in a message. */
export function said(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 40));
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  return value instanceof Error ? String(value) : "an object";
}

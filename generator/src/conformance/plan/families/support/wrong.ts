/** Values that are of another type than the one that is asked for. @module */
import type { Field } from "../../../../model/model.ts";
import type { PrimitiveName, Type } from "../../../../model/types.ts";
import { rangeOf } from "../../../checked/conforms.ts";
import type { Lookup } from "../../../lookup.ts";
import {
  plainValue,
  type ValueSource,
} from "../../../session/values/values.ts";

export interface WrongValue {
  readonly value: unknown;
  /** The value, for a message. */
  readonly why: string;
}

/** Values that no call may take for the type; none, if anything goes. */
export function wrongValues(
  type: Type,
  lookup: Lookup,
  optional = false,
  depth = 0,
): readonly WrongValue[] {
  const found = wrongFor(type, lookup, depth);
  if (found.length === 0) return [];
  return optional || isOptional(type, lookup)
    ? found
    : [...found, { value: undefined, why: "nothing" }];
}

/** Deeper than this, nothing is looked into. */
const DEEPEST = 1;

/** Whether there are such values: each type has some by itself, or is one that takes anything. */
export function hasWrongValues(type: Type, lookup: Lookup): boolean {
  return wrongFor(type, lookup, DEEPEST + 1).length > 0;
}

function isOptional(type: Type, lookup: Lookup): boolean {
  if (type.kind === "optional") return true;
  const declaration =
    type.kind === "named" ? lookup.type(type.name) : undefined;
  return declaration?.kind === "alias" && isOptional(declaration.type, lookup);
}

const NULL: WrongValue = { value: null, why: "null" };
const SYMBOL: WrongValue = { value: Symbol("wrong"), why: "a symbol" };
const FUNCTION: WrongValue = { value: () => {}, why: "a function" };

function wrongFor(
  type: Type,
  lookup: Lookup,
  depth: number,
): readonly WrongValue[] {
  switch (type.kind) {
    case "primitive":
      return wrongPrimitives(type.name);
    case "list":
      return [
        NULL,
        { value: {}, why: "an object that is no list" },
        ...nested(type.of, lookup, depth, (value) => [value]),
      ];
    case "map":
      return [
        NULL,
        { value: 5, why: "a number" },
        ...nested(type.of, lookup, depth, (value) => ({ key: value })),
      ];
    case "stream":
    case "instance":
      return [NULL, { value: {}, why: "an object" }, FUNCTION];
    case "handlers":
      return [
        NULL,
        { value: 5, why: "a number" },
        ...noHandler(type.of, lookup),
      ];
    case "optional":
      return wrongFor(type.of, lookup, depth);
    case "named":
      return wrongNamed(type.name, lookup, depth);
  }
}

function nested(
  type: Type,
  lookup: Lookup,
  depth: number,
  wrap: (value: unknown) => unknown,
): readonly WrongValue[] {
  if (depth > DEEPEST) return [];
  return ends(wrongFor(type, lookup, depth + 1)).map(({ value, why }) => ({
    value: wrap(value),
    why: `${why} inside`,
  }));
}

/** Inside something else the first and the last of them will do: of a number, none at all and one beyond its range. */
function ends<Item>(list: readonly Item[]): readonly Item[] {
  return list.length < 2 ? list : [...list.slice(0, 1), ...list.slice(-1)];
}

/** Handlers of which one is none. */
export function noHandler(of: string, lookup: Lookup): readonly WrongValue[] {
  const [event] = lookup.kinds.get(of)?.events ?? [];
  if (event === undefined) return [];
  const value = { [event.name]: 5 };
  return [{ value, why: `a number as the handler of ${event.name}` }];
}

function wrongPrimitives(name: PrimitiveName): readonly WrongValue[] {
  switch (name) {
    case "unknown":
      return [];
    case "string":
      return [NULL, { value: 1, why: "a number" }, SYMBOL];
    case "boolean":
      return [NULL, { value: "true", why: "a text" }, { value: 1, why: "1" }];
    case "float":
      return [NULL, { value: "1", why: "a text" }, { value: 1n, why: "1n" }];
    case "duration":
      return [
        NULL,
        { value: -1, why: "-1" },
        { value: Number.NaN, why: "no number" },
      ];
    case "bytes":
      return [
        NULL,
        { value: [1], why: "a list" },
        { value: "text", why: "a text" },
      ];
    default:
      return wrongIntegers(...rangeOf(name), /64$/.test(name));
  }
}

function wrongIntegers(
  least: bigint,
  most: bigint,
  big: boolean,
): readonly WrongValue[] {
  const of = (value: bigint): bigint | number => (big ? value : Number(value));
  return [
    NULL,
    { value: "1", why: "a text" },
    big ? { value: 1, why: "a number" } : { value: 1n, why: "1n" },
    { value: big ? 1.5 : 0.5, why: "a fraction" },
    { value: of(least - 1n), why: String(least - 1n) },
    { value: of(most + 1n), why: String(most + 1n) },
  ];
}

function wrongNamed(
  name: string,
  lookup: Lookup,
  depth: number,
): readonly WrongValue[] {
  const type = lookup.type(name);
  switch (type?.kind) {
    case "enum":
      return [NULL, { value: "no such member", why: "no member" }, SYMBOL];
    case "flags":
      return [
        NULL,
        { value: [], why: "a list" },
        { value: { "no such flag": true }, why: "a flag that it has not" },
        ...type.members
          .slice(0, 1)
          .map((one) => ({ value: { [one.name]: 1 }, why: "a flag of 1" })),
      ];
    case "struct":
      return [
        NULL,
        { value: 5, why: "a number" },
        ...wrongFields(type.fields, lookup, depth, {}),
      ];
    case "union": {
      const cases = type.cases.flatMap((one) =>
        wrongFields(one.fields, lookup, depth, { [type.tag]: one.name }),
      );
      const none = { [type.tag]: "no such case" };
      return [NULL, { value: none, why: "no case" }, ...cases];
    }
    case "alias":
      return wrongFor(type.type, lookup, depth);
    default:
      return [];
  }
}

/** Each field wrong once, with all others as they should be. */
function wrongFields(
  fields: readonly Field[],
  lookup: Lookup,
  depth: number,
  tag: object,
): readonly WrongValue[] {
  if (depth > DEEPEST) return [];
  const fine = plainFields(fields, lookup);
  if (fine === undefined) return [];
  return fields.flatMap((field) =>
    ends(wrongFor(field.type, lookup, depth + 1)).map(({ value, why }) => ({
      value: { ...tag, ...fine, [field.name]: value },
      why: `${why} as its ${field.name}`,
    })),
  );
}

/** The plainest values of the required fields; undefined if one of them takes an instance. */
function plainFields(
  fields: readonly Field[],
  lookup: Lookup,
): object | undefined {
  const source: ValueSource = {
    lookup,
    values: new Map(),
    instance: () => {
      throw new TypeError("no instance is at hand");
    },
  };
  try {
    return Object.fromEntries(
      fields
        .filter((field) => !field.optional)
        .map((field) => [
          field.name,
          plainValue(field.type, source, field.limit),
        ]),
    );
  } catch {
    return undefined;
  }
}

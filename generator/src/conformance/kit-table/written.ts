/** The table as JSON: what `conformance/table.json` of an emitted package holds. @module */
import type {
  Category,
  FunctionRow,
  Lifecycle,
  PropertyRow,
  Report,
  Scenario,
  State,
  Table,
} from "../../model/model.ts";
import { isDefault, type Shape } from "./defaults.ts";
import { escapeMark, escapeNumber } from "./numbers.ts";

/** A type as JSON has it: maps are objects, and sets are lists. */
export type Written<T> = unknown extends T
  ? unknown
  : T extends string | number | boolean
    ? T
    : T extends ReadonlyMap<string, infer V>
      ? Readonly<Record<string, Written<V>>>
      : T extends ReadonlySet<infer V>
        ? readonly Written<V>[]
        : T extends readonly (infer V)[]
          ? readonly Written<V>[]
          : { readonly [K in keyof T]: Written<T[K]> };

export type WrittenFunction = Written<FunctionRow>;
export type WrittenProperty = Written<PropertyRow>;
/** How many things a category begins with that the first of its parents begins with too: they are not written. */
interface Inherited {
  readonly inherited?: number;
}

export type WrittenState = Written<State> & Inherited;
export type WrittenReport = Written<Report>;
export type WrittenScenario = Written<Scenario>;

export type WrittenLifecycle = Omit<Written<Lifecycle>, "states"> & {
  readonly states: readonly WrittenState[];
};

/** A category names what stands in the table; functions that it refines, or gets refined, stand in it. */
export type WrittenCategory = Omit<
  Written<Category>,
  "functions" | "events" | "properties" | "lifecycle"
> &
  Inherited & {
    readonly lifecycle: WrittenLifecycle;
    readonly functions: readonly (string | WrittenFunction)[];
    readonly events: readonly string[];
    readonly properties: readonly string[];
  };

export type WrittenTable = Omit<Written<Table>, "categories" | "services"> & {
  readonly categories: readonly WrittenCategory[];
  readonly services: readonly WrittenCategory[];
};

/** Maps as objects, sets as lists, and numbers that JSON has no form for as objects too, without what goes by default. */
export function written(value: unknown, shape?: Shape): unknown {
  if (typeof value === "number") return escapeNumber(value);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Set || Array.isArray(value))
    return Array.from(value, (item: unknown) => written(item, shape));
  if (value instanceof Map) {
    const each =
      shape !== undefined && "each" in shape ? shape.each : undefined;
    return object([...value].map(([key, item]) => [key, written(item, each)]));
  }
  const row = shape !== undefined && "parts" in shape ? shape : undefined;
  const entries: [string, unknown][] = [];
  for (const [key, item] of Object.entries(value))
    if (!isDefault(item, row?.defaults[key]))
      entries.push([key, written(item, row?.parts[key])]);
  return object(entries);
}

/** Any key may come up in the data of tests. */
function object(entries: readonly (readonly [string, unknown])[]): object {
  return escapeMark(Object.fromEntries(entries));
}

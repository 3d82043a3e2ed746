/** The table as JSON: what `conformance/table.json` of an emitted package holds. @module */
import type {
  Category,
  FunctionRow,
  PropertyRow,
  Report,
  Scenario,
  State,
  Table,
} from "../../model/model.ts";

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
export type WrittenState = Written<State>;
export type WrittenReport = Written<Report>;
export type WrittenScenario = Written<Scenario>;

/** A category names what stands in the table; functions that it refines, or gets refined, stand in it. */
export type WrittenCategory = Omit<
  Written<Category>,
  "functions" | "events" | "properties"
> & {
  readonly functions: readonly (string | WrittenFunction)[];
  readonly events: readonly string[];
  readonly properties: readonly string[];
};

export type WrittenTable = Omit<Written<Table>, "categories" | "services"> & {
  readonly categories: readonly WrittenCategory[];
  readonly services: readonly WrittenCategory[];
};

/** Maps as objects and sets as lists, all the way down. */
export function written<T>(value: T): Written<T>;
export function written(value: unknown): unknown {
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]) => [key, written(item)]);
    return Object.fromEntries(entries);
  }
  if (value instanceof Set) return [...value].map((item) => written(item));
  if (Array.isArray(value)) return value.map((item) => written(item));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  for (const entry of entries) entry[1] = written(entry[1]);
  return Object.fromEntries(entries);
}

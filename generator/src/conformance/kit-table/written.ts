/** A table in values that JSON can hold, with all that {@link writeTable} leaves out by the shape of its rows. @module */
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

/** Without calls: every function is legal, and the state stays. */
export type WrittenState = Omit<Written<State>, "calls"> &
  Partial<Pick<Written<State>, "calls">> &
  Inherited;
export type WrittenReport = Written<Report>;
export type WrittenScenario = Written<Scenario>;

export type WrittenLifecycle = Omit<Written<Lifecycle>, "states"> & {
  readonly states: readonly WrittenState[];
};

/** What is left out of a category if it follows from the rest. */
type Following = "ownFunctions" | "ancestors" | "descendants";

/** A category names what stands in the table; functions that it refines, or gets refined, stand in it. */
export type WrittenCategory = Omit<
  Written<Category>,
  "functions" | "events" | "properties" | "lifecycle" | Following
> &
  Partial<Pick<Written<Category>, Following>> &
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

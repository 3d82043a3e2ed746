/** From JSON to the model of a table. @module */
import { STAYS } from "../../model/inherited-part.ts";
import type {
  Category,
  FunctionRow,
  Lifecycle,
  PropertyAccess,
  PropertyRow,
  Report,
  Scenario,
  State,
  Table,
} from "../../model/model.ts";
import { descendantsIn } from "./descendants.ts";
import { unescapeNumbers } from "./numbers.ts";
import { whole } from "./read-rows.ts";
import { TABLE } from "./shapes.ts";
import type {
  Written,
  WrittenCategory,
  WrittenFunction,
  WrittenLifecycle,
  WrittenProperty,
  WrittenReport,
  WrittenScenario,
  WrittenState,
  WrittenTable,
} from "./written.ts";

/** The table that {@link writeTable} has written. */
export function readTable(json: unknown): Table {
  // It comes from this tool, and the package's manifest holds it to that.
  const table = whole(unescapeNumbers(json), TABLE) as WrittenTable;
  const functions = table.functions.map(readFunction);
  const properties = table.properties.map(readProperty);
  const read = categoryReader(table, functions, properties);
  return {
    ...table,
    functions,
    properties,
    categories: table.categories.map(read),
    services: table.services.map(read),
    scenarios: table.scenarios.map(readScenario),
  };
}

function categoryReader(
  { categories, events }: WrittenTable,
  functions: readonly FunctionRow[],
  properties: readonly PropertyRow[],
): (category: WrittenCategory) => Category {
  const byName = new Map(categories.map((one) => [one.name, one]));
  const known = new Map<string, Category>();
  const lineOf = lines(byName);
  const descendants = descendantsIn(
    categories.map((one) => ({ name: one.name, ancestors: lineOf(one) })),
  );
  const byId = byKey("function", functions, ({ id }) => id);
  const event = byKey("event", events, ({ name }) => name);
  const property = byKey("property", properties, ({ name }) => name);
  const readFresh = (category: WrittenCategory): Category => {
    const { inherited, ...written } = category;
    const above = byName.get(category.parents[0] ?? "");
    const parent = above && read(above);
    const own = category.functions.map((row) =>
      typeof row === "string" ? byId(row) : readFunction(row),
    );
    const functions = [...begin(parent?.functions, inherited), ...own];
    const { name } = category;
    return {
      ...written,
      ancestors: lineOf(category),
      descendants: category.descendants ?? descendants.get(name) ?? [name],
      functions,
      ownFunctions: new Set(category.ownFunctions ?? own.map(({ id }) => id)),
      refined: new Set(category.refined),
      events: category.events.map(event),
      properties: category.properties.map(property),
      lifecycle: readLifecycle(
        category.lifecycle,
        parent?.lifecycle,
        functions,
      ),
    };
  };
  const read = (category: WrittenCategory): Category => {
    const found = known.get(category.name) ?? readFresh(category);
    known.set(category.name, found);
    return found;
  };
  return read;
}

/** The ancestors of categories: unless they are written, the parent and its. */
function lines(
  byName: ReadonlyMap<string, WrittenCategory>,
): (category: WrittenCategory) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  const lineOf = (category: WrittenCategory): readonly string[] => {
    const { name, parents, ancestors } = category;
    const parent = byName.get(parents[0] ?? "");
    const line = known.get(name) ??
      ancestors ?? [name, ...(parent ? lineOf(parent) : [])];
    known.set(name, line);
    return line;
  };
  return lineOf;
}

/** What a category begins with as its parent does. */
function begin<T>(inherited: Iterable<T> = [], count = 0): readonly T[] {
  return [...inherited].slice(0, count);
}

/** Finds rows by what they are called. */
function byKey<T>(
  kind: string,
  rows: readonly T[],
  keyOf: (row: T) => string,
): (key: string) => T {
  const all = new Map(rows.map((row) => [keyOf(row), row]));
  return (key) => {
    const row = all.get(key);
    if (row === undefined) throw new Error(`the table has no ${kind} ${key}`);
    return row;
  };
}

function readFunction(row: WrittenFunction): FunctionRow {
  return { ...row, traits: new Set(row.traits) };
}

function readProperty(property: WrittenProperty): PropertyRow {
  const { get, set, run, ...rest } = property;
  return {
    ...rest,
    ...(get && { get: readAccess(get) }),
    ...(set && { set: readAccess(set) }),
    ...(run && { run: readAccess(run) }),
  };
}

function readAccess(access: Written<PropertyAccess>): PropertyAccess {
  const { traits, states } = access;
  return { ...access, traits: new Set(traits), states: readMap(states) };
}

function readLifecycle(
  lifecycle: WrittenLifecycle,
  parent: Lifecycle | undefined,
  functions: readonly FunctionRow[],
): Lifecycle {
  const above = new Map(parent?.states.map((state) => [state.name, state]));
  return {
    ...lifecycle,
    states: lifecycle.states.map((state) =>
      readState(state, above.get(state.name), functions),
    ),
    reports: lifecycle.reports.map(readReport),
  };
}

function readState(
  written: WrittenState,
  parent: State | undefined,
  functions: readonly FunctionRow[],
): State {
  const { inherited, ...state } = written;
  return {
    ...state,
    calls: new Map(
      state.calls === undefined
        ? functions.map(({ id }) => [id, STAYS])
        : [...begin(parent?.calls, inherited), ...readMap(state.calls)],
    ),
    refuse: readMap(state.refuse),
    events: new Set(state.events),
    fails: readMap(state.fails),
  };
}

function readReport(report: WrittenReport): Report {
  return { ...report, moves: readMap(report.moves) };
}

function readScenario(scenario: WrittenScenario): Scenario {
  return {
    ...scenario,
    parties: readMap(scenario.parties),
    each: readMap(scenario.each),
  };
}

function readMap<T>(
  entries: Readonly<Record<string, T>>,
): ReadonlyMap<string, T> {
  return new Map(Object.entries(entries));
}

/** Faults of who has what: functions that are missing or foreign, and wrong kinship. @module */
import type {
  Category,
  FunctionRow,
  Lifecycle,
  Table,
} from "../../../model/model.ts";
import { changeKinds, changeNamed } from "../change.ts";
import { type Candidate, kindsOf, type Operator } from "../mutation.ts";

/** Whether a call key is a form of the function. */
function isCallOf(id: string, call: string): boolean {
  return call === id || call.startsWith(`${id}.`);
}

function withoutCalls<Value>(
  map: ReadonlyMap<string, Value>,
  id: string,
): ReadonlyMap<string, Value> {
  return new Map([...map].filter(([call]) => !isCallOf(id, call)));
}

function lifecycleWithout(lifecycle: Lifecycle, id: string): Lifecycle {
  return {
    ...lifecycle,
    states: lifecycle.states.map((state) => ({
      ...state,
      calls: withoutCalls(state.calls, id),
      refuse: withoutCalls(state.refuse, id),
      fails: withoutCalls(state.fails, id),
      // Scenario data may name the function; no emitted code reads it.
      reach: [],
    })),
    reports: lifecycle.reports.map((report) => ({ ...report, provoke: [] })),
  };
}

function kindWithout(kind: Category, id: string): Category {
  const rest = (ids: readonly string[]): readonly string[] =>
    ids.filter((one) => one !== id);
  return {
    ...kind,
    functions: kind.functions.filter((row) => row.id !== id),
    ownFunctions: new Set(rest([...kind.ownFunctions])),
    refined: new Set(rest([...kind.refined])),
    roles: kind.roles.map((role) => ({
      ...role,
      commit: rest(role.commit),
      functions: rest(role.functions),
    })),
    lifecycle: lifecycleWithout(kind.lifecycle, id),
  };
}

/** Whether anything of the package's own making leans on the function: then its absence is more than one fault. */
function isStructural(table: Table, row: FunctionRow): boolean {
  return (
    row.support === "reserved" ||
    row.entry ||
    row.creates !== undefined ||
    row.accesses.length > 0 ||
    row.traits.has("disposes") ||
    table.functions.some(({ undo }) => undo === row.id) ||
    table.events.some(
      ({ precedence, enabledBy }) =>
        precedence === row.id ||
        enabledBy.some(
          ({ by, target }) => by === "function" && target === row.id,
        ),
    )
  );
}

/** A category lacks a function, and so does whoever inherits it from there. The method itself is gone. */
function* dropped(table: Table): Iterable<Candidate> {
  for (const kind of kindsOf(table)) {
    for (const row of kind.functions) {
      if (!kind.ownFunctions.has(row.id) || isStructural(table, row)) continue;
      const without = new Set(kind.descendants);
      yield {
        at: row.id,
        kind: kind.name,
        clause: row.clause?.id,
        what: `${kind.name} has no ${row.name}`,
        change: {
          by: "table",
          apply: (whole) => ({
            ...changeKinds(
              whole,
              ({ name }) => without.has(name),
              (one) => kindWithout(one, row.id),
            ),
            scenarios: [],
          }),
        },
      };
    }
  }
}

/** An heir has it from the class that it extends, if that is an heir too. */
function withFunction(
  kind: Category,
  row: FunctionRow,
  heirs: ReadonlySet<string>,
  category: Category,
): Category {
  const inherited =
    kind.name !== category.name && heirs.has(kind.parents[0] ?? "");
  return {
    ...kind,
    functions: [...kind.functions, row],
    ownFunctions: inherited
      ? kind.ownFunctions
      : new Set([...kind.ownFunctions, row.id]),
  };
}

/** Whether a category could have the function: no member of it or of its heirs has the name. */
function hasRoomFor(
  table: Table,
  category: Category,
  row: FunctionRow,
): boolean {
  return kindsOf(table)
    .filter(({ name }) => category.descendants.includes(name))
    .every((kind) =>
      kind.functions.every(
        ({ id, name }) => id !== row.id && name !== row.name,
      ),
    );
}

/** A category has a function of another one. It is legal in no state; that there is a method at all is the fault. */
function* added(table: Table): Iterable<Candidate> {
  const categories = kindsOf(table).filter(({ kind }) => kind === "category");
  for (const category of categories) {
    const foreign = table.categories.flatMap((other) => other.functions);
    const seen = new Set<string>();
    for (const row of foreign) {
      if (seen.has(row.id) || isStructural(table, row)) continue;
      seen.add(row.id);
      if (!hasRoomFor(table, category, row)) continue;
      const heirs = new Set(category.descendants);
      yield {
        at: row.id,
        kind: category.name,
        clause: category.clause?.id,
        what: `${category.name} has ${row.name}, which belongs to others`,
        change: {
          by: "table",
          apply: (whole) =>
            changeKinds(
              whole,
              ({ name }) => heirs.has(name),
              (kind) => withFunction(kind, row, heirs, category),
            ),
        },
      };
    }
  }
}

/** The kind and its heirs, without an ancestor that they have through it alone. */
function disown(table: Table, category: Category, parent: Category): Table {
  const heirs = new Set(category.descendants);
  // An heir may be what the parent is by another way as well.
  const isStill = (kind: Category): boolean =>
    kind.parents.some((name) => {
      const left = kind.name === category.name && name === parent.name;
      const other = table.categories.find((one) => one.name === name);
      return (
        !left && !heirs.has(name) && other?.ancestors.includes(parent.name)
      );
    });
  const orphans = new Set(
    table.categories
      .filter((kind) => heirs.has(kind.name) && !isStill(kind))
      .map(({ name }) => name),
  );
  return changeKinds(
    table,
    ({ name }) => orphans.has(name) || parent.name === name,
    (kind) => {
      if (kind.name === parent.name) {
        const { descendants } = kind;
        return {
          ...kind,
          descendants: descendants.filter((name) => !orphans.has(name)),
        };
      }
      const ancestors = kind.ancestors.filter((name) => name !== parent.name);
      return kind.name === category.name
        ? { ...adopted(kind, parent), ancestors }
        : { ...kind, ancestors };
    },
  );
}

/** A kind that extends what its parent extends, and has by itself what it had from the parent. */
function adopted(kind: Category, parent: Category): Category {
  const grand = parent.parents.filter((name) => !kind.parents.includes(name));
  return {
    ...kind,
    parents: [...grand, ...kind.parents.filter((name) => name !== parent.name)],
    ownFunctions: new Set([...kind.ownFunctions, ...parent.ownFunctions]),
    refined: new Set(),
  };
}

/** A category is no longer what its parent is: its class extends the grandparent's, or none. */
function* wrongParent(table: Table): Iterable<Candidate> {
  for (const category of table.categories) {
    const [first] = category.parents;
    const parent = table.categories.find(({ name }) => name === first);
    if (parent === undefined || category.parents.length > 1) continue;
    yield {
      at: parent.name,
      kind: category.name,
      clause: category.clause?.id,
      what: `${category.name} is no ${parent.name}`,
      change: {
        by: "table",
        apply: (whole) => disown(whole, category, parent),
      },
    };
  }
}

/** The guard of another category takes a category for its own. */
function* wrongKin(table: Table): Iterable<Candidate> {
  for (const category of table.categories.filter((one) => !one.abstract)) {
    for (const other of table.categories) {
      // What is an heir's guard anyway would be a cycle; what it already is would be no change.
      if (category.ancestors.includes(other.name)) continue;
      if (category.descendants.includes(other.name)) continue;
      yield {
        at: other.name,
        kind: category.name,
        clause: other.clause?.id,
        what: `${category.name} passes for ${other.name}`,
        change: {
          by: "table",
          apply: (whole) => adopt(whole, category.name, other.name),
        },
      };
    }
  }
}

/** A table in which one category counts as another too, and its class extends what it did. */
function adopt(table: Table, name: string, other: string): Table {
  const heir = changeNamed(table.categories, name, (kind) => ({
    ...kind,
    ancestors: [...kind.ancestors, other],
  }));
  const categories = changeNamed(heir, other, (kind) => ({
    ...kind,
    descendants: [...kind.descendants, name],
  }));
  return { ...table, categories };
}

/** Wrong members, wrong kin. */
export const functionOperators: readonly Operator[] = [
  { name: "function-dropped", family: "shape", candidates: dropped },
  { name: "function-added", family: "absence", candidates: added },
  { name: "wrong-parent", family: "inheritance", candidates: wrongParent },
  { name: "wrong-kin", family: "guard", candidates: wrongKin },
];

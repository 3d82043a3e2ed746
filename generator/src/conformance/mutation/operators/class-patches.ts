/** Faults of the shape of classes: methods and getters that are not as a reader of the table expects. @module */
import type { Category, FunctionRow, Table } from "../../../model/model.ts";
import { categoryNames } from "../../../emit/names.ts";
import {
  type Candidate,
  type Change,
  concreteKinds,
  kindsOf,
  type Operator,
} from "../mutation.ts";
import { appendix } from "../patch.ts";

function pathOf(kind: Category): string {
  return `src/${categoryNames(kind).classFile}`;
}

/** The methods that a class defines by itself. */
function ownMethods(kind: Category): readonly FunctionRow[] {
  return kind.functions.filter(
    ({ id, support }) => support !== "reserved" && kind.ownFunctions.has(id),
  );
}

/** Changes the descriptor of a member of a class's prototype, once the class exists. */
function redefined(kind: Category, member: string, changes: string): Change {
  const { className } = kind;
  const name = JSON.stringify(member);
  const code = `Object.defineProperty(${className}.prototype, ${name}, {
  ...Object.getOwnPropertyDescriptor(${className}.prototype, ${name}),
  ${changes},
});`;
  return appendix(pathOf(kind), className, code);
}

/** Changes a property of a method, such as its name. */
function relabelled(
  kind: Category,
  member: string,
  label: "name" | "length",
  value: string,
): Change {
  const { className } = kind;
  const method = `Reflect.get(${className}.prototype, ${JSON.stringify(member)})`;
  const code = `Object.defineProperty(${method}, "${label}", { value: ${value} });`;
  return appendix(pathOf(kind), className, code);
}

type Describe = (
  kind: Category,
  row: FunctionRow,
) => { readonly what: string; readonly change: Change };

function methods(describe: Describe): Operator["candidates"] {
  return function* (table: Table): Iterable<Candidate> {
    for (const kind of kindsOf(table)) {
      for (const row of ownMethods(kind)) {
        yield {
          at: row.id,
          kind: kind.name,
          clause: row.clause?.id,
          ...describe(kind, row),
        };
      }
    }
  };
}

/** A method that throws what it should reject with. One that returns at once throws anyway. */
function* throwing(table: Table): Iterable<Candidate> {
  for (const kind of kindsOf(table)) {
    for (const row of ownMethods(kind)) {
      if (row.sync) continue;
      yield {
        at: row.id,
        kind: kind.name,
        clause: row.clause?.id,
        what: `${row.name} of ${kind.name} throws instead of rejecting`,
        change: { by: "patch", patch: (files) => thrown(kind, row, files) },
      };
    }
  }
}

function thrown(
  kind: Category,
  row: FunctionRow,
  files: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const path = pathOf(kind);
  const text = files.get(path) ?? "";
  // However long the id is: the call may fit its line or not.
  const rejection = new RegExp(
    `return Promise\\.reject\\(\\s*(refusalOf\\(\\s*this,\\s*${JSON.stringify(row.id)},\\s*error,?\\s*\\)),?\\s*\\);`,
  );
  if (!rejection.test(text)) {
    throw new Error(`${path} does not reject for ${row.id}`);
  }
  return new Map(files).set(path, text.replace(rejection, "throw $1;"));
}

/** The signal does not reach the provider. Without one, there is nothing to lose. */
function* unsignalled(table: Table): Iterable<Candidate> {
  for (const kind of kindsOf(table)) {
    for (const row of ownMethods(kind)) {
      const plain = row.accesses.length === 0 && !row.sync;
      // A call that does not pend is over before its signal can be aborted.
      const heeds = row.traits.has("cancellable") && row.traits.has("pends");
      if (!plain || !heeds) continue;
      yield {
        at: row.id,
        kind: kind.name,
        clause: row.clause?.id,
        what: `${row.name} of ${kind.name} keeps the signal from the provider`,
        change: { by: "patch", patch: (files) => deafened(kind, row, files) },
      };
    }
  }
}

function deafened(
  kind: Category,
  row: FunctionRow,
  files: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const path = pathOf(kind);
  const text = files.get(path) ?? "";
  const call = new RegExp(
    `(\\.dispatch\\.${row.name}\\((?:[^()]*?[\\s,])?)options(,?\\s*\\))`,
  );
  if (!call.test(text)) throw new Error(`${path} hands no options on`);
  const given = "{ ...options, signal: undefined }";
  return new Map(files).set(
    path,
    text.replace(call, (_all, before: string, after: string) => {
      return `${before}${given}${after}`;
    }),
  );
}

/** A method stands on the heir's prototype instead of being inherited. */
function* overridden(table: Table): Iterable<Candidate> {
  for (const kind of kindsOf(table)) {
    if (kind.parents.length === 0) continue;
    for (const row of kind.functions) {
      if (kind.ownFunctions.has(row.id) || row.support === "reserved") continue;
      const name = JSON.stringify(row.name);
      const code = `const inherited: unknown = Reflect.get(${kind.className}.prototype, ${name});
Object.defineProperty(${kind.className}.prototype, ${name}, {
  value: { [${name}](this: unknown, ...args: unknown[]): unknown {
    return typeof inherited === "function" ? Reflect.apply(inherited, this, args) : undefined;
  } }[${name}],
  configurable: true,
  writable: true,
});`;
      yield {
        at: row.id,
        kind: kind.name,
        clause: row.clause?.id,
        what: `${kind.name} has a ${row.name} of its own`,
        change: appendix(pathOf(kind), kind.className, code),
      };
    }
  }
}

/** The prototype chain leaves the parent out. */
function* unchained(table: Table): Iterable<Candidate> {
  for (const kind of concreteKinds(table)) {
    if (kind.parents.length === 0) continue;
    const prototype = `${kind.className}.prototype`;
    yield {
      at: "prototype",
      kind: kind.name,
      clause: kind.clause?.id,
      what: `the prototype of ${kind.name} is a copy that does not descend from its parent's`,
      change: appendix(
        pathOf(kind),
        kind.className,
        `const parent: object = Object.getPrototypeOf(${prototype});
Object.setPrototypeOf(${prototype}, Object.create(Object.getPrototypeOf(parent), Object.getOwnPropertyDescriptors(parent)));`,
      ),
    };
  }
}

const kinds = (
  what: string,
  change: (kind: Category) => Change,
): Operator["candidates"] =>
  function* (table) {
    for (const kind of concreteKinds(table)) {
      yield {
        at: "class",
        kind: kind.name,
        clause: kind.clause?.id,
        what: `${kind.name}: ${what}`,
        change: change(kind),
      };
    }
  };

/** Wrong shapes. */
export const classOperators: readonly Operator[] = [
  {
    name: "wrong-arity",
    family: "shape",
    candidates: methods((kind, row) => ({
      what: `${row.name} of ${kind.name} says that it takes 7 arguments`,
      change: relabelled(kind, row.name, "length", "7"),
    })),
  },
  {
    name: "wrong-name",
    family: "shape",
    candidates: methods((kind, row) => ({
      what: `${row.name} of ${kind.name} has another name`,
      change: relabelled(kind, row.name, "name", '"other name"'),
    })),
  },
  {
    name: "enumerable-method",
    family: "shape",
    candidates: methods((kind, row) => ({
      what: `${row.name} of ${kind.name} is enumerable`,
      change: redefined(kind, row.name, "enumerable: true"),
    })),
  },
  { name: "throws-at-once", family: "shape", candidates: throwing },
  { name: "signal-lost", family: "cancellation", candidates: unsignalled },
  { name: "own-copy", family: "inheritance", candidates: overridden },
  { name: "prototype-cut", family: "inheritance", candidates: unchained },
  {
    name: "extra-member",
    family: "shape",
    candidates: kinds("has a member that no table knows", (kind) =>
      appendix(
        pathOf(kind),
        kind.className,
        `Object.defineProperty(${kind.className}.prototype, "unheardOf", { value: () => undefined, configurable: true, writable: true });`,
      ),
    ),
  },
  {
    name: "writable-state",
    family: "shape",
    candidates: kinds("the state can be assigned to", (kind) =>
      redefined(kind, "state", "set: () => undefined"),
    ),
  },
];

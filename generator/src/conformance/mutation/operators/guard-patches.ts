/** Faults of guards: they take the wrong things for their own. @module */
import type { Table } from "../../../model/model.ts";
import {
  concreteKinds,
  kindsOf,
  type Candidate,
  type Operator,
} from "../mutation.ts";
import { edits } from "../patch.ts";

const GUARDS = "src/guards.ts";
const KINDS = "src/runtime/kind.ts";
const LOOK_UP = "const kind = kinds.get(value);";
const FIELDS = 'value !== null && typeof value === "object"';

function* guard(
  table: Table,
  at: string,
  what: string,
  replace: string,
): Iterable<Candidate> {
  if (table.categories.length === 0) return;
  const change = edits({ path: KINDS, find: LOOK_UP, replace, times: 2 });
  yield { at, what, change };
}

/** Whether an instance of one category is also one of another, so that a guard of the exact category shows. */
function hasHeirs(table: Table): boolean {
  return table.categories.some(
    ({ abstract, ancestors }) => !abstract && ancestors.length > 1,
  );
}

/** Whether an instance shall have no function of a name that `supports` can be asked for. */
function hasForeignFunctions(table: Table): boolean {
  const kinds = concreteKinds(table).filter(({ kind }) => kind === "category");
  const names = new Set(
    table.categories.flatMap(({ functions }) =>
      functions
        .filter(({ support }) => support !== "reserved")
        .map(({ name }) => name),
    ),
  );
  return kinds.some(({ functions }) =>
    [...names].some((name) => functions.every((row) => row.name !== name)),
  );
}

/** Whether there is a category that can take a role and need not. */
function hasRoles(table: Table): boolean {
  return table.categories.some(
    ({ abstract, roles }) => !abstract && roles.length > 0,
  );
}

/** Wrong guards. Patches, since the table knows only what is, and nothing of how it is told. */
export const guardOperators: readonly Operator[] = [
  {
    name: "guard-always-true",
    family: "guard",
    candidates: (table) =>
      guard(
        table,
        "guards",
        "every guard takes everything",
        `${LOOK_UP}\n  if (String(kind) !== "") return true;`,
      ),
  },
  {
    name: "guard-always-false",
    family: "guard",
    candidates: (table) =>
      concreteKinds(table).some(({ kind }) => kind === "category")
        ? guard(
            table,
            "guards",
            "every guard takes nothing",
            `${LOOK_UP}\n  if (String(kind) !== "") return false;`,
          )
        : [],
  },
  {
    name: "guard-by-shape",
    family: "guard",
    candidates: (table) =>
      guard(
        table,
        "guards",
        "guards take what says that it is of a category",
        `${LOOK_UP}\n  if (kind === undefined && ${FIELDS} && typeof Reflect.get(value, "category") === "string") return true;`,
      ),
  },
  {
    name: "guard-exact",
    family: "guard",
    candidates: (table) =>
      hasHeirs(table)
        ? [
            {
              at: "guards",
              what: "guards do not take heirs",
              change: edits(
                {
                  path: KINDS,
                  find: "kind >= first && kind <= last",
                  replace: "kind === first && first <= last",
                },
                {
                  path: KINDS,
                  find: "of numbers) marks",
                  replace: "of numbers.slice(0, 1)) marks",
                },
              ),
            },
          ]
        : [],
  },
  {
    name: "guard-throws",
    family: "guard",
    candidates: (table) =>
      guard(
        table,
        "guards",
        "guards throw at what is no object",
        `if (!(${FIELDS})) throw new TypeError("no object");\n  ${LOOK_UP}`,
      ),
  },
  {
    name: "supports-everything",
    family: "guard",
    candidates: (table) =>
      hasForeignFunctions(table)
        ? [
            {
              at: "guards",
              what: "every instance supports every function",
              change: edits({
                path: GUARDS,
                find: "if (core === undefined || !core.rules.members.has(name)) return false;",
                replace: "if (core === undefined) return false;",
              }),
            },
          ]
        : [],
  },
  {
    name: "acts-without-role",
    // What an instance acts as once it has taken a role is looked at where it takes it.
    family: "role",
    candidates: (table) =>
      hasRoles(table)
        ? [
            {
              at: "guards",
              what: "whoever has taken a role does not act in it",
              change: edits({
                path: GUARDS,
                find: "(core.role === role || core.rules.is.has(role))",
                replace: "core.rules.is.has(role)",
              }),
            },
          ]
        : [],
  },
  {
    name: "acts-before-role",
    family: "guard",
    candidates: (table) =>
      hasRoles(table)
        ? [
            {
              at: "guards",
              what: "whoever can take a role acts in it already",
              change: edits({
                path: GUARDS,
                find: "(core.role === role || core.rules.is.has(role))",
                replace:
                  "(core.rules.roles.has(role) || core.rules.is.has(role))",
              }),
            },
          ]
        : [],
  },
  {
    name: "invoke-missing",
    family: "absence",
    candidates: (table) =>
      kindsOf(table).length > 0
        ? [
            {
              at: "invoke",
              what: "to invoke what a category lacks succeeds with nothing",
              change: edits({
                path: "src/invoke.ts",
                find: "throw core.fail(name, violations.missing, {",
                replace: "return void core.fail(name, violations.missing, {",
              }),
            },
          ]
        : [],
  },
  {
    name: "public-constructor",
    family: "shape",
    candidates: (table) =>
      concreteKinds(table).length > 0
        ? [
            {
              at: "instance",
              what: "anybody can make instances",
              change: edits({
                path: "src/runtime/instance.ts",
                find: "if (admitted.next !== core) {",
                replace: "if (admitted.next !== core && core === null) {",
              }),
            },
          ]
        : [],
  },
];

/** `conformance/cases.ts`: what the tests of the emitted package expect, row by row. @module */
import type {
  Access,
  Category,
  FunctionRow,
  PropertyRow,
  State,
  Table,
} from "../../model/model.ts";
import { categoryNames } from "../names.ts";
import type { Doc } from "../print/layout.ts";
import { identifier, stringLiteral } from "../print/literals.ts";
import { isEmitted, requiredParams } from "../print/signatures.ts";
import type { Scope } from "../scope.ts";
import { array, inlineObject, object, strings } from "../print/data.ts";
import { type Path, pathsTo } from "./paths.ts";
import { sample, sampleArguments } from "./samples.ts";

export function caseDocs(table: Table, scope: Scope): readonly Doc[] {
  return [...table.categories, ...table.services]
    .filter((kind) => !kind.abstract)
    .map((kind) => caseDoc(kind, scope));
}

function caseDoc(kind: Category, scope: Scope): Doc {
  const emitted = kind.functions.filter(isEmitted);
  const chain = classChain(kind, scope);
  return object([
    ["kind", stringLiteral(kind.kind)],
    ["name", stringLiteral(kind.name)],
    [
      "chain",
      array(
        chain.map((one) =>
          scope.useValue(one.className, `src/${categoryNames(one).classFile}`),
        ),
      ),
    ],
    ["is", strings(kind.ancestors)],
    ["roles", strings(kind.roles.map((role) => role.name))],
    [
      "methods",
      object(
        emitted.map((row) => [
          row.name,
          inlineObject([
            ["owner", stringLiteral(ownerOf(row, chain).className)],
            ["arity", String(arity(row))],
          ]),
        ]),
      ),
    ],
    [
      "members",
      object(emitted.map((row) => [row.id, stringLiteral(row.name)])),
    ],
    [
      "events",
      object(
        kind.events.map((event) => [event.name, stringLiteral(event.onThrow)]),
      ),
    ],
    ["initial", stringLiteral(kind.lifecycle.initial)],
    ["sync", strings(emitted.filter((row) => row.sync).map((row) => row.id))],
    ["samples", samples(kind, emitted, scope)],
    ["states", states(kind, emitted, scope)],
  ]);
}

/** The class and those that it extends, nearest first. */
function classChain(kind: Category, scope: Scope): readonly Category[] {
  const chain = [kind];
  for (let parent = kind.parents[0]; parent !== undefined;) {
    const next = scope.index.kind(parent);
    chain.push(next);
    parent = next.parents[0];
  }
  return chain;
}

function ownerOf(row: FunctionRow, chain: readonly Category[]): Category {
  const owner = chain.find((one) => one.ownFunctions.has(row.id));
  if (owner === undefined) throw new Error(`${row.id} has no owner`);
  return owner;
}

/** The `length` of the method: parameters before the first that has a default. */
function arity(row: FunctionRow): number {
  if (row.accesses.length > 0) return 2;
  if (row.creates !== undefined)
    return requiredParams(row).length > 0 ? 1 + requiredParams(row).length : 0;
  return requiredParams(row).length;
}

/** Argument lists by call; made anew for each call, since a provider may keep what it is given. */
function samples(
  kind: Category,
  emitted: readonly FunctionRow[],
  scope: Scope,
): Doc {
  const plain = emitted.filter((row) => row.accesses.length === 0);
  return object(
    plain.flatMap((row) => [
      entry(row.id, sampleArguments(row, scope.index)),
      ...row.variants.map((variant) =>
        entry(
          `${row.id}.${variant.name}`,
          sampleArguments(row, scope.index, variant.name),
        ),
      ),
    ]),
  );
}

function entry(call: string, args: Doc): readonly [string, Doc] {
  return [call, ["() => ", args]];
}

function states(
  kind: Category,
  emitted: readonly FunctionRow[],
  scope: Scope,
): Doc {
  const paths = pathsTo(kind);
  return object(
    kind.lifecycle.states.flatMap((state) => {
      const path = paths.get(state.name);
      if (path === undefined) return [];
      return [
        [state.name, stateCase(kind, state, path, emitted, scope)],
      ] as const;
    }),
  );
}

function stateCase(
  kind: Category,
  state: State,
  path: Path,
  emitted: readonly FunctionRow[],
  scope: Scope,
): Doc {
  const legal: (readonly [string, Doc])[] = [];
  const illegal: (readonly [string, Doc])[] = [];
  for (const row of emitted) {
    if (row.accesses.length > 0) continue;
    for (const call of [
      row.id,
      ...row.variants.map((v) => `${row.id}.${v.name}`),
    ]) {
      const move = state.calls.get(call);
      if (move === undefined) {
        const status = refusal(kind, state, path, row, call, scope);
        illegal.push([call, stringLiteral(status)]);
      } else if (!isBlocked(path, move)) {
        legal.push([call, stringLiteral(move.to ?? state.name)]);
      }
    }
  }
  return object([
    ["path", array(path.steps.map(step))],
    ["role", path.role === undefined ? "undefined" : stringLiteral(path.role)],
    ["legal", object(legal)],
    ["illegal", object(illegal)],
    ["events", strings([...state.events])],
    ["accesses", accesses(kind, state, emitted, scope)],
  ]);
}

/** While a call is under way, no other may begin a move of its own. */
function isBlocked(
  path: Path,
  move: { readonly to?: string; readonly at: string },
): boolean {
  const unfinished = path.steps.at(-1)?.pending === true;
  return unfinished && move.to !== undefined && move.at === "success";
}

function step(one: Path["steps"][number]): Doc {
  const entries: (readonly [string, Doc])[] = [];
  if (one.call !== undefined) entries.push(["call", stringLiteral(one.call)]);
  if (one.report !== undefined) {
    entries.push(["report", stringLiteral(one.report)]);
  }
  if (one.pending) entries.push(["pending", "true"]);
  return inlineObject(entries);
}

/** What the table says of an illegal call; the runtime finds it by a way of its own. */
function refusal(
  kind: Category,
  state: State,
  path: Path,
  row: FunctionRow,
  call: string,
  scope: Scope,
): string {
  const { violations } = scope.index.table;
  if (state.terminal) return state.illegal;
  const role = kind.roles.find((one) => one.functions.includes(row.id));
  const elsewhere = role !== undefined && role.name !== path.role;
  if (path.role !== undefined && elsewhere) return violations.role;
  return state.refuse.get(call) ?? state.illegal;
}

/** Every access to every property: legal in the state, or the status that it gets. */
function accesses(
  kind: Category,
  state: State,
  emitted: readonly FunctionRow[],
  scope: Scope,
): Doc {
  const rows = emitted
    .filter((row) => row.accesses.length > 0)
    .flatMap((row) =>
      row.accesses.flatMap((access) =>
        kind.properties
          .filter((property) => property.kind === access.kind)
          .map((property) =>
            accessCase(kind, state, row, access, property, scope),
          ),
      ),
    );
  return array(rows);
}

function accessCase(
  kind: Category,
  state: State,
  row: FunctionRow,
  access: Access,
  property: PropertyRow,
  scope: Scope,
): Doc {
  const input = property[access.access]?.input;
  const args: Doc[] = [
    stringLiteral(access.name),
    stringLiteral(property.name),
    ...(input === undefined ? [] : [sample(input.type, scope.index)]),
  ];
  const outcome = accessOutcome(kind, state, row, access, property, scope);
  return object([
    ["call", stringLiteral(identifier(row.name))],
    ["args", ["() => ", array(args)]],
    ...outcome,
  ]);
}

function accessOutcome(
  kind: Category,
  state: State,
  row: FunctionRow,
  access: Access,
  property: PropertyRow,
  scope: Scope,
): readonly (readonly [string, Doc])[] {
  const { violations } = scope.index.table;
  const refused = (status: string): readonly (readonly [string, Doc])[] => [
    ["status", stringLiteral(status)],
  ];
  if (state.terminal) return refused(state.illegal);
  const rights = property[access.access];
  if (rights === undefined) return refused(violations.unsupported);
  const moves = kind.lifecycle.states.some((one) =>
    one.calls.has(property.name),
  );
  const call = moves ? property.name : row.id;
  const move = state.calls.get(call);
  if (move === undefined) {
    return refused(state.refuse.get(call) ?? state.illegal);
  }
  const legal = rights.states.get(kind.name) ?? [];
  if (!moves && legal.length > 0 && !legal.includes(state.name)) {
    return refused(violations.state);
  }
  return [["to", stringLiteral(move?.to ?? state.name)]];
}

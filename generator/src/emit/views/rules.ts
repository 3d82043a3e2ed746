/** `rules.ts`: the table as the runtime enforces it. @module */
import type {
  Category,
  EventRow,
  FunctionRow,
  Move,
  PropertyRow,
  Report,
  Role,
  State,
  Table,
} from "../../model/model.ts";
import { categoryNames, checkName, replyInterface } from "../names.ts";
import { documented } from "../print/declarations.ts";
import {
  type Doc,
  group,
  ifBreak,
  indent,
  join,
  line,
} from "../print/layout.ts";
import { object, strings } from "../print/data.ts";
import { stringLiteral } from "../print/literals.ts";
import { isEmitted } from "../print/signatures.ts";
import { say } from "../print/prose.ts";
import type { Scope, TableIndex } from "../scope.ts";
import {
  hasSameStates,
  includesCalls,
  inheritedFrom,
  isSameMove,
} from "./inherited-rules.ts";

export function ruleDeclarations(table: Table, scope: Scope): readonly Doc[] {
  const kinds = [...table.categories, ...table.services];
  return parentsFirst(kinds, scope.index)
    .filter((kind) => !kind.abstract)
    .map((kind) => {
      scope.use("Rules", "runtime/rules.ts");
      return documented({ text: say`The rules of \`${kind.className}\`.` }, [
        `export const ${categoryNames(kind).rules}: Rules = `,
        rules(kind, scope),
        ";",
      ]);
    });
}

/** In the order of the table, but for those whose rules others inherit: a constant must be there when it is named. */
function parentsFirst(
  kinds: readonly Category[],
  index: TableIndex,
): readonly Category[] {
  const ordered = new Set<Category>();
  const add = (kind: Category): void => {
    const base = inheritedFrom(kind, index);
    if (base !== undefined && !ordered.has(base)) add(base);
    ordered.add(kind);
  };
  kinds.forEach(add);
  return [...ordered];
}

function rules(kind: Category, scope: Scope): Doc {
  const base = inheritedFrom(kind, scope.index);
  const emitted = kind.functions.filter(isEmitted);
  const names = new Map(base?.functions.map((row) => [row.id, row.name]));
  const inherited: readonly Entry[] =
    base === undefined ? [] : [["inherits", categoryNames(base).rules]];
  return object([
    ["name", stringLiteral(kind.name)],
    ["is", strings(kind.ancestors)],
    ...inherited,
    [
      "functions",
      object(
        emitted
          .filter((row) => names.get(row.id) !== row.name)
          .map((row) => [row.id, stringLiteral(row.name)]),
      ),
    ],
    ["initial", stringLiteral(kind.lifecycle.initial)],
    ["states", object(statesOf(kind, base, emitted))],
    ["reports", object(kind.lifecycle.reports.map(reportEntry))],
    ["roles", object(kind.roles.map(roleEntry))],
    ["properties", object(propertiesOf(kind, base))],
    ["events", object(eventsOf(kind, base, scope))],
  ]);
}

type Entry = readonly [string, Doc];

function statesOf(
  kind: Category,
  base: Category | undefined,
  emitted: readonly FunctionRow[],
): readonly Entry[] {
  const inherited = new Map(
    base?.lifecycle.states.map((state) => [state.name, state]),
  );
  return kind.lifecycle.states.map((state) => [
    state.name,
    stateDoc(state, inherited.get(state.name), emitted),
  ]);
}

function reportEntry({ name, moves }: Report): Entry {
  const entries = [...moves].map(([from, to]): Entry => [
    from,
    stringLiteral(to),
  ]);
  return [name, object(entries)];
}

function roleEntry({ name, commit, functions }: Role): Entry {
  const entries: readonly Entry[] = [
    ["commit", strings(commit)],
    ["functions", strings(functions)],
  ];
  return [name, object(entries)];
}

function propertiesOf(
  kind: Category,
  base: Category | undefined,
): readonly Entry[] {
  const inherited = new Set(base?.properties);
  return kind.properties
    .filter(
      (property) =>
        base === undefined ||
        !inherited.has(property) ||
        !hasSameStates(property, kind, base),
    )
    .map((property) => [property.name, propertyDoc(property, kind)]);
}

function eventsOf(
  kind: Category,
  base: Category | undefined,
  scope: Scope,
): readonly Entry[] {
  const inherited = new Set(base?.events);
  return kind.events
    .filter((event) => !inherited.has(event))
    .map((event) => [
      event.name,
      object([
        ["replies", repliesDoc(event, scope)],
        ["onThrow", stringLiteral(event.onThrow)],
      ]),
    ]);
}

function repliesDoc(event: EventRow, scope: Scope): Doc {
  return object(
    event.replies.map((reply) => {
      const bare = reply.fields.every((field) => field.optional);
      if (reply.fields.length === 0) return [reply.name, "{ bare: true }"];
      const name = checkName(replyInterface(event, reply));
      return [
        reply.name,
        object([
          ["bare", String(bare)],
          ["check", scope.useValue(name, "checks.ts")],
        ]),
      ];
    }),
  );
}

function stateDoc(
  state: State,
  inherited: State | undefined,
  functions: readonly FunctionRow[],
): Doc {
  const isApart = inherited !== undefined && !includesCalls(state, inherited);
  const calls = callsOf(state, functions).filter(([call, move]) => {
    const known = isApart ? undefined : inherited?.calls.get(call);
    return known === undefined || !isSameMove(known, move);
  });
  const refused = [...state.refuse].map(([call, status]): Entry => [
    call,
    stringLiteral(status),
  ]);
  const entries: Entry[] = isApart ? [["apart", "true"]] : [];
  entries.push([
    "calls",
    object(calls.map(([call, move]) => [call, moveDoc(move)])),
  ]);
  if (refused.length > 0) entries.push(["refuse", object(refused)]);
  entries.push(["illegal", stringLiteral(state.illegal)]);
  if (state.events.size > 0)
    entries.push(["events", strings([...state.events])]);
  if (state.terminal) entries.push(["terminal", "true"]);
  return object(entries);
}

/** The legal calls in the order of the functions, each form of a call by itself; then the commands. */
export function callsOf(
  state: State,
  functions: readonly FunctionRow[],
): readonly (readonly [string, Move])[] {
  const calls: (readonly [string, Move])[] = [];
  const known = new Set<string>();
  for (const row of functions) {
    const plain = state.calls.get(row.id);
    if (plain !== undefined) calls.push([row.id, plain]);
    known.add(row.id);
    for (const variant of row.variants) {
      const key = `${row.id}.${variant.name}`;
      const move = state.calls.get(key);
      if (move !== undefined) calls.push([key, move]);
      known.add(key);
    }
  }
  for (const [call, move] of state.calls) {
    if (!known.has(call)) calls.push([call, move]);
  }
  return calls;
}

function moveDoc(move: Move): Doc {
  const parts: string[] = [];
  if (move.to !== undefined) parts.push(`to: ${stringLiteral(move.to)}`);
  if (move.via !== undefined) parts.push(`via: ${stringLiteral(move.via)}`);
  if (move.to !== undefined && move.at === "call") parts.push('at: "call"');
  if (parts.length === 0) return "{}";
  return group(
    "{",
    indent(line, join([",", line], parts)),
    ifBreak(","),
    line,
    "}",
  );
}

const ACCESSES = ["get", "set", "run"] as const;

function propertyDoc(property: PropertyRow, kind: Category): Doc {
  return object(
    ACCESSES.flatMap((access) => {
      const row = property[access];
      if (row === undefined) return [];
      return [[access, strings(row.states.get(kind.name) ?? [])] as const];
    }),
  );
}

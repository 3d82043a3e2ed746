/** `rules.ts`: the table as the runtime enforces it. @module */
import type {
  Category,
  EventRow,
  FunctionRow,
  Move,
  PropertyRow,
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
import type { Scope } from "../scope.ts";

export function ruleDeclarations(table: Table, scope: Scope): readonly Doc[] {
  return [...table.categories, ...table.services]
    .filter((kind) => !kind.abstract)
    .map((kind) => {
      scope.use("Rules", "runtime/rules.ts");
      return documented(
        { text: say`The rules of {@link ${kind.className}}.` },
        [
          `export const ${categoryNames(kind).rules}: Rules = `,
          rules(kind, scope),
          ";",
        ],
      );
    });
}

function rules(kind: Category, scope: Scope): Doc {
  const emitted = kind.functions.filter(isEmitted);
  return object([
    ["name", stringLiteral(kind.name)],
    ["is", strings(kind.ancestors)],
    [
      "functions",
      object(emitted.map((row) => [row.id, stringLiteral(row.name)])),
    ],
    ["initial", stringLiteral(kind.lifecycle.initial)],
    [
      "states",
      object(
        kind.lifecycle.states.map((state) => [
          state.name,
          stateDoc(state, emitted),
        ]),
      ),
    ],
    [
      "reports",
      object(
        kind.lifecycle.reports.map((report) => [
          report.name,
          object(
            [...report.moves].map(([from, to]) => [from, stringLiteral(to)]),
          ),
        ]),
      ),
    ],
    [
      "roles",
      object(
        kind.roles.map((role) => [
          role.name,
          object([
            ["commit", strings(role.commit)],
            ["functions", strings(role.functions)],
          ]),
        ]),
      ),
    ],
    [
      "properties",
      object(
        kind.properties.map((property) => [
          property.name,
          propertyDoc(property, kind),
        ]),
      ),
    ],
    [
      "events",
      object(
        kind.events.map((event) => [
          event.name,
          object([
            ["replies", repliesDoc(event, scope)],
            ["onThrow", stringLiteral(event.onThrow)],
          ]),
        ]),
      ),
    ],
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

function stateDoc(state: State, functions: readonly FunctionRow[]): Doc {
  return object([
    [
      "calls",
      object(
        callsOf(state, functions).map(([call, move]) => [call, moveDoc(move)]),
      ),
    ],
    ...(state.refuse.size === 0
      ? []
      : ([
          [
            "refuse",
            object(
              [...state.refuse].map(([call, status]) => [
                call,
                stringLiteral(status),
              ]),
            ),
          ],
        ] as const)),
    ["illegal", stringLiteral(state.illegal)],
    ...(state.events.size === 0
      ? []
      : ([["events", strings([...state.events])]] as const)),
    ...(state.terminal ? ([["terminal", "true"]] as const) : []),
  ]);
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

function propertyDoc(property: PropertyRow, kind: Category): Doc {
  return object(
    (["get", "set", "run"] as const).flatMap((access) => {
      const row = property[access];
      if (row === undefined) return [];
      return [[access, strings(row.states.get(kind.name) ?? [])] as const];
    }),
  );
}

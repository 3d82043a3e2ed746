/** Whether every row is of use to somebody. @module */
import * as rules from "../diagnostics/name-rules.ts";
import type { Resolution } from "../model/resolve.ts";
import type { Names, Scope } from "../model/scope.ts";
import type { FieldSyntax, Rows, TypeSyntax } from "../syntax/tree.ts";
import type { TypeExpression } from "../syntax/type-expression.ts";

/** Reports rows that nothing uses. */
export function checkUsage(resolution: Resolution): void {
  const { scope } = resolution;
  checkCategories(scope);
  checkTypeUsage(resolution);
  if (mayBeMeant(resolution)) return;
  const used = collectUsed(resolution);
  const inHolder = (key: string): string => `"${key}" of a category or service`;
  report(scope, scope.functions, used.functions, inHolder("functions"));
  report(scope, scope.events, used.events, inHolder("events"));
  const inSet = `"properties" of a set, or name its "categories"`;
  report(scope, scope.properties, used.properties, inSet);
  report(scope, scope.sets, used.sets, `"includes" of a category`);
  report(scope, scope.lifecycles, used.lifecycles, `"use" of a lifecycle`);
}

/** Names that, spelt right, may use rows of whatever kind. */
const USING: readonly string[] = [
  "function",
  "event",
  "function or event",
  "property",
  "set",
  "lifecycle",
  "category",
  "category or service",
];

/** Whether a row that seems unused may be what a wrong name stands for, or belong to a cycle. */
function mayBeMeant({ scope, ancestry }: Resolution): boolean {
  const { order } = ancestry;
  const inCycles = [...scope.categories.all()].length > order.length;
  return inCycles || USING.some((kind) => scope.unresolved.has(kind));
}

function checkCategories({ categories, table, reporter }: Scope): void {
  const concrete = [...categories.all()].some(({ row }) => !row.abstract);
  const { name } = table.head;
  if (concrete) return;
  reporter.report(rules.noCategory, name.span, { name: name.value });
}

function report(
  { reporter }: Scope,
  names: Names<unknown>,
  used: ReadonlySet<string>,
  holder: string,
): void {
  for (const { name, span } of names.all()) {
    if (used.has(name)) continue;
    reporter.report(rules.unused, span, { kind: names.kind, name, holder });
  }
}

type Used = Readonly<
  Record<
    "functions" | "events" | "properties" | "sets" | "lifecycles",
    ReadonlySet<string>
  >
>;

function collectUsed({ scope, members, holders }: Resolution): Used {
  const own = [...members.values()];
  const entries = [...scope.functions.all()].filter(({ row }) => row.entry);
  const functions = new Set(entries.map(({ name }) => name));
  for (const member of own) {
    for (const id of member.functions.keys()) functions.add(id);
  }
  const properties = new Set<string>();
  for (const [name, all] of holders.holders) {
    if (all.length > 0) properties.add(name);
  }
  const sets = [...scope.categories.all()].flatMap(
    ({ row }) => row.includes ?? [],
  );
  const lifecycles = [...scope.holders.all()].flatMap(
    ({ row }) => row.lifecycle?.use ?? [],
  );
  return {
    functions,
    events: new Set(own.flatMap(({ events }) => [...events.keys()])),
    properties,
    sets: new Set(sets.map(({ value }) => value)),
    lifecycles: new Set(lifecycles.map(({ value }) => value)),
  };
}

/** A type is used if a function, an event, a property, or a used type mentions it. */
function checkTypeUsage(resolution: Resolution): void {
  const { scope } = resolution;
  const used = new Set<string>();
  const open: string[] = [];
  const use = (name: string): void => {
    if (used.has(name)) return;
    used.add(name);
    open.push(name);
  };
  for (const type of mentioned(resolution)) useType(type, use);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const row = scope.types.get(name)?.row;
    if (row !== undefined) for (const type of inType(row)) useType(type, use);
  }
  for (const { name, span } of scope.types.all()) {
    if (!used.has(name))
      scope.reporter.report(rules.unusedType, span, { name });
  }
}

function useType(type: TypeExpression, use: (name: string) => void): void {
  if (type.kind === "named") use(type.name.value);
  else if ("of" in type && "kind" in type.of) useType(type.of, use);
}

function* mentioned({ scope }: Resolution): Iterable<TypeExpression> {
  for (const { row } of scope.functions.all()) {
    yield* inFields(row.params);
    if (row.result !== undefined) yield row.result.type.value;
  }
  for (const { row } of scope.events.all()) {
    yield* inFields(row.payload);
    for (const reply of row.replies) yield* inFields(reply.row.fields);
  }
  for (const { row } of scope.categories.all()) {
    for (const { row: refinement } of row.refine ?? []) {
      if (refinement.result) yield refinement.result.type.value;
    }
  }
  yield* inProperties(scope);
}

function* inProperties(scope: Resolution["scope"]): Iterable<TypeExpression> {
  for (const { row } of scope.properties.all()) {
    const { value, get, set, run, level } = row;
    const types = [value, get?.type, set?.type, run?.input, run?.result];
    for (const type of types) if (type !== undefined) yield type.value;
    if (level === undefined) continue;
    const [name = ""] = level.value.split(".");
    yield { kind: "named", name: { value: name, span: level.span } };
  }
}

function* inType(row: TypeSyntax): Iterable<TypeExpression> {
  if (row.kind === "struct") yield* inFields(row.struct);
  if (row.kind === "alias") yield row.alias.value;
  if (row.kind !== "union") return;
  for (const one of row.union.cases) yield* inFields(one.row.fields);
}

function* inFields(
  fields: Rows<FieldSyntax> | undefined,
): Iterable<TypeExpression> {
  for (const { row } of fields ?? []) yield row.type.value;
}

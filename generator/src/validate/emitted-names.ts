/** The names under which a table's rows are emitted, each with the row that it comes from. @module */
import {
  anyName,
  caseName,
  categoryNames,
  checkName,
  eventPayloadName,
  eventReplyName,
  optionsName,
  providerName,
  requestName,
  roleTypeName,
} from "../emit/names.ts";
import type { Category, FunctionRow } from "../model/model.ts";
import type { Resolution } from "../model/resolve.ts";
import type { Span } from "../syntax/source.ts";

/** A name in the emitted package. */
export interface EmittedName {
  readonly name: string;
  /** What is emitted under the name, with an article. */
  readonly kind: string;
  readonly span: Span;
}

/** All names that the emitted package exports because the table has certain rows. */
export function* emittedNames(resolution: Resolution): Iterable<EmittedName> {
  const { scope, table } = resolution;
  const { head } = scope.table;
  const { errorClass, object } = head;
  yield named(table.errorClass, "the class of errors", errorClass.span);
  yield named(providerName(table), "the provider", errorClass.span);
  yield named(anyName(table), "the union of all instances", object.span);
  yield* typeNames(resolution);
  for (const row of table.functions) yield* functionNames(resolution, row);
  for (const { name } of table.events) {
    const span = scope.events.get(name)?.span ?? scope.table.span;
    yield named(eventPayloadName(name), "the payload of an event", span);
    yield named(eventReplyName(name), "the replies to an event", span);
  }
  for (const kind of [...table.categories, ...table.services]) {
    yield* kindNames(resolution, kind);
  }
}

function* typeNames({ scope, table }: Resolution): Iterable<EmittedName> {
  for (const type of table.types) {
    const span = scope.types.get(type.name)?.span ?? scope.table.span;
    yield named(type.name, "a type", span);
    yield named(checkName(type.name), "the check of a type", span);
    if (type.kind !== "union") continue;
    for (const one of type.cases) {
      yield named(caseName(type, one), "a case of a union", span);
    }
  }
}

function* functionNames(
  { scope }: Resolution,
  row: FunctionRow,
): Iterable<EmittedName> {
  if (row.support === "reserved") return;
  const span = scope.functions.get(row.id)?.span ?? scope.table.span;
  if (row.entry) yield named(row.name, "an entry function", span);
  yield named(optionsName(row), "the options of a function", span);
}

function* kindNames(
  { scope }: Resolution,
  kind: Category,
): Iterable<EmittedName> {
  const names = categoryNames(kind);
  const span = scope.holders.get(kind.name)?.span ?? scope.table.span;
  const { row } = scope.holders.get(kind.name) ?? {};
  yield named(kind.className, "a class", row?.class?.span ?? span);
  if (names.exact !== kind.className) {
    yield named(names.exact, "a type of exact instances", span);
  }
  const { brand, state, report, handlers, dispatch, host, rules } = names;
  yield named(brand, "a brand", span);
  yield named(state, "a type of states", span);
  yield named(report, "a type of reports", span);
  yield named(handlers, "a type of event handlers", span);
  yield named(names.events, "a type of events", span);
  yield named(dispatch, "a dispatch table", span);
  yield named(host, "a type of hosts", span);
  yield named(rules, "the rules of a class", span);
  yield named(names.classFile, "a file", span);
  if (kind.kind === "category") {
    yield named(names.category, "a type of categories", span);
    yield named(names.guard, "a guard", span);
    yield named(names.assertion, "an assertion", span);
  }
  if (kind.roles.length > 0) yield named(names.role, "a type of roles", span);
  for (const role of kind.roles) {
    yield named(roleTypeName(kind, role), "an instance in a role", span);
  }
  if (kind.properties.length === 0) return;
  for (const { accesses } of kind.functions) {
    for (const access of accesses) {
      yield named(requestName(kind, access), "a type of properties", span);
    }
  }
}

function named(name: string, kind: string, span: Span): EmittedName {
  return { name, kind, span };
}

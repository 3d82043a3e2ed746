/** Whether the names of a table can be names in the emitted package. @module */
import * as rules from "../diagnostics/name-rules.ts";
import type { Resolution } from "../model/resolve.ts";
import type { Scope } from "../model/scope.ts";
import type { Span } from "../syntax/source.ts";
import type { Entry, FunctionSyntax } from "../syntax/tree.ts";
import type { EmittedName } from "./emitted-names.ts";
import { emittedNames } from "./emitted-names.ts";
import {
  CHECK_NAME,
  FIXED_NAMES,
  OBJECT_MEMBERS,
  RESERVED_MEMBERS,
  RESERVED_TYPES,
  RESERVED_WORDS,
  USED_GLOBALS,
  USED_IN_BODIES,
} from "./words.ts";

/** Reports names that TypeScript or emitted code cannot have, and names that would be emitted twice. */
export function checkNames(resolution: Resolution): void {
  const { scope } = resolution;
  for (const entry of scope.functions.all()) checkFunctionNames(scope, entry);
  for (const { name, span } of scope.types.all()) {
    checkTypeName(scope, "a type", name, span);
  }
  for (const { name, span } of scope.events.all()) {
    if (!OBJECT_MEMBERS.has(name)) continue;
    scope.reporter.report(rules.reservedEvent, span, { name });
  }
  const { errorClass } = scope.table.head;
  checkTypeName(scope, "a class", errorClass.value, errorClass.span);
  for (const { row } of scope.holders.all()) {
    if (row.class === undefined) continue;
    checkTypeName(scope, "a class", row.class.value, row.class.span);
  }
  checkSharedNames(scope);
  checkEmittedNames(resolution);
}

function checkFunctionNames(
  scope: Scope,
  { name: id, span, row }: Entry<FunctionSyntax>,
): void {
  if (row.support === "reserved") return;
  const name = row.name?.value ?? id;
  const at = row.name?.span ?? span;
  if (row.entry === true) {
    if (RESERVED_WORDS.has(name)) {
      const about = { kind: "an entry function", name };
      scope.reporter.report(rules.reservedWord, at, about);
    }
  } else if (RESERVED_MEMBERS.has(name)) {
    scope.reporter.report(rules.reservedMember, at, { name });
  }
  for (const param of row.params ?? []) {
    const isRequired =
      param.row.default === undefined &&
      param.row.type.value.kind !== "optional";
    checkParamName(scope, param.name, param.span, isRequired);
  }
}

function checkParamName(
  scope: Scope,
  name: string,
  span: Span,
  isRequired: boolean,
): void {
  const isTaken = name === "signal" || name === "options";
  const isUsed = USED_IN_BODIES.has(name) || CHECK_NAME.test(name);
  if (isTaken || (isRequired && isUsed)) {
    scope.reporter.report(rules.reservedParameter, span, { name });
  }
  // Optional parameters are members of the options and bind nothing.
  if (isRequired && RESERVED_WORDS.has(name)) {
    const about = { kind: "a required parameter", name };
    scope.reporter.report(rules.reservedWord, span, about);
  }
}

function checkTypeName(
  scope: Scope,
  kind: string,
  name: string,
  span: Span,
): void {
  if (RESERVED_TYPES.has(name)) {
    scope.reporter.report(rules.reservedWord, span, { kind, name });
  } else if (USED_GLOBALS.has(name) || FIXED_NAMES.has(name)) {
    scope.reporter.report(rules.shadowsGlobal, span, { kind, name });
  }
}

/** Where either kind of row may be named, a name must not be both. */
function checkSharedNames(scope: Scope): void {
  for (const { name, span } of scope.services.all()) {
    const category = scope.categories.get(name);
    if (category !== undefined) {
      shared(name, span, "a service", "a category", category.span);
    }
  }
  for (const { name, span, row } of scope.properties.all()) {
    const other = scope.functions.get(name);
    if (row.run !== undefined && other !== undefined) {
      shared(name, span, "a command", "a function", other.span);
    }
  }
  function shared(
    name: string,
    span: Span,
    kind: string,
    other: string,
    at: Span,
  ): void {
    const about = { name, kinds: [other, kind] as const };
    const related = [{ message: `${other} is declared here`, span: at }];
    scope.reporter.report(rules.sharedName, span, about, related);
  }
}

function checkEmittedNames(resolution: Resolution): void {
  const { reporter } = resolution.scope;
  const byName = new Map<string, EmittedName>();
  const byLowerCase = new Map<string, EmittedName>();
  const told = new PairsOnce();
  for (const emitted of emittedNames(resolution)) {
    const { name, kind, span } = emitted;
    if (FIXED_NAMES.has(name)) {
      reporter.report(rules.shadowsGlobal, span, { kind, name });
    }
    const first = byName.get(name);
    const other = byLowerCase.get(name.toLowerCase());
    byName.set(name, first ?? emitted);
    byLowerCase.set(name.toLowerCase(), other ?? emitted);
    if (other === undefined || !told.isNew(other.span, span)) continue;
    if (first !== undefined) {
      const kinds: [string, string] = [first.kind, kind];
      const related = [{ message: `here is ${first.kind}`, span: first.span }];
      reporter.report(rules.emittedTwice, span, { name, kinds }, related);
    } else {
      const related = [{ message: "the other is here", span: other.span }];
      const about = { name, other: other.name };
      reporter.report(rules.onlyCase, span, about, related);
    }
  }
}

/** Two rows that clash do so under many names; one is enough to tell. */
class PairsOnce {
  readonly #pairs = new Set<string>();

  isNew(a: Span, b: Span): boolean {
    const key = [a.source.path, a.start, b.source.path, b.start].join("\n");
    const size = this.#pairs.size;
    return this.#pairs.add(key).size > size;
  }
}

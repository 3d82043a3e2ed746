/** Whether what functions and statuses say about themselves agrees. @module */
import * as rules from "../diagnostics/function-rules.ts";
import { producesAbstract } from "../diagnostics/lifecycle-rules.ts";
import { codeTwice } from "../diagnostics/name-rules.ts";
import { describeType } from "../model/describe-type.ts";
import type { FunctionRow } from "../model/model.ts";
import type { Resolution } from "../model/resolve.ts";
import type { Scope } from "../model/scope.ts";
import { isAssignable } from "../model/type-relations.ts";
import type { Entry, FunctionSyntax, Name } from "../syntax/tree.ts";

/** Reports statuses that share a code, and functions that contradict themselves. */
export function checkFunctions(resolution: Resolution): void {
  const { scope, functions } = resolution;
  checkCodes(scope);
  for (const entry of scope.functions.all()) {
    const row = functions.get(entry.name);
    if (row === undefined) continue;
    checkProduces(resolution, entry);
    checkResult(scope, entry, row);
    checkCreates(scope, entry);
    checkSync(scope, entry);
    checkTraits(scope, entry, row);
    checkUndo(resolution, entry);
  }
  checkDisposers(resolution);
}

function checkCodes(scope: Scope): void {
  const byCode = new Map<number, Entry<unknown>>();
  for (const entry of scope.errors.all()) {
    const { value: code, span } = entry.row.code;
    const first = byCode.get(code);
    if (first === undefined) {
      byCode.set(code, entry);
      continue;
    }
    const related = [{ message: "it stands here", span: first.span }];
    const about = { code, name: first.name };
    scope.reporter.report(codeTwice, span, about, related);
  }
}

function checkProduces(
  { scope, lifecycles }: Resolution,
  { name, span, row }: Entry<FunctionSyntax>,
): void {
  const { produces } = row;
  const [holder = "", state = ""] = produces?.value.split(".") ?? [];
  if (row.entry === true && !scope.services.has(holder)) {
    const at = produces?.span ?? span;
    const isUnknown = produces !== undefined && !scope.holders.has(holder);
    if (!isUnknown) {
      scope.reporter.report(rules.entryWithoutService, at, { name });
      return;
    }
  }
  if (produces === undefined) return;
  const { source, start, end } = produces.span;
  const split = start + holder.length;
  const holderName: Name = {
    value: holder,
    span: { source, start, end: split },
  };
  const found = scope.find(scope.holders, holderName);
  if (found === undefined) return;
  if (scope.categories.get(holder)?.row.abstract === true) {
    const about = { category: holder };
    scope.reporter.report(producesAbstract, holderName.span, about);
  }
  const located = lifecycles.get(holder);
  if (located === undefined) return;
  const states = new Set(located.lifecycle.states.map((one) => one.name));
  const stateName = { value: state, span: { source, start: split + 1, end } };
  scope.isAmong(`state of ${holder}`, stateName, states);
}

function checkResult(
  scope: Scope,
  { row: syntax }: Entry<FunctionSyntax>,
  row: FunctionRow,
): void {
  const { result, produces, creates } = syntax;
  if (result === undefined) return;
  const { span } = result.type;
  if (creates !== undefined) {
    const expected = "no result; it is an instance of the category created";
    scope.reporter.report(rules.contradictingResult, span, {
      key: "creates",
      expected,
    });
  }
  const type = row.result?.type;
  const of = row.produces?.category;
  if (produces === undefined || of === undefined || type === undefined) return;
  const instance = { kind: "instance", of } as const;
  if (type.kind !== "instance" || isAssignable(scope, instance, type)) return;
  const expected = scope.services.has(of)
    ? `service<${of}>`
    : describeType(instance);
  scope.reporter.report(rules.contradictingResult, span, {
    key: "produces",
    expected,
  });
}

function checkCreates(scope: Scope, { row }: Entry<FunctionSyntax>): void {
  const reference = row.creates?.category;
  const category = reference && scope.categories.get(reference.value);
  if (!reference || category?.row.abstract !== true) return;
  const about = { category: category.name };
  scope.reporter.report(rules.createsAbstract, reference.span, about);
}

/** What goes through the provider to something else cannot be had at once. */
function checkSync(
  { reporter }: Scope,
  { name, span, row }: Entry<FunctionSyntax>,
): void {
  if (row.sync !== true) return;
  const { accesses, creates } = row;
  if (creates !== undefined) {
    reporter.report(rules.neverSync, span, { name, key: "creates" });
  }
  if (accesses !== undefined && accesses.length > 0) {
    reporter.report(rules.neverSync, span, { name, key: "accesses" });
  }
}

function checkTraits(
  scope: Scope,
  { name, span, row: syntax }: Entry<FunctionSyntax>,
  row: FunctionRow,
): void {
  const pending = ["pends", "cancellable", "completes-on-close"] as const;
  const wrong = pending.filter((trait) => row.traits.has(trait));
  if (row.sync && wrong.length > 0) {
    const at = syntax.traits?.find(({ value }) => value === wrong[0])?.span;
    const about = { name, traits: wrong.join(", ") };
    scope.reporter.report(rules.contradictingTraits, at ?? span, about);
  }
  const needed = row.params.find((param) => !param.optional);
  if (!row.traits.has("disposes") || needed === undefined) return;
  const at = syntax.params?.find((param) => param.name === needed.name)?.span;
  const about = { name, param: needed.name };
  scope.reporter.report(rules.disposeNeedsArguments, at ?? span, about);
}

/** What one function yields is given back by one of the same category or service, or of the service that it yields. */
function checkUndo(
  { scope, members }: Resolution,
  { name, row }: Entry<FunctionSyntax>,
): void {
  const { undo, produces, entry } = row;
  if (undo === undefined) return;
  if (scope.find(scope.functions, undo) === undefined) return;
  const [service] = produces?.value.split(".") ?? [];
  const holders = [...scope.holders.keys()].filter((holder) =>
    entry === true
      ? holder === service
      : members.get(holder)?.functions.has(name),
  );
  for (const holder of holders) {
    const own = new Set(members.get(holder)?.functions.keys());
    if (!scope.isAmong(`function of ${holder}`, undo, own)) return;
  }
}

/** A category must not have two functions that dispose; where two meet first is where it is told. */
function checkDisposers({
  scope,
  members,
  ancestry,
  functions,
}: Resolution): void {
  const disposers = (holder: string): readonly string[] =>
    [...(members.get(holder)?.functions.keys() ?? [])].filter((id) =>
      functions.get(id)?.traits.has("disposes"),
    );
  for (const { name: category, span } of scope.holders.all()) {
    const [first, second] = disposers(category);
    if (first === undefined || second === undefined) continue;
    const parents = ancestry.parents.get(category) ?? [];
    if (parents.some((parent) => disposers(parent).length > 1)) continue;
    const at = members.get(category)?.functions.get(second)?.span ?? span;
    const about = { category, ids: [first, second] as const };
    scope.reporter.report(rules.disposesTwice, at, about);
  }
}

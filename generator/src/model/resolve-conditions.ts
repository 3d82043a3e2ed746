/** Conditions on parameters, resolved. @module */
import * as rules from "../diagnostics/name-rules.ts";
import type { ConditionSyntax, Name } from "../syntax/tree.ts";
import type { Condition, Field } from "./model.ts";
import { resolveLimit } from "./resolve-fields.ts";
import { resolvePath } from "./resolve-path.ts";
import { prose } from "./resolve-row.ts";
import type { Scope } from "./scope.ts";

type Of<K extends ConditionSyntax["kind"]> = Extract<
  ConditionSyntax,
  { readonly kind: K }
>;

/** Resolves one condition; nothing if there is not enough of it. */
export function resolveCondition(
  scope: Scope,
  condition: ConditionSyntax,
  params: readonly Field[],
): Condition | undefined {
  switch (condition.kind) {
    case "conflict":
      return resolveConflict(scope, condition, params);
    case "limit":
      return resolveConditionalLimit(scope, condition, params);
    case "required":
      return resolveRequired(scope, condition, params);
  }
}

function resolveConflict(
  scope: Scope,
  condition: Of<"conflict">,
  params: readonly Field[],
): Condition {
  const conflicts = scope.unique(condition.conflicts);
  if (conflicts.length < 2) {
    scope.reporter.report(rules.loneConflict, condition.span, {});
  }
  return {
    kind: "conflict",
    paths: conflicts.map((path) => resolvePath(scope, path, params)),
    error: errorOf(scope, condition.else),
    doc: prose(condition.doc),
  };
}

function resolveConditionalLimit(
  scope: Scope,
  condition: Of<"limit">,
  params: readonly Field[],
): Condition | undefined {
  const param = resolveParam(scope, condition.param, params);
  const when = resolvePath(scope, condition.when, params);
  const limit = resolveLimit(scope, condition);
  if (limit === undefined) {
    scope.reporter.report(rules.noLimit, condition.span, {});
    return undefined;
  }
  return { kind: "limit", when, param, limit, doc: prose(condition.doc) };
}

function resolveRequired(
  scope: Scope,
  condition: Of<"required">,
  params: readonly Field[],
): Condition {
  const unlessParams: string[] = [];
  const unlessProperties: string[] = [];
  const own = params.map(({ name }) => name);
  for (const unless of scope.unique(condition.requiredUnless)) {
    if (own.includes(unless.value)) unlessParams.push(unless.value);
    else if (scope.properties.has(unless.value)) {
      unlessProperties.push(unless.value);
    } else {
      const known = [...own, ...scope.properties.keys()];
      scope.unknown("parameter or property", unless, known);
    }
  }
  return {
    kind: "required",
    param: resolveParam(scope, condition.param, params),
    unlessParams,
    unlessProperties,
    error: errorOf(scope, condition.else),
    doc: prose(condition.doc),
  };
}

function resolveParam(
  scope: Scope,
  param: Name,
  params: readonly Field[],
): string {
  scope.isAmong("parameter", param, new Set(params.map(({ name }) => name)));
  return param.value;
}

function errorOf(scope: Scope, status: Name | undefined): string {
  return status === undefined ? scope.argumentError : scope.thrown(status);
}

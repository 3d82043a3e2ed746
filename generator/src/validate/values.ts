/** Whether defaults, samples and limits fit the types of what they are for. @module */
import * as rules from "../diagnostics/name-rules.ts";
import { describeType } from "../model/describe-type.ts";
import type { Resolution } from "../model/resolve.ts";
import type { Scope } from "../model/scope.ts";
import { expand } from "../model/type-relations.ts";
import type { Type } from "../model/types.ts";
import type { Located } from "../syntax/source.ts";
import type { LimitSyntax, ScalarValue } from "../syntax/tree.ts";
import { expectedByLimit, expectedValue, hasWords } from "./fitting.ts";
import { checkSamples } from "./samples.ts";

/** Reports defaults and samples that are no value of their type, and limits that nothing or everything meets. */
export function checkValues(resolution: Resolution): void {
  const { scope, fields, functions, properties } = resolution;
  for (const { syntax, field } of fields.slots) {
    // A limit that is wrong itself cannot be kept.
    const isSound = checkLimit(scope, syntax.row, field.type);
    const limit = isSound ? syntax.row : {};
    checkDefault(scope, syntax.row.default, field.type, limit);
    checkSamples(scope, syntax.row, field.type, limit);
  }
  for (const { name, row } of scope.functions.all()) {
    const params = functions.get(name)?.params ?? [];
    for (const condition of row.conditions ?? []) {
      if (condition.kind !== "limit") continue;
      const { value } = condition.param;
      const param = params.find((one) => one.name === value);
      if (param !== undefined) checkLimit(scope, condition, param.type);
    }
  }
  for (const { name, row } of scope.properties.all()) {
    const type = properties.get(name)?.get?.result;
    const fallback = row.default;
    if (type === undefined || fallback === undefined) continue;
    // Text may be a word about a default that depends on the provider.
    const isWord = typeof fallback.value === "string" && !hasWords(scope, type);
    if (!isWord) checkDefault(scope, fallback, type);
  }
}

function checkDefault(
  scope: Scope,
  fallback: Located<ScalarValue> | undefined,
  type: Type,
  limit: LimitSyntax = {},
): void {
  if (fallback === undefined) return;
  const value = JSON.stringify(fallback.value);
  const report = (expected: string, canBeWritten: boolean): void => {
    const about = { value, type: expected, canBeWritten };
    scope.reporter.report(rules.unfitDefault, fallback.span, about);
  };
  const expanded = expand(scope, type);
  if (!canBeWritten(scope, expanded)) {
    report(`a value of ${describeType(type)}`, false);
    return;
  }
  const expected =
    expectedValue(scope, fallback.value, expanded) ??
    expectedByLimit(fallback.value, limit, expanded);
  if (expected !== undefined) report(expected, true);
}

/** Whether a scalar can be a value of the type. */
function canBeWritten(scope: Scope, type: Type): boolean {
  if (type.kind === "optional") return canBeWritten(scope, type.of);
  if (type.kind === "primitive") return type.name !== "bytes";
  return hasWords(scope, type);
}

/** Whether there are values that meet the limit; if not, that is reported. */
function checkLimit(scope: Scope, limit: LimitSyntax, type: Type): boolean {
  const { min, max, exact } = limit;
  const first = min ?? max ?? exact;
  if (first === undefined) return true;
  if (!hasSize(expand(scope, type))) {
    const about = { type: describeType(type) };
    scope.reporter.report(rules.limitWithoutSize, first.span, about);
    return false;
  }
  const isEmpty =
    min !== undefined && max !== undefined && min.value > max.value;
  if (isEmpty) {
    const problem = `"min" is ${min.value} and "max" is ${max.value}`;
    scope.reporter.report(rules.emptyRange, max.span, { problem });
  }
  const other = min ?? max;
  if (exact === undefined || other === undefined) return !isEmpty;
  const problem = `"exact" does not go with "min" or "max"`;
  scope.reporter.report(rules.emptyRange, exact.span, { problem });
  return false;
}

function hasSize(type: Type): boolean {
  switch (type.kind) {
    case "list":
      return true;
    case "optional":
      return hasSize(type.of);
    case "primitive":
      return type.name !== "boolean" && type.name !== "unknown";
    case "named":
    case "map":
    case "stream":
    case "instance":
    case "handlers":
      return false;
  }
}

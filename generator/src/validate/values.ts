/** Whether defaults and limits fit the types of what they are for. @module */
import * as rules from "../diagnostics/name-rules.ts";
import { describeType } from "../model/describe-type.ts";
import type { Resolution } from "../model/resolve.ts";
import type { Scope } from "../model/scope.ts";
import { expand, integerRange } from "../model/type-relations.ts";
import type { PrimitiveName, Type } from "../model/types.ts";
import type { Located } from "../syntax/source.ts";
import type { LimitSyntax, ScalarValue } from "../syntax/tree.ts";

/** Reports defaults that are no value of their type, and limits that nothing or everything meets. */
export function checkValues(resolution: Resolution): void {
  const { scope, fields, functions, properties } = resolution;
  for (const { syntax, field } of fields.slots) {
    checkDefault(scope, syntax.row.default, field.type);
    checkLimit(scope, syntax.row, field.type);
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

/** Whether text can be a value of the type. */
function hasWords(scope: Scope, type: Type): boolean {
  const expanded = expand(scope, type);
  return (
    expanded.kind === "named" &&
    scope.types.get(expanded.name)?.row.kind === "enum"
  );
}

function checkDefault(
  scope: Scope,
  fallback: Located<ScalarValue> | undefined,
  type: Type,
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
  const expected = expectedValue(scope, fallback.value, expanded);
  if (expected !== undefined) report(expected, true);
}

/** Whether a scalar can be a value of the type. */
function canBeWritten(scope: Scope, type: Type): boolean {
  if (type.kind === "optional") return canBeWritten(scope, type.of);
  if (type.kind === "primitive") return type.name !== "bytes";
  return hasWords(scope, type);
}

/** What should stand there instead, if the value does not fit. */
function expectedValue(
  scope: Scope,
  value: ScalarValue,
  type: Type,
): string | undefined {
  if (type.kind === "primitive") return expectedPrimitive(value, type.name);
  if (type.kind === "optional") return expectedValue(scope, value, type.of);
  const row = type.kind === "named" && scope.types.get(type.name)?.row;
  if (!row || row.kind !== "enum") return undefined;
  const members = row.enum.map(({ name }) => name);
  if (members.some((member) => member === value)) return undefined;
  return `one of ${members.join(", ")}`;
}

function expectedPrimitive(
  value: ScalarValue,
  name: PrimitiveName,
): string | undefined {
  switch (name) {
    case "string":
      return typeof value === "string" ? undefined : "text";
    case "boolean":
      return typeof value === "boolean" ? undefined : "true or false";
    case "float":
      return typeof value === "number" ? undefined : "a number";
    case "duration":
      return typeof value === "number" && value >= 0
        ? undefined
        : "a number of milliseconds";
    default: {
      const range = integerRange(name);
      if (range === undefined) return undefined;
      const fits =
        typeof value === "number" &&
        Number.isSafeInteger(value) &&
        BigInt(value) >= range.min &&
        BigInt(value) <= range.max;
      return fits
        ? undefined
        : `a whole number from ${range.min} to ${range.max}`;
    }
  }
}

function checkLimit(scope: Scope, limit: LimitSyntax, type: Type): void {
  const { min, max, exact } = limit;
  const first = min ?? max ?? exact;
  if (first === undefined) return;
  if (!hasSize(expand(scope, type))) {
    const about = { type: describeType(type) };
    scope.reporter.report(rules.limitWithoutSize, first.span, about);
    return;
  }
  if (min !== undefined && max !== undefined && min.value > max.value) {
    const problem = `"min" is ${min.value} and "max" is ${max.value}`;
    scope.reporter.report(rules.emptyRange, max.span, { problem });
  }
  const other = min ?? max;
  if (exact !== undefined && other !== undefined) {
    const problem = `"exact" does not go with "min" or "max"`;
    scope.reporter.report(rules.emptyRange, exact.span, { problem });
  }
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

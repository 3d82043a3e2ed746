/** Whether samples are what they are samples of. @module */
import * as rules from "../diagnostics/name-rules.ts";
import { referencePath } from "../model/references.ts";
import type { Scope } from "../model/scope.ts";
import { expand } from "../model/type-relations.ts";
import type { Type } from "../model/types.ts";
import type { FieldSyntax, LimitSyntax } from "../syntax/tree.ts";
import { expectedByLimit, expectedValue } from "./fitting.ts";

/** Reports samples that are no value of the type, or break the limit. */
export function checkSamples(
  scope: Scope,
  { samples }: FieldSyntax,
  type: Type,
  limit: LimitSyntax,
): void {
  const expanded = expand(scope, type);
  for (const { value, span } of samples ?? []) {
    // What it stands for is only known when a test is run.
    if (referencePath(value) !== undefined) continue;
    const expected =
      expectedSample(scope, value, expanded) ??
      expectedByLimit(value, limit, expanded);
    if (expected === undefined) continue;
    const about = { value: JSON.stringify(value), type: expected };
    scope.reporter.report(rules.unfitSample, span, about);
  }
}

/** What should stand there instead; structs, unions and maps are not looked into. */
function expectedSample(
  scope: Scope,
  value: unknown,
  type: Type,
): string | undefined {
  if (referencePath(value) !== undefined) return undefined;
  if (type.kind === "list") {
    if (!Array.isArray(value)) return "a list";
    const items: readonly unknown[] = value;
    const of = expand(scope, type.of);
    const wrong = items.flatMap(
      (item) => expectedSample(scope, item, of) ?? [],
    );
    return wrong[0] === undefined ? undefined : `a list, each item ${wrong[0]}`;
  }
  if (type.kind !== "primitive" || type.name !== "bytes") {
    return expectedValue(scope, value, type);
  }
  const isCount = Number.isSafeInteger(value) && Number(value) >= 0;
  const fits = isCount || typeof value === "string";
  return fits ? undefined : "a number of bytes, or text";
}

/** Whether properties can be reached. @module */
import * as rules from "../diagnostics/property-rules.ts";
import { suggest } from "../diagnostics/suggest.ts";
import type { FunctionRow, PropertyRow } from "../model/model.ts";
import type { Resolution } from "../model/resolve.ts";
import type { Name } from "../syntax/tree.ts";

/** Reports properties that no function of a category reaches, and numbers that several share. */
export function checkProperties(resolution: Resolution): void {
  const { scope, properties, holders } = resolution;
  for (const { name } of scope.properties.all()) {
    const property = properties.get(name);
    if (property === undefined) continue;
    for (const [holder, at] of holders.given.get(name) ?? []) {
      checkReached(resolution, property, holder, at);
    }
  }
  checkCodes(resolution);
}

function checkReached(
  { scope, functionsOf }: Resolution,
  property: PropertyRow,
  category: string,
  { span }: Name,
): void {
  const functions = functionsOf.get(category);
  if (functions === undefined) return;
  const { name, kind } = property;
  const reached = new Set<string>();
  const kinds = new Set<string>();
  for (const one of accessesOf(functions.values())) {
    kinds.add(one.kind);
    if (one.kind === kind) reached.add(one.access);
  }
  for (const access of ["get", "set", "run"] as const) {
    if (property[access] === undefined || reached.has(access)) continue;
    const suggestion = reached.size > 0 ? undefined : suggest(kind, kinds);
    const about = { property: name, category, kind, access, suggestion };
    scope.reporter.report(rules.notReached, span, about);
  }
}

function* accessesOf(
  functions: Iterable<FunctionRow>,
): Iterable<FunctionRow["accesses"][number]> {
  for (const { support, accesses } of functions) {
    if (support !== "reserved") yield* accesses;
  }
}

function checkCodes({ scope, properties }: Resolution): void {
  const byCode = new Map<string, PropertyRow>();
  for (const property of properties.values()) {
    const { name, kind, code, level } = property;
    if (code === undefined) continue;
    const key = [kind, level?.type, level?.member, code].join(" ");
    const first = byCode.get(key);
    const entry = scope.properties.get(name);
    if (first === undefined) byCode.set(key, property);
    else if (entry?.row.code !== undefined) {
      const span = scope.properties.get(first.name)?.span ?? entry.span;
      const related = [{ message: "it stands here", span }];
      const about = { code, name: first.name };
      const at = entry.row.code.span;
      scope.reporter.report(rules.propertyCodeTwice, at, about, related);
    }
  }
}

/** What is not wrong, but does not make sense. @module */
import * as rules from "../diagnostics/sense-rules.ts";
import type { EventRow } from "../model/model.ts";
import type { Resolution } from "../model/resolve.ts";
import type { Names } from "../model/scope.ts";

/** Warns of errors that nothing fails with, of events that nothing enables, and of rows without words. */
export function checkSense(resolution: Resolution): void {
  checkErrors(resolution);
  checkEnabling(resolution);
  checkDocumentation(resolution);
}

/** A success is a result or a reply, which no row has to name. */
function checkErrors({ scope }: Resolution): void {
  if (scope.unresolved.has(scope.errors.kind)) return;
  for (const { name, span, row } of scope.errors.all()) {
    if (row.success === true || scope.usedErrors.has(name)) continue;
    scope.reporter.report(rules.unusedError, span, { name });
  }
}

/** An event that must be enabled needs somebody who can. */
function checkEnabling(resolution: Resolution): void {
  const { scope, events, members } = resolution;
  if (scope.reporter.errors > 0) return;
  for (const { name: category, row } of scope.categories.all()) {
    if (row.abstract === true) continue;
    for (const [event, { span }] of members.get(category)?.events ?? []) {
      const found = events.get(event);
      if (found === undefined || canBeEnabled(resolution, found, category))
        continue;
      const by = [...new Set(found.enabledBy.map(({ target }) => target))];
      const about = { event, category, by };
      scope.reporter.report(rules.neverEnabled, span, about);
    }
  }
}

/** By itself, or by something else on its behalf; what has the event too enables its own. */
function canBeEnabled(
  resolution: Resolution,
  { name: event, enabledBy }: EventRow,
  category: string,
): boolean {
  const { scope, members } = resolution;
  if (enabledBy.length === 0) return true;
  const helpers = [...scope.holders.keys()].filter(
    (other) => members.get(other)?.events.has(event) !== true,
  );
  return enabledBy.some(({ by, target }) =>
    by === "function"
      ? scope.functions.get(target)?.row.entry === true ||
        [category, ...helpers].some((holder) =>
          members.get(holder)?.functions.has(target),
        )
      : [category, ...helpers].some((holder) =>
          maySet(resolution, target, holder),
        ),
  );
}

function maySet(
  { properties }: Resolution,
  property: string,
  holder: string,
): boolean {
  const row = properties.get(property);
  const isWritable = row?.set !== undefined || row?.run !== undefined;
  return isWritable && row.categories.includes(holder);
}

/** A table that calls itself documented says what every row is. */
function checkDocumentation({ scope }: Resolution): void {
  if (scope.table.head.documented === undefined) return;
  const sections: readonly Names<{ readonly doc?: string }>[] = [
    scope.errors,
    scope.types,
    scope.functions,
    scope.events,
    scope.properties,
    scope.categories,
    scope.services,
    scope.observers,
  ];
  for (const names of sections)
    for (const { name, span, row } of names.all()) {
      if (row.doc !== undefined && row.doc.trim() !== "") continue;
      scope.reporter.report(rules.undocumented, span, {
        kind: names.kind,
        name,
      });
    }
}

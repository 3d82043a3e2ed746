/** Warnings that a table accepts, each with a reason. @module */
import { catalog } from "../diagnostics/catalog.ts";
import type {
  AcceptedDiagnostic,
  Diagnostic,
  Location,
} from "../diagnostics/diagnostic.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import { unknownName } from "../diagnostics/name-rules.ts";
import * as rules from "../diagnostics/sense-rules.ts";
import type { TableSyntax } from "../syntax/load.ts";
import type { Places } from "../syntax/places.ts";
import { locate } from "../syntax/source.ts";
import type { AcceptanceSyntax } from "../syntax/tree.ts";

/** Takes accepted warnings out of what has been reported, and reports acceptances that accept nothing. */
export function acceptWarnings(
  { sections, places }: TableSyntax,
  reporter: Reporter,
): readonly AcceptedDiagnostic[] {
  const sound = sections.accept.filter((one) => check(one, places, reporter));
  const accepted: AcceptedDiagnostic[] = [];
  const idle: AcceptanceSyntax[] = [];
  for (const one of sound) {
    const { code, at, reason } = one;
    const extents = places.find(at.value).map(locate);
    const taken = reporter.take((found) =>
      isCovered(found, code.value, extents),
    );
    if (taken.length === 0) idle.push(one);
    const why = reason.value.trim();
    for (const diagnostic of taken) accepted.push({ diagnostic, reason: why });
  }
  // With an error, not everything has been looked at that a warning may come from.
  if (reporter.errors === 0)
    for (const { code, at } of idle)
      reporter.report(rules.unusedAcceptance, code.span, {
        code: code.value,
        at: at.value,
      });
  return accepted;
}

function check(
  { code, at, reason }: AcceptanceSyntax,
  places: Places,
  reporter: Reporter,
): boolean {
  const before = reporter.errors;
  const severity = catalog.get(code.value)?.severity;
  if (severity !== "warning") {
    const warnings = [...catalog.values()]
      .filter((row) => row.severity === "warning")
      .map((row) => row.code);
    const isError = severity !== undefined;
    const about = { code: code.value, isError, warnings };
    reporter.report(rules.notAcceptable, code.span, about);
  }
  if (places.find(at.value).length === 0) {
    const suggestion = places.suggest(at.value);
    const about = { kind: "row", name: at.value, suggestion };
    reporter.report(unknownName, at.span, about);
  }
  if (!/\p{L}/u.test(reason.value))
    reporter.report(rules.noReason, reason.span, { code: code.value });
  return reporter.errors === before;
}

function isCovered(
  { severity, code, at }: Diagnostic,
  accepted: string,
  extents: readonly Location[],
): boolean {
  return (
    severity === "warning" &&
    code === accepted &&
    extents.some(
      (extent) =>
        extent.path === at.path &&
        !isBefore(at.line, at.column, extent.line, extent.column) &&
        isBefore(at.line, at.column, extent.endLine, extent.endColumn),
    )
  );
}

function isBefore(
  line: number,
  column: number,
  otherLine: number,
  otherColumn: number,
): boolean {
  return line < otherLine || (line === otherLine && column < otherColumn);
}

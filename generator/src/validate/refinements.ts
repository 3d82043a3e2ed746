/** Whether a refined function can stand in for the inherited one. @module */
import * as rules from "../diagnostics/inheritance-rules.ts";
import { describeType } from "../model/describe-type.ts";
import type { FunctionRow } from "../model/model.ts";
import type { Scope } from "../model/scope.ts";
import { isAssignable } from "../model/type-relations.ts";
import type { Entry, RefinementSyntax } from "../syntax/tree.ts";
import type { Span } from "../syntax/source.ts";

/** Reports where a refinement promises less than what is inherited. */
export function checkRefinement(
  scope: Scope,
  inherited: FunctionRow,
  refined: FunctionRow,
  { row, span }: Entry<RefinementSyntax>,
): void {
  const broken = (at: Span | undefined, what: string): void => {
    const about = { what, from: inherited.id };
    scope.reporter.report(rules.breaksSubstitution, at ?? span, about);
  };
  const { support } = refined;
  const isTightened =
    support === inherited.support ||
    (inherited.support === "optional" && support === "mandatory");
  if (!isTightened) {
    const what = `makes it ${support}, inherited is ${inherited.support}`;
    broken(row.support?.span, what);
  }
  const was = inherited.result?.type;
  const is = refined.result?.type;
  if (row.result !== undefined && is !== undefined) {
    if (was === undefined || !isAssignable(scope, is, was)) {
      const given = was === undefined ? "nothing" : describeType(was);
      const what = `gives ${describeType(is)}, inherited is ${given}`;
      broken(row.result.type.span, what);
    }
  }
}

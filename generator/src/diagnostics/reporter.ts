/** Collects diagnostics during a run. @module */
import type { Span } from "../syntax/source.ts";
import { locate } from "../syntax/source.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Rule } from "./rule.ts";

/** Another place that a diagnostic points at. */
interface Related {
  readonly message: string;
  readonly span: Span;
}

/** Collects diagnostics; the same one about the same place is kept once. */
export class Reporter {
  readonly #diagnostics = new Map<string, Diagnostic>();
  #errors = 0;

  /** How many errors there are so far. */
  get errors(): number {
    return this.#errors;
  }

  report<P>(
    rule: Rule<P>,
    span: Span,
    about: P,
    related: readonly Related[] = [],
  ): void {
    const message = rule.message(about);
    const key = [rule.code, span.source.path, span.start, message].join("\n");
    if (this.#diagnostics.has(key)) return;
    if (rule.severity === "error") this.#errors += 1;
    this.#diagnostics.set(key, toDiagnostic(rule, span, about, related));
  }

  /** Takes warnings back, and gives them, sorted. */
  take(isMeant: (warning: Diagnostic) => boolean): readonly Diagnostic[] {
    const taken: Diagnostic[] = [];
    for (const [key, diagnostic] of this.#diagnostics) {
      if (diagnostic.severity === "error" || !isMeant(diagnostic)) continue;
      taken.push(diagnostic);
      this.#diagnostics.delete(key);
    }
    return taken.sort(compare);
  }

  /** All of them, by path, line, column and code. */
  sorted(): readonly Diagnostic[] {
    return [...this.#diagnostics.values()].sort(compare);
  }
}

/** What a rule has to say about a place. */
export function toDiagnostic<P>(
  rule: Rule<P>,
  span: Span,
  about: P,
  related: readonly Related[] = [],
): Diagnostic {
  return {
    code: rule.code,
    severity: rule.severity,
    message: rule.message(about),
    ...(rule.reason !== undefined && { reason: rule.reason }),
    help: rule.help(about),
    at: locate(span),
    related: related.map((other) => ({
      message: other.message,
      at: locate(other.span),
    })),
  };
}

function compare(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.at.path, b.at.path) ||
    a.at.line - b.at.line ||
    a.at.column - b.at.column ||
    compareText(a.code, b.code) ||
    compareText(a.message, b.message)
  );
}

/** By code unit, so that the order is the same in every locale. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** What any row says about itself, resolved. @module */
import * as rules from "../diagnostics/name-rules.ts";
import type {
  ClauseSyntax,
  DeprecationSyntax,
  RowSyntax,
} from "../syntax/tree.ts";
import { given } from "./given.ts";
import type { Clause, Deprecation, Row } from "./model.ts";
import type { Scope } from "./scope.ts";

/**
 * Resolves what a row says about itself.
 *
 * @param siblings - The names among which a deprecated row may name its successor.
 */
export function resolveRow(
  scope: Scope,
  name: string,
  row: RowSyntax,
  siblings: Siblings,
): Row {
  const { native, since, untestable } = row;
  return {
    name,
    doc: prose(row.doc),
    ...given({
      native,
      value: row.value?.value,
      since,
      deprecated:
        row.deprecated && resolveDeprecation(scope, row.deprecated, siblings),
      clause: row.clause && resolveClause(scope, row.clause),
      untestable: untestable === undefined ? undefined : prose(untestable),
    }),
  };
}

/** Rows of the same kind: what they are and their names. */
interface Siblings {
  readonly kind: string;
  keys(): Iterable<string>;
  has(name: string): boolean;
}

/** The siblings among rows of a smaller scope, such as the parameters of one function. */
export function siblingsOf(
  kind: string,
  rows: readonly { readonly name: string }[],
): Siblings {
  // Only made if some row is deprecated, which few are.
  let names: Set<string> | undefined;
  const all = (): Set<string> =>
    (names ??= new Set(rows.map(({ name }) => name)));
  return { kind, keys: () => all(), has: (name) => all().has(name) };
}

/** Text without indentation, with one empty line between paragraphs. */
export function prose(text: string | undefined): string {
  if (text === undefined) return "";
  if (!text.includes("\n")) return text.trim();
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

export function resolveDeprecation(
  scope: Scope,
  { message, use }: DeprecationSyntax,
  siblings: Siblings,
): Deprecation {
  if (use !== undefined && !siblings.has(use.value)) {
    scope.unknown(siblings.kind, use, siblings.keys());
  }
  return { message: prose(message), ...given({ use: use?.value }) };
}

export function resolveClause(scope: Scope, clause: ClauseSyntax): Clause {
  const { id, url, text } = clause;
  const base = scope.table.head.source?.value.url.value;
  let absolute: string | undefined;
  if (url !== undefined) {
    const parsed = URL.canParse(url.value, base)
      ? new URL(url.value, base)
      : undefined;
    if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) {
      const about = { url: url.value };
      scope.reporter.report(rules.relativeAddress, url.span, about);
    }
    absolute = parsed?.href;
  }
  return { id, ...given({ url: absolute, text: text && prose(text) }) };
}

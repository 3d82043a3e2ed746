/** YAML text to nodes by the full parser, refusing what the language leaves out of YAML. @module */
import type { Node, Scalar } from "yaml";
import type { Reporter } from "../../diagnostics/reporter.ts";
import * as rules from "../../diagnostics/syntax-rules.ts";
import type { Budget } from "../limits.ts";
import type { Source, Span } from "../source.ts";
import type { Parsed } from "../yaml.ts";
import { compose } from "./compose.ts";
import type { Yaml } from "./library.ts";
import { toNode } from "./nodes.ts";

/** The root node of a file, as the full parser reads it, which knows all of YAML and says what is wrong. */
export function parseFully(
  source: Source,
  reporter: Reporter,
  budget: Budget,
  library: Yaml,
): Parsed | undefined {
  const document = compose(source, reporter, budget, library);
  if (document === undefined) return undefined;
  checkCharacters(source, reporter);
  const root = document.contents;
  for (const { pos, message } of document.errors) {
    const span = { source, start: pos[0], end: pos[1] };
    const related = message.startsWith("Missing closing")
      ? openQuote(root, span, library)
      : [];
    const about = { problem: sentence(message) };
    reporter.report(rules.yamlSyntax, span, about, related);
  }
  const whole = document.errors.length === 0;
  if (whole) checkNodes(root, source, reporter, library);
  return { root: root && toNode(root, library), whole };
}

/** Where the quote stands that is not closed: far above the end of the file, where that shows. */
function openQuote(
  root: Node | null,
  { source, start }: Span,
  { visit }: Yaml,
): readonly { readonly message: string; readonly span: Span }[] {
  let open: Span | undefined;
  visit(root, {
    Scalar(_key, node) {
      const span = spanOfNode(node, source);
      if (/^QUOTE/.test(node.type ?? "") && span.end >= start)
        open = { source, start: span.start, end: span.start + 1 };
    },
  });
  return open === undefined
    ? []
    : [{ message: "it is opened here", span: open }];
}

/** The range of a node, without the blanks and comments after it. */
function spanOfNode(node: Node, source: Source): Span {
  const [start, end] = node.range ?? [0, 0];
  return { source, start, end };
}

function checkNodes(
  root: Node | null,
  source: Source,
  reporter: Reporter,
  library: Yaml,
): void {
  if (root === null) return;
  const { isNode, isPair, isScalar, visit } = library;
  visit(root, (_key, node) => {
    if (isPair(node)) {
      if (isScalar(node.key) && node.key.value === "<<") {
        reporter.report(rules.mergeKey, spanOfNode(node.key, source), {});
      }
      return;
    }
    if (isNode(node)) checkNode(node, source, reporter, library);
  });
}

function checkNode(
  node: Node,
  source: Source,
  reporter: Reporter,
  { isAlias, isScalar }: Yaml,
): void {
  const span = spanOfNode(node, source);
  if (isAlias(node)) {
    reporter.report(rules.anchor, span, { name: `*${node.source}` });
    return;
  }
  if (node.anchor !== undefined) {
    const mark = markBefore(span, "&");
    reporter.report(rules.anchor, mark.span, { name: mark.text });
  }
  if (node.tag !== undefined) {
    const mark = markBefore(span, "!");
    reporter.report(rules.tag, mark.span, { tag: mark.text });
  }
  if (isScalar(node)) checkEscapes(node, span, reporter);
}

/** Where an anchor or a tag stands, which comes before its node, and what it is. */
function markBefore(
  { source, start }: Span,
  sign: "&" | "!",
): { readonly span: Span; readonly text: string } {
  let at = source.text.lastIndexOf(sign, start);
  while (source.text[at - 1] === sign) at -= 1;
  const text = /^\S*/.exec(source.text.slice(at, start))?.[0] ?? sign;
  return { span: { source, start: at, end: at + text.length }, text };
}

/** What an escape in a quoted scalar smuggles in does not stand in the text of the file. */
function checkEscapes(node: Scalar, span: Span, reporter: Reporter): void {
  if (node.type !== "QUOTE_DOUBLE" || typeof node.value !== "string") return;
  const stray = STRAY.exec(node.value)?.[0];
  if (stray === undefined || span.source.text.includes(stray)) return;
  const codePoint = stray.codePointAt(0) ?? 0;
  reporter.report(rules.strayCharacter, span, { codePoint });
}

/**
 * Control characters, line ends that only some readers take for one, marks that change the
 * direction of writing, and halves of a surrogate pair.
 */
const STRAY =
  /[\0-\x08\v\f\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\p{Surrogate}]|\r(?!\n)/u;

/** So many tell what is wrong with a file. */
const ENOUGH_STRAYS = 100;

function checkCharacters(source: Source, reporter: Reporter): void {
  const everywhere = new RegExp(STRAY, "gu");
  let found = 0;
  for (const match of source.text.matchAll(everywhere)) {
    const codePoint = match[0].codePointAt(0) ?? 0;
    // A byte order mark may stand at the very start, and only there.
    if (match.index === 0 && codePoint === 0xfeff) continue;
    const end = match.index + match[0].length;
    const span = { source, start: match.index, end };
    reporter.report(rules.strayCharacter, span, { codePoint });
    found += 1;
    if (found === ENOUGH_STRAYS) return;
  }
}

/** The parser's own words, as the second half of a sentence. */
function sentence(message: string): string {
  const text = message.replace(/; please use .*$/, "").replace(/[.\s]+$/, "");
  return text.charAt(0).toLowerCase() + text.slice(1);
}

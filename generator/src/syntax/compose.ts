/** YAML text to a document, as far as it keeps within its limits. @module */
import { Composer, Lexer, Parser, YAMLParseError } from "yaml";
import type { CST, Document, ParsedNode } from "yaml";
import * as limits from "../diagnostics/limit-rules.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Budget } from "./limits.ts";
import { DEEPEST_NESTING } from "./limits.ts";
import type { Source } from "./source.ts";

type Composed = Document.Parsed<ParsedNode>;

/** The document of a file, as the full parser reads it; nothing if a limit was reported. */
export function compose(
  source: Source,
  reporter: Reporter,
  budget: Budget,
): Composed | undefined {
  const { length } = source.text;
  const composer = new Composer({
    schema: "core",
    version: "1.2",
    merge: false,
    prettyErrors: false,
    // Looking for duplicates here is quadratic; the reader of mappings does it.
    uniqueKeys: false,
    logLevel: "error",
  });
  const before = reporter.errors;
  const tokens = tokensOf(source, reporter, budget);
  let first: Composed | undefined;
  for (const document of composer.compose(tokens, true, length)) {
    // What was cut off is not worth a look.
    if (reporter.errors > before) return undefined;
    first ??= document;
    if (first !== document) return another(first, document);
  }
  return first;
}

/** Another document behind the first: an error of the first, as the library words it. */
function another(first: Composed, { range }: Composed): Composed {
  const words = "Source contains multiple documents";
  const place: [number, number] = [range[0], range[1]];
  first.errors.push(new YAMLParseError(place, "MULTIPLE_DOCS", words));
  return first;
}

/** The tokens of a file, up to the first that is too much, which is reported. */
function* tokensOf(
  source: Source,
  reporter: Reporter,
  budget: Budget,
): Iterable<CST.Token> {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(source.text)) {
    yield* parser.next(lexeme);
    const { offset, stack } = parser;
    if (!budget.take("tokens", 1))
      return void refuse("tokens", source, offset, reporter, budget);
    // What stands deep in each other would be read by calls that do.
    if (stack.length > DEEPEST_NESTING) {
      const span = { source, start: offset - 1, end: offset };
      const about = { most: DEEPEST_NESTING };
      return void reporter.report(limits.nestedTooDeep, span, about);
    }
  }
  yield* parser.end();
}

/** Whether the file is within what is left of the characters; if not, that is reported. */
export function takeCharacters(
  source: Source,
  reporter: Reporter,
  budget: Budget,
): boolean {
  const { length } = source.text;
  if (budget.take("characters", length)) return true;
  const end = Math.min(length, budget.most.characters);
  refuse("characters", source, end, reporter, budget);
  return false;
}

function refuse(
  what: "characters" | "tokens",
  source: Source,
  start: number,
  reporter: Reporter,
  { most }: Budget,
): void {
  const about = { most: most[what], what };
  const span = { source, start, end: start + 1 };
  reporter.report(limits.tooLarge, span, about);
}

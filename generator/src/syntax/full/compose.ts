/** YAML text to a document, as far as it keeps within its limits. @module */
import type { CST, Document, ParsedNode } from "yaml";
import * as limits from "../../diagnostics/limit-rules.ts";
import type { Reporter } from "../../diagnostics/reporter.ts";
import type { Budget } from "../limits.ts";
import { DEEPEST_NESTING } from "../limits.ts";
import { tooMuch } from "../budget.ts";
import type { Source } from "../source.ts";
import type { Yaml } from "./library.ts";

type Composed = Document.Parsed<ParsedNode>;

/** The document of a file, as the full parser reads it; nothing if a limit was reported. */
export function compose(
  source: Source,
  reporter: Reporter,
  budget: Budget,
  library: Yaml,
): Composed | undefined {
  const { Composer } = library;
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
  const tokens = tokensOf(source, reporter, budget, library);
  let first: Composed | undefined;
  for (const document of composer.compose(tokens, true, length)) {
    // What was cut off is not worth a look.
    if (reporter.errors > before) return undefined;
    first ??= document;
    if (first !== document) return another(first, document, library);
  }
  return first;
}

/** Another document behind the first: an error of the first, as the library words it. */
function another(
  first: Composed,
  { range }: Composed,
  { YAMLParseError }: Yaml,
): Composed {
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
  { Lexer, Parser }: Yaml,
): Iterable<CST.Token> {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(source.text)) {
    yield* parser.next(lexeme);
    const { offset, stack } = parser;
    if (!budget.take("tokens", 1))
      return void tooMuch("tokens", source, offset, reporter, budget);
    // What stands deep in each other would be read by calls that do.
    if (stack.length > DEEPEST_NESTING) {
      const span = { source, start: offset - 1, end: offset };
      const about = { most: DEEPEST_NESTING };
      return void reporter.report(limits.nestedTooDeep, span, about);
    }
  }
  yield* parser.end();
}

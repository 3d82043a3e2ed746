/** Verifies a generated TypeScript file. Loads the parser: import this module only when there is one to parse. @module */
import { parse, type ParseResult } from "oxc-parser";
import type { CodeOutline, Outline } from "../outline/outline.ts";
import { withoutData } from "./plain-data.ts";
import { declarationFaults } from "./verify-declarations.ts";
import { importFaults, reexportFaults } from "./verify-imports.ts";
import { statementFaults } from "./verify-statements.ts";

/**
 * Says what is wrong with a TypeScript file, which a thread of its own parses: its syntax, a statement that no emitter writes, a name that is not as
 * planned, or an import of what is not of the package.
 */
export async function codeFaults(
  path: string,
  text: string,
  planned: CodeOutline,
  outline: Outline,
): Promise<readonly string[]> {
  const { errors, program, module } = await parsed(path, text);
  if (errors.length > 0) return errors.map(({ message }) => message);
  return [
    ...statementFaults(path, program),
    ...declarationFaults(text, program, planned),
    ...reexportFaults(text, program, planned),
    ...importFaults(path, program, module, planned, outline),
  ]
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, message }) => `line ${lineOf(text, at)}: ${message}`);
}

/** The tree of a file; of constants that are plain data, without what is in them. */
async function parsed(path: string, text: string): Promise<ParseResult> {
  const short = withoutData(text);
  const result = await parse(path, short.text, { lang: "ts" });
  if (short.constants.length === 0) return result;
  const { errors, program } = result;
  const starts = new Set(
    program.body
      .filter(({ type }) => type === "ExportNamedDeclaration")
      .map(({ start }) => start),
  );
  const isShown =
    errors.length === 0 && short.constants.every((at) => starts.has(at));
  return isShown ? result : parse(path, text, { lang: "ts" });
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

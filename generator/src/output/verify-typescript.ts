/** Verifies a generated TypeScript file. Loads the parser: import this module only when there is one to parse. @module */
import { parseSync } from "oxc-parser";
import type { CodeOutline, Outline } from "../outline/outline.ts";
import { declarationFaults } from "./verify-declarations.ts";
import { importFaults, reexportFaults } from "./verify-imports.ts";
import { statementFaults } from "./verify-statements.ts";

/**
 * Says what is wrong with a TypeScript file: its syntax, a statement that no emitter writes, a name that is not as
 * planned, or an import of what is not of the package.
 */
export function codeFaults(
  path: string,
  text: string,
  planned: CodeOutline,
  outline: Outline,
): readonly string[] {
  const { errors, program, module } = parseSync(path, text, { lang: "ts" });
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

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

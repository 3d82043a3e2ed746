/** The TypeScript of a page: each program uses what the table above it gives. @module */
import { emit } from "captable";
import { compileExample } from "./examples.ts";
import type { Example } from "./examples.ts";
import type { Block } from "./page.ts";
import type { Program } from "./type-check.ts";

/** A program of a page, and where it stands. */
export interface PageProgram extends Program {
  readonly line: number;
}

/** The programs of a page, each with the package of the last valid example before it. */
export function programsOf(
  blocks: readonly Block[],
  examples: readonly Example[],
): readonly PageProgram[] {
  return blocks
    .filter(({ language }) => language === "ts")
    .map(({ line, claims, text }) => {
      const example = examples.findLast(
        ({ block, error }) => block.line < line && error === undefined,
      );
      const { table } = (example && compileExample(example)) ?? {};
      if (table === undefined) throw new Error(`line ${line}: has no table`);
      const { name: packageName } = table.package;
      const given = givenBy(claims, packageName);
      return { line, packageName, files: emit(table), text: given + text };
    });
}

/** `given=store:PlainStore` declares a variable, so that the page need not. */
function givenBy(claims: readonly string[], packageName: string): string {
  const declarations = claims.map((claim) => {
    const [, name, type] = /^given=(\w+):(\w+)$/.exec(claim) ?? [];
    if (name === undefined) throw new Error(`unknown claim ${claim}`);
    const from = JSON.stringify(packageName);
    return `declare const ${name}: import(${from}).${type};\n`;
  });
  return ["export {};\n", ...declarations].join("");
}

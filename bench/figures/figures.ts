/** A few telling figures of each group, for the README. @module */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import prettier from "prettier";
import { ROOT } from "../paths.ts";
import { markdownOf } from "../report/format.ts";
import type { ReportTable } from "../report/table.ts";
import { guardFigures, sizeFigures } from "./emitted.ts";
import { generatorFigures, generatorGaps } from "./generator.ts";
import { at, text } from "./read.ts";
import { socketFigures } from "./sockets.ts";
import { typeFigures } from "./types.ts";

/** What was measured of each group; nothing of one that was not. */
export interface Results {
  readonly generator?: unknown;
  readonly emitted?: unknown;
  readonly types?: unknown;
  readonly sockets?: unknown;
}

/** The README's figures, as they follow from what is kept in `bench/results`. */
export function readmeFigures(): Promise<string> {
  return figuresOf({
    generator: kept("generator"),
    emitted: kept("emitted"),
    types: kept("types"),
    sockets: kept("sockets"),
  });
}

/** What a group has measured, if it ever has. */
function kept(group: string): unknown {
  const file = join(ROOT, "bench", "results", `${group}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

export async function figuresOf(results: Results): Promise<string> {
  const { generator, emitted, types, sockets } = results;
  const parts = [
    part(generatorFigures(generator), generator, generatorGaps(generator)),
    part(guardFigures(emitted), emitted),
    part(sizeFigures(emitted)),
    part(typeFigures(types), types),
    part(socketFigures(sockets), sockets),
  ];
  const markdown = parts.filter((it) => it !== "").join("\n\n");
  return (await prettier.format(markdown, { parser: "markdown" })).trim();
}

/** A table, and the machine that it comes from if times depend on it. */
function part(
  table: ReportTable | undefined,
  results?: unknown,
  gaps = "",
): string {
  if (table === undefined) return "";
  const machine = text(at(results, "machine"));
  const head = markdownOf(table);
  return machine === undefined ? head : `${head}\n\nOn ${machine}.${gaps}`;
}

/** YAML text to nodes. @module */
import type { Reporter } from "../diagnostics/reporter.ts";
import { takeCharacters } from "./budget.ts";
import { parseFully } from "./full/fully.ts";
import type { GetYaml } from "./full/library.ts";
import type { Budget } from "./limits.ts";
import type { Node } from "./node.ts";
import { readQuickly } from "./quick/quick.ts";
import type { Source } from "./source.ts";

/** A file as YAML. */
export interface Parsed {
  readonly root: Node | null;
  /** False if it is not YAML all through: then some of it is missing, or not what was meant. */
  readonly whole: boolean;
}

/** The root node of a file; nothing if there is more of it than is left of the budget. */
export function parseYaml(
  source: Source,
  reporter: Reporter,
  budget: Budget,
  getYaml: GetYaml,
): Parsed | undefined {
  if (!takeCharacters(source, reporter, budget)) return undefined;
  const quick = readQuickly(source.text, budget.left("tokens"));
  if (quick !== undefined) {
    budget.take("tokens", quick.nodes);
    return { root: quick.root, whole: true };
  }
  return parseFully(source, reporter, budget, getYaml());
}

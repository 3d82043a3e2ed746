/** The command that mends what was found. @module */
import type { TargetArguments } from "./targets.ts";

/** `npx captable generate` with what the run was given, so that it can be copied. */
export function mendCommand(given: TargetArguments, force: boolean): string {
  const words = ["npx", "captable", "generate"];
  if (given.table !== undefined) words.push(quoted(given.table));
  if (given.output !== undefined) words.push("--output", quoted(given.output));
  if (given.config !== undefined) words.push("--config", quoted(given.config));
  if (force) words.push("--force");
  return words.join(" ");
}

function quoted(word: string): string {
  return /^[\w@./:=+-]+$/.test(word) ? word : `"${word}"`;
}

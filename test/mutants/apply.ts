/** Puts a deliberate fault into a text. */
import type { Mutant } from "./mutant.ts";

/** The text with the fault. Throws unless what is to be replaced stands there exactly once. */
export function mutated(
  text: string,
  { id, file, find, replace }: Mutant,
): string {
  const parts = text.split(find);
  if (parts.length !== 2) {
    throw new Error(`${id}: stands ${parts.length - 1} times in ${file}`);
  }
  return parts.join(replace);
}

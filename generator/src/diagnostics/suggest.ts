/** Did-you-mean. @module */
import { distance } from "fastest-levenshtein";

/** How many names may differ from a misspelt one before naming them all is no help. */
const FEW = 12;

/** The closest of the names, at most two edits away or different only by case. */
export function suggest(
  name: string,
  names: Iterable<string>,
): string | undefined {
  const lower = name.toLowerCase();
  let best: string | undefined;
  let bestDistance = 3;
  for (const candidate of names) {
    if (Math.abs(candidate.length - name.length) > 2) continue;
    const edits =
      candidate.toLowerCase() === lower ? 0 : distance(name, candidate);
    // Two edits turn any two letters into any other two: no likeness at all.
    if (edits < bestDistance && edits < Math.max(name.length, 2)) {
      best = candidate;
      bestDistance = edits;
    }
  }
  return best;
}

/** What a diagnostic about an unknown name tells: the closest name, or all if they are few. */
export function unknownAmong(
  kind: string,
  name: string,
  names: Iterable<string>,
): {
  kind: string;
  name: string;
  suggestion: string | undefined;
  known: readonly string[] | undefined;
} {
  const all = [...names];
  return {
    kind,
    name,
    suggestion: suggest(name, all),
    known: all.length <= FEW ? all : undefined,
  };
}

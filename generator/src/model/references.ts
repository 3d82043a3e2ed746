/** `$name` in data for tests: the result of a step, or a part of it. @module */

const REFERENCE = /^\$[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/;

/** The names in `$result.field`: what it refers to, then the way into it; undefined if the text is no reference. */
export function referencePath(
  value: unknown,
): readonly [string, ...string[]] | undefined {
  if (typeof value !== "string" || !REFERENCE.test(value)) return undefined;
  const [name = "", ...rest] = value.slice(1).split(".");
  return [name, ...rest];
}

/** The names of all results that stand somewhere in a value. */
export function* referencesIn(value: unknown): Iterable<string> {
  const path = referencePath(value);
  if (path !== undefined) yield path[0];
  if (typeof value !== "object" || value === null) return;
  for (const part of Object.values(value)) yield* referencesIn(part);
}

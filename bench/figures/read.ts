/** Reads results that another program has written: what is not there, or is something else, is nothing. @module */

export type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path of names. */
export function at(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (it, name) => (isFields(it) ? it[name] : undefined),
    value,
  );
}

/** The objects of a list. */
export function list(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export function number(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value)
    ? value
    : undefined;
}

export function numbers(value: unknown): readonly number[] {
  return Array.isArray(value)
    ? value.filter((it) => number(it) !== undefined)
    : [];
}

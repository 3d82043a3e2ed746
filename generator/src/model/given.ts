/** Leaves out what is not given. @module */

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The object without the keys whose value is undefined: optional keys of the model are absent then. */
export function given<T extends object>(values: T): Given<T> {
  const entries = Object.entries(values);
  return Object.fromEntries(
    entries.filter(([, value]) => value !== undefined),
  ) as Given<T>;
}

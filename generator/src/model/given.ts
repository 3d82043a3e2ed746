/** Leaves out what is not given. @module */

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The object without the keys whose value is undefined: optional keys of the model are absent then. */
export function given<T extends object>(values: T): Given<T> {
  const kept: Given<T> = {};
  let key: Extract<keyof T, string>;
  for (key in values) {
    const value = values[key];
    if (isGiven(value)) kept[key] = value;
  }
  return kept;
}

function isGiven<V>(value: V): value is Exclude<V, undefined> {
  return value !== undefined;
}

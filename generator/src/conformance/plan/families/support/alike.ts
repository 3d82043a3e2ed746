/** Whether two values are the same all through: bytes, lists and objects by what is in them. @module */

export function isAlike(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b)) return false;
  if (a instanceof Uint8Array || b instanceof Uint8Array) {
    return (
      a instanceof Uint8Array &&
      b instanceof Uint8Array &&
      a.length === b.length &&
      a.every((byte, at) => byte === b[at])
    );
  }
  const names = given(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    names.length === given(b).length &&
    names.every((name) => isAlike(Reflect.get(a, name), Reflect.get(b, name)))
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** The names of what is there; absent and undefined are the same. */
function given(value: object): readonly string[] {
  return Object.keys(value).filter(
    (name) => Reflect.get(value, name) !== undefined,
  );
}

/** The few numbers that JSON cannot write: the data of tests may have them. @module */

/** The key of an object that stands for a number, or for an object that has this key. */
const MARK = "$number";

/** A number, or an object in its place if JSON has no form for it. */
export function escapeNumber(value: number): unknown {
  const isPlain = Number.isFinite(value) && !Object.is(value, -0);
  if (isPlain) return value;
  return { [MARK]: Object.is(value, -0) ? "-0" : String(value) };
}

/** An object of which the parts are written already, or another around it if it could be taken for a number's. */
export function escapeMark(value: object): object {
  return hasMark(value) ? { [MARK]: value } : value;
}

/** Reads what {@link escapeNumber} and {@link escapeMark} have written. */
export function unescapeNumbers(value: unknown): unknown {
  if (!hasMark(value)) return eachPart(value, unescapeNumbers);
  const marked = value[MARK];
  if (typeof marked === "string") return Number(marked);
  return eachPart(marked, unescapeNumbers);
}

function hasMark(
  value: unknown,
): value is Readonly<Record<typeof MARK, unknown>> {
  return (
    typeof value === "object" && value !== null && Object.hasOwn(value, MARK)
  );
}

/** The value with its parts changed; the value itself if none of them is, which is nearly always. */
function eachPart(value: unknown, change: (part: unknown) => unknown): unknown {
  if (Array.isArray(value)) {
    const changed = value.map(change);
    return changed.some((part, at) => part !== value[at]) ? changed : value;
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  let isSame = true;
  for (const entry of entries) {
    const part = change(entry[1]);
    if (part !== entry[1]) isSame = false;
    entry[1] = part;
  }
  return isSame ? value : Object.fromEntries(entries);
}

/** Types that authors know from other languages. @module */

const SIZED = "a sized integer such as int32 or uint32";

/** What this language has instead, by the name in lower case. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ["number", `use float, or ${SIZED}`],
  ["int", `use ${SIZED}`],
  ["integer", `use ${SIZED}`],
  ["bool", "use boolean"],
  ["buffer", "use bytes"],
  ["uint8array", "use bytes"],
  ["bigint", "use int64 or uint64"],
  ["date", "use int64 for a point in time, or duration for a span"],
  ["array", "use list<T>, with the type of the items as T"],
  ["object", `declare a struct under "types", or use map<T>`],
  ["any", "use unknown, or instance<any> for an instance of any category"],
  ["void", `leave "result" out; a function without one gives nothing`],
]);

/** How to say what a type of another language is, unless a known name differs only by case. */
export function insteadOf(
  name: string,
  known: readonly string[],
): string | undefined {
  const lower = name.toLowerCase();
  if (known.some((one) => one.toLowerCase() === lower)) return undefined;
  return INSTEAD.get(lower);
}

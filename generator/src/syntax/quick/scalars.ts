/** Scalars of the quick reader, as the full parser would make them. @module */
import { isScalar, Scalar, Schema } from "yaml";
import { giveUp } from "./unusual.ts";

/** The library's own rules for what a plain text means. */
const { tags } = new Schema({ schema: "core" });
/** Only what begins like this can mean something else than text. */
const MAY_MEAN_MORE = /^[nNtTfF0-9~.+-]/;
const OPTIONS = { intAsBigInt: false };

/** A scalar, with its range up to what follows in its line. */
export function scalar(
  value: unknown,
  source: string,
  type: Scalar.Type,
  range: [number, number, number],
): Scalar {
  const made = new Scalar(value);
  made.range = range;
  made.source = source;
  made.type = type;
  return made;
}

/** A plain scalar: text, unless it reads as something else. */
export function plain(source: string, range: [number, number, number]): Scalar {
  return scalar(meaningOf(source), source, "PLAIN", range);
}

/** Nothing, where a value could stand. */
export function nothing(at: number): Scalar {
  return scalar(null, "", "PLAIN", [at, at, at]);
}

function meaningOf(source: string): unknown {
  if (!MAY_MEAN_MORE.test(source)) return source;
  for (const tag of tags)
    if (tag.default === true && "test" in tag && tag.test?.test(source)) {
      const meaning = tag.resolve(source, giveUp, OPTIONS);
      return isScalar(meaning) ? meaning.value : meaning;
    }
  return source;
}

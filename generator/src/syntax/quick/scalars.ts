/** Scalars of the quick reader, as the full parser would make them. @module */
import type { ScalarNode } from "../node.ts";
import { giveUp } from "./unusual.ts";

/** A scalar that stands between two places. */
export function scalar(
  value: ScalarNode["value"],
  source: string,
  start: number,
  end: number,
): ScalarNode {
  return { kind: "scalar", value, source, start, end };
}

/** A plain scalar: text, unless it reads as something else. */
export function plain(source: string, start: number): ScalarNode {
  return scalar(meaningOf(source), source, start, start + source.length);
}

/** Nothing, where a value could stand. */
export function nothing(at: number): ScalarNode {
  return scalar(null, "", at, at);
}

/** Only what begins like this can mean something else than text. */
const MAY_MEAN_MORE = /^[nNtTfF0-9~.+-]/;
/** The words of YAML's core schema. */
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...["~", "null", "Null", "NULL"].map((word) => [word, null] as const),
  ...["true", "True", "TRUE"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE"].map((word) => [word, false] as const),
]);
/** Its numbers. */
const DECIMAL = /^[-+]?\d+$/;
const WITH_BASE = /^0(?:o[0-7]+|x[\dA-Fa-f]+)$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const NOT_FINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

function meaningOf(source: string): ScalarNode["value"] {
  if (!MAY_MEAN_MORE.test(source)) return source;
  const word = WORDS.get(source);
  if (word !== undefined) return word;
  if (DECIMAL.test(source) || WITH_BASE.test(source)) return Number(source);
  if (FLOAT.test(source)) return Number.parseFloat(source);
  return NOT_FINITE.test(source) ? giveUp() : source;
}

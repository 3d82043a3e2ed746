/** `$name` and `$name.field`: what stands for a result of an earlier step. @module */
import { isRecord } from "./record.ts";

/** A text that stands for a result. */
export const REFERENCE: RegExp = /^\$[A-Za-z_]\w*(?:\.\w+)*$/;

/** What the text refers to; undefined for what is no reference to anything known. */
export function referred(
  raw: unknown,
  values: ReadonlyMap<string, unknown>,
): { readonly value: unknown } | undefined {
  if (typeof raw !== "string" || !REFERENCE.test(raw)) return undefined;
  const [name = "", ...path] = raw.slice(1).split(".");
  if (!values.has(name)) return undefined;
  let value = values.get(name);
  for (const field of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Reflect.get(value, field);
  }
  return { value };
}

/** Whether every reference in a sample is known. */
export function areKnown(
  sample: unknown,
  values: ReadonlyMap<string, unknown>,
): boolean {
  if (typeof sample === "string" && REFERENCE.test(sample)) {
    return referred(sample, values) !== undefined;
  }
  if (Array.isArray(sample)) {
    return sample.every((item: unknown) => areKnown(item, values));
  }
  if (!isRecord(sample)) return true;
  return Object.values(sample).every((item) => areKnown(item, values));
}

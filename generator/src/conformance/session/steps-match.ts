/** Whether what was found is what the table expects of it. @module */

/**
 * What is different, if anything. Of objects only the fields that are expected are compared; lists and bytes must be
 * the same throughout; null stands for nothing.
 */
export function difference(
  expected: unknown,
  found: unknown,
  path: string,
): string | undefined {
  if (expected instanceof Uint8Array) {
    return bytesDifference(expected, found, path);
  }
  if (Array.isArray(expected)) return listDifference(expected, found, path);
  if (isPlain(expected)) {
    if (typeof found !== "object" || found === null) {
      return notEqual(expected, found, path);
    }
    for (const [key, value] of Object.entries(expected)) {
      const other = difference(
        value,
        Reflect.get(found, key),
        `${path}.${key}`,
      );
      if (other !== undefined) return other;
    }
    return undefined;
  }
  return isSame(expected, found) ? undefined : notEqual(expected, found, path);
}

/** What is different in what bytes begin with, if anything. */
export function beginning(
  expected: Uint8Array,
  found: unknown,
  path: string,
): string | undefined {
  const start =
    found instanceof Uint8Array ? found.subarray(0, expected.length) : found;
  return bytesDifference(expected, start, path);
}

function isSame(expected: unknown, found: unknown): boolean {
  if (expected === null) return found === null || found === undefined;
  // A number without a type, in a table, may stand for a big one.
  if (typeof expected === "number" && typeof found === "bigint") {
    return Number.isInteger(expected) && BigInt(expected) === found;
  }
  return Object.is(expected, found);
}

function listDifference(
  expected: readonly unknown[],
  found: unknown,
  path: string,
): string | undefined {
  if (!Array.isArray(found) || found.length !== expected.length) {
    return notEqual(expected, found, path);
  }
  for (const [index, value] of expected.entries()) {
    const other = difference(value, found[index], `${path}[${index}]`);
    if (other !== undefined) return other;
  }
  return undefined;
}

function bytesDifference(
  expected: Uint8Array,
  found: unknown,
  path: string,
): string | undefined {
  if (!(found instanceof Uint8Array) || found.length !== expected.length) {
    return notEqual(expected, found, path);
  }
  const at = expected.findIndex((byte, index) => byte !== found[index]);
  if (at < 0) return undefined;
  if (expected.length <= 16) return notEqual(expected, found, path);
  return `expected ${path} to be ${describe(expected)}, found other bytes from byte ${at} on`;
}

function notEqual(expected: unknown, found: unknown, path: string): string {
  return `expected ${path} to be ${describe(expected)}, found ${describe(found)}`;
}

const LONGEST = 160;

/** A value in a message, cut short if it is long. */
export function describe(value: unknown): string {
  const text = inWords(value, 3);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function inWords(value: unknown, depth: number): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof Uint8Array) return bytesInWords(value);
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (depth === 0) return "…";
  if (Array.isArray(value)) {
    return `[${value.map((one) => inWords(one, depth - 1)).join(", ")}]`;
  }
  if (!isPlain(value)) return `an instance of ${value.constructor.name}`;
  const fields = Object.entries(value).map(
    ([key, one]) => `${key}: ${inWords(one, depth - 1)}`,
  );
  return `{ ${fields.join(", ")} }`;
}

function bytesInWords(bytes: Uint8Array): string {
  const size = `${bytes.length} ${bytes.length === 1 ? "byte" : "bytes"}`;
  if (bytes.length === 0 || bytes.length > 16) return size;
  const text = new TextDecoder().decode(bytes);
  const isReadable = /^[\x20-\x7e]*$/.test(text);
  return `${size} ${isReadable ? JSON.stringify(text) : `[${bytes.join(", ")}]`}`;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

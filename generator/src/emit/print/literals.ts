/** Verbs for names and literals: each escapes for one position in TypeScript source. @module */

const IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$]*$/;

/** A name in a position where only an identifier can stand. The validated model holds no other; this is the last wall. */
export function identifier(name: string): string {
  if (!IDENTIFIER.test(name)) {
    throw new Error(`not an identifier: ${JSON.stringify(name)}`);
  }
  return name;
}

/** A string literal, in the quotes that need fewer escapes. */
export function stringLiteral(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  const double = text.split('"').length;
  const single = text.split("'").length;
  const quote = double > single ? "'" : '"';
  let out = "";
  for (const character of text) out += escaped(character, quote);
  return quote + out + quote;
}

/** What nothing has to be escaped in. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

function escaped(character: string, quote: string): string {
  if (character === quote || character === "\\") return `\\${character}`;
  if (character === "\n") return "\\n";
  if (character === "\t") return "\\t";
  const code = character.codePointAt(0) ?? 0;
  const plain = code >= 0x20 && code < 0x7f;
  if (plain || isHarmless(code)) return character;
  return code > 0xffff
    ? `\\u{${code.toString(16)}}`
    : `\\u${code.toString(16).padStart(4, "0")}`;
}

/** Printable text outside ASCII; controls, line separators, direction marks, and surrogates are escaped. */
function isHarmless(code: number): boolean {
  if (code < 0xa1 || code === 0xad || code === 0xfeff) return false;
  if (code >= 0x200b && code <= 0x200f) return false;
  if (code >= 0x2028 && code <= 0x202e) return false;
  if (code >= 0x2060 && code <= 0x206f) return false;
  return code < 0xd800 || code > 0xdfff;
}

/** A key of an object literal. */
export function propertyKey(name: string): string {
  return IDENTIFIER.test(name) ? name : stringLiteral(name);
}

/** A number: native codes read best in hexadecimal. */
export function hexLiteral(value: number): string {
  return value < 0 ? String(value) : `0x${value.toString(16)}`;
}

/** `getLocalAddress` to `GetLocalAddress`. */
export function pascalCase(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** `FileStore` to `fileStore`. */
export function camelCase(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** `connectionOriented` to `connection-oriented`: the name of a file. */
export function kebabCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/_+/g, "-")
    .toLowerCase();
}

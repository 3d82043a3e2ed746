/**
 * Text in Markdown, be it a page or a documentation comment: what a table says stays text, what captable itself says
 * may be more.
 *
 * @module
 */

/** Words of captable's own, in which tags and links are meant. */
export class Said {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Words of captable's own around those of a table, which are made harmless. */
export function say(
  words: TemplateStringsArray,
  ...values: readonly (string | number | Said)[]
): Said {
  const parts = words.map((word, index) => {
    const value = values[index];
    return word + (value === undefined ? "" : harmless(value));
  });
  return new Said(parts.join(""));
}

/** Text for a documentation comment; of a text from the table nothing becomes a tag, a link or HTML. */
export function harmless(text: string | number | Said): string {
  if (text instanceof Said) return text.text;
  return outsideCode(String(text), prose, (code) =>
    code.replace(/(?<=[\s{])@/g, "\\@"),
  );
}

function prose(text: string): string {
  return text
    .replace(/\\(?=[!-/:-@[-`{-~]|$)/g, "\\\\")
    .replace(/(?<![A-Za-z0-9])@/g, "\\@")
    .replace(/<(?=[A-Za-z/!?])/g, "\\<")
    .replace(/\](?=[([:])/g, "\\]")
    .replaceAll("~~~", "\\~\\~\\~")
    .replaceAll("`", "\\`");
}

/** Treats text and code in it differently. A sign of code without its counterpart is text. */
export function outsideCode(
  text: string,
  treatText: (text: string) => string,
  treatCode: (code: string) => string = (code) => code,
): string {
  const parts = text.split(/(?<![`\\])(`[^`\n]+`)(?!`)/);
  return parts
    .map((part, index) => (index % 2 === 0 ? treatText(part) : treatCode(part)))
    .join("");
}

/** A name of a foreign API as code, if it can stand there. */
export function codeOrText(name: string): string {
  return /^[^`|\\\s]+(?: [^`|\\\s]+)*$/.test(name) ? `\`${name}\`` : name;
}

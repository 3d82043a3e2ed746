/** Verbs for documentation comments. @module */
import type { Clause, Deprecation } from "../../model/model.ts";
import { LINE_WIDTH } from "./layout.ts";
import { codeOrText, harmless, Said, say } from "./prose.ts";

/** What a documentation comment says, in order. */
export interface DocComment {
  /** A text of the table, of which nothing becomes a tag; or what captable itself says. */
  readonly text: string | Said;
  readonly native?: string | undefined;
  readonly unit?: string | undefined;
  readonly since?: string | undefined;
  readonly deprecated?: Deprecation | undefined;
  readonly clause?: Clause | undefined;
  /** Further TSDoc lines, such as `@param name - …`. */
  readonly tags?: readonly Said[] | undefined;
}

/** A TSDoc comment, indented, ending with a line break; nothing if there is nothing to say. */
export function docComment(doc: DocComment, indentation = 0): string {
  const margin = " ".repeat(indentation);
  const width = LINE_WIDTH - indentation - " * ".length;
  const lines = paragraphs(doc).flatMap((paragraph, index) => [
    ...(index === 0 ? [] : [""]),
    ...paragraph.flatMap((text) => wrap(inComment(text), width)),
  ]);
  if (lines.length === 0) return "";
  const [only] = lines;
  if (lines.length === 1 && only !== undefined && only.length < width - 3) {
    return `${margin}/** ${only} */\n`;
  }
  const body = lines.map(
    (text) => `${margin} *${text === "" ? "" : ` ${text}`}`,
  );
  return [`${margin}/**`, ...body, `${margin} */`, ""].join("\n");
}

function paragraphs(doc: DocComment): string[][] {
  const facts: Said[] = [];
  if (doc.native !== undefined)
    facts.push(say`Native name: ${codeOrText(doc.native)}.`);
  if (doc.unit !== undefined) facts.push(say`Unit: ${doc.unit}.`);
  if (doc.since !== undefined) facts.push(say`Since ${doc.since}.`);
  const tags = [...(doc.tags ?? [])];
  if (doc.deprecated !== undefined) tags.push(deprecatedTag(doc.deprecated));
  if (doc.clause !== undefined) tags.push(seeTag(doc.clause));
  return [
    ...harmless(doc.text)
      .split(/\n{2,}/)
      .map((text) => text.trim())
      .filter((text) => text !== "")
      .map((text) => [text]),
    ...(facts.length === 0 ? [] : [[facts.map(({ text }) => text).join(" ")]]),
    ...(tags.length === 0 ? [] : [tags.map(({ text }) => text)]),
  ];
}

function deprecatedTag({ message, use }: Deprecation): Said {
  return use === undefined
    ? say`@deprecated ${message}`
    : say`@deprecated ${message} Use \`${use}\`.`;
}

function seeTag({ id, url }: Clause): Said {
  if (url === undefined) return say`@see ${id}`;
  // The signs that a link itself consists of.
  const address = url.replace(/[{}|\\`]/g, encodeURIComponent);
  const label = id.replace(/[{}|\s]+/g, " ").trim();
  return say`@see {@link ${new Said(address)} | ${label}}`;
}

/** No text may end the comment, or smuggle in a line that no editor shows. */
function inComment(text: string): string {
  return text
    .replaceAll("*/", "*\\/")
    .replace(
      /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
      " ",
    );
}

/** Breaks a text at spaces; a word that is longer than the line stays whole, and so does a link. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of text.match(/(?:@see )?\{@link [^}]*\}\S*|\S+/g) ?? []) {
    if (current !== "" && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else {
      current = current === "" ? word : `${current} ${word}`;
    }
  }
  if (current !== "") lines.push(current);
  return lines;
}

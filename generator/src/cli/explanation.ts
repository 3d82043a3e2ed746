/** What captable has to say about a diagnostic at length: a page of Markdown for each code. @module */
import { existsSync, readFileSync } from "node:fs";

/** One page. */
export interface Explanation {
  /** What is wrong, in a few words. */
  readonly title: string;
  readonly parts: readonly Part[];
}

/** A paragraph, or an example. */
export type Part =
  | { readonly kind: "prose"; readonly text: string }
  | {
      readonly kind: "bad" | "good";
      /** The name of the file; the table itself is `table.yaml`. */
      readonly path: string;
      readonly text: string;
    };

/** The files of one example, by path. */
export type Example = ReadonlyMap<string, string>;

/** The table of an example. */
export const TABLE = "table.yaml";

/**
 * What every example needs and none is about. An example that is about this
 * part brings a head of its own.
 */
export const HEAD = `captable: 1
name: demo
title: Demo
object: Thing
errorClass: DemoError
package: { name: demo, version: 1.0.0, license: MIT }
errors:
  BAD: { code: 1, doc: Something is wrong. }
violations:
  { argument: BAD, state: BAD, role: BAD, closed: BAD, missing: BAD, cancelled: BAD, unsupported: BAD }
`;

/** Reads the page of a code; nothing if there is none. */
export function readExplanation(code: string): Explanation | undefined {
  // The same distance from the source and from what is built of it.
  const url = new URL(`../../explanations/${code}.md`, import.meta.url);
  return existsSync(url)
    ? parseExplanation(readFileSync(url, "utf8"))
    : undefined;
}

const FENCE = /^```yaml (bad|good)(?: (\S+))?\n([\s\S]*?)^```$/gm;

/** Takes a page apart. */
export function parseExplanation(page: string): Explanation {
  const [head = "", ...lines] = page.split("\n");
  const body = lines.join("\n");
  const parts: Part[] = [];
  let end = 0;
  for (const match of body.matchAll(FENCE)) {
    const [whole, kind, path = TABLE, text = ""] = match;
    addProse(parts, body.slice(end, match.index));
    parts.push({ kind: kind === "bad" ? "bad" : "good", path, text });
    end = match.index + whole.length;
  }
  addProse(parts, body.slice(end));
  return { title: head.replace(/^# CT\d{3}: /, ""), parts };
}

function addProse(parts: Part[], text: string): void {
  const trimmed = text.trim();
  if (trimmed !== "") parts.push({ kind: "prose", text: trimmed });
}

/** The files of the bad or of the good example, complete. */
export function exampleOf(
  { parts }: Explanation,
  kind: "bad" | "good",
): Example {
  const files = new Map<string, string>();
  for (const part of parts)
    if (part.kind === kind) files.set(part.path, part.text);
  const table = files.get(TABLE);
  if (table !== undefined && !table.startsWith("captable:"))
    files.set(TABLE, HEAD + table);
  return files;
}

/** What a file consists of, without what its strings and its comments say. */
import { parseSync } from "oxc-parser";
import prettier from "prettier";
import ts from "typescript";
import { isData } from "./fields.ts";

/** The syntax tree of a file in one line: kinds of nodes and names, no text. */
export async function skeletonOf(path: string, text: string): Promise<string> {
  if (path.endsWith(".ts")) return `${codeOf(path, text)}\n${tagsOf(text)}`;
  if (path.endsWith(".json")) return keysOf(JSON.parse(text));
  return markdownOf(text);
}

function codeOf(path: string, text: string): string {
  const { errors, program } = parseSync(path, text, { lang: "ts" });
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  return nodeOf(program, true);
}

/** The kinds of the nodes of a TypeScript file alone; imports in any order. */
export function kindsOf(path: string, text: string): string {
  const { errors, program } = parseSync(path, text, { lang: "ts" });
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  return program.body
    .map((node) => node.type)
    .toSorted()
    .join(" ");
}

function nodeOf(node: unknown, names: boolean): string {
  if (Array.isArray(node))
    return `[${node.map((one) => nodeOf(one, names)).join(" ")}]`;
  if (!isData(node)) return typeof node === "string" && names ? node : "";
  const { type, value } = node;
  if (type === "Literal" && typeof value === "string") return "text";
  const parts = Object.entries(node).flatMap(([key, child]) =>
    ["type", "start", "end", "raw", "loc", "range"].includes(key)
      ? []
      : [nodeOf(child, names)],
  );
  return `${String(type)}(${parts.join(" ")})`;
}

/** The tags and links of all documentation comments, as the compiler sees them. */
function tagsOf(text: string): string {
  const file = ts.createSourceFile("a.ts", text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    for (const one of ts.getJSDocCommentsAndTags(node)) collect(one, found);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found.join(" ");
}

function collect(node: ts.Node, found: string[]): void {
  if (ts.isJSDoc(node)) {
    found.push("doc", ...linksIn(node.comment));
    for (const tag of node.tags ?? []) collect(tag, found);
  } else if ("tagName" in node && ts.isIdentifier(Object(node.tagName))) {
    found.push(`@${String(Reflect.get(Object(node.tagName), "text"))}`);
    found.push(...linksIn(Reflect.get(node, "comment")));
  }
}

function linksIn(comment: unknown): string[] {
  if (!Array.isArray(comment)) return [];
  return comment.flatMap((part: unknown) =>
    isData(part) && part["kind"] !== ts.SyntaxKind.JSDocText ? ["link"] : [],
  );
}

function keysOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(keysOf).join(",")}]`;
  if (!isData(value)) return typeof value;
  const entries = Object.entries(value);
  return `{${entries.map(([key, one]) => `${key}:${keysOf(one)}`).join(",")}}`;
}

/** What text may become in prose: harmless all of it. */
const INLINE: ReadonlySet<unknown> = new Set([
  "text",
  "sentence",
  "word",
  "whitespace",
  "emphasis",
  "strong",
  "delete",
  "break",
  "inlineCode",
]);
/** Blocks of prose, however many. */
const PROSE: ReadonlySet<unknown> = new Set(["paragraph", "list", "listItem"]);

/** Headings, links, HTML, code and tables of a page; what is mere prose is left out. */
async function markdownOf(text: string): Promise<string> {
  const debug: unknown = Reflect.get(prettier, "__debug");
  const parse: unknown = Reflect.get(Object(debug), "parse");
  if (typeof parse !== "function") throw new Error("Prettier has no parser");
  const options = { parser: "markdown" };
  const parsed: unknown = await Reflect.apply(parse, debug, [text, options]);
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (!isData(node)) return;
    const { type, children, url } = node;
    const plain = INLINE.has(type) || PROSE.has(type);
    // A bare address is a link to itself; what a link of a page hides, this one shows.
    const isBare = type === "link" && text.includes(` ${String(url)} `);
    if (!plain && !isBare) found.push(String(type));
    if (Array.isArray(children)) children.forEach(visit);
  };
  visit(Reflect.get(Object(parsed), "ast"));
  return found.join(" ");
}

/** What a reader makes of a page, apart from the words in it. */
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { parse, type DefaultTreeAdapterTypes } from "parse5";

/** Nodes of which there may be more or fewer, as words have it. */
const WORDS: ReadonlySet<string> = new Set(["text", "inlineCode"]);

/** The kinds of all nodes in their order, words apart. */
export function markdownStructure(markdown: string): readonly string[] {
  const kinds: string[] = [];
  const visit = (node: Nodes): void => {
    // An address in prose is a link to itself, which misleads nobody.
    const bare =
      node.type === "link" &&
      markdown
        .slice(node.position?.start.offset, node.position?.end.offset)
        .charAt(0) !== "[";
    if (!WORDS.has(node.type) && !bare) kinds.push(node.type);
    if ("children" in node) for (const child of node.children) visit(child);
  };
  visit(
    fromMarkdown(markdown, {
      extensions: [gfm()],
      mdastExtensions: [gfmFromMarkdown()],
    }),
  );
  return kinds;
}

/** The addresses that a page in Markdown leads to. */
export function markdownLinks(markdown: string): readonly string[] {
  const links: string[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === "link") links.push(node.url);
    if ("children" in node) for (const child of node.children) visit(child);
  };
  visit(fromMarkdown(markdown));
  return links;
}

export interface HtmlStructure {
  /** Elements with the names of their attributes. */
  readonly elements: readonly string[];
  readonly links: readonly string[];
  readonly text: string;
}

export function htmlStructure(html: string): HtmlStructure {
  const elements: string[] = [];
  const links: string[] = [];
  const texts: string[] = [];
  const visit = (node: DefaultTreeAdapterTypes.Node): void => {
    if ("tagName" in node) {
      const attributes = node.attrs.map(({ name }) => name);
      elements.push([node.tagName, ...attributes].join(" "));
      for (const { name, value } of node.attrs) {
        if (name === "href") links.push(value);
      }
    } else if (node.nodeName === "#text" && "value" in node) {
      texts.push(node.value);
    } else if (node.nodeName === "#comment") elements.push("#comment");
    if ("childNodes" in node) node.childNodes.forEach(visit);
  };
  visit(parse(html));
  return { elements, links, text: texts.join("") };
}

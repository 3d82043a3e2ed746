/** A page as Markdown that Prettier leaves as it is. @module */
import stringWidth from "string-width";
import { markdownTable } from "../../emit/print/markdown.ts";
import type { RunResult } from "../run/verdict.ts";
import { webAddress } from "./address.ts";
import { compose, type PageOptions } from "./page/compose.ts";
import { code, codeInCell, fenced, linkAddress, prose } from "./prose.ts";
import type { Block, FailureBlock, Inline, TableBlock } from "./page/page.ts";

/** The report of one or several runs, which are compared. */
export function renderMarkdown(
  results: readonly RunResult[],
  options?: PageOptions,
): string {
  const { title, sections } = compose(results, options);
  const parts = [
    `# ${prose(title)}`,
    ...sections.flatMap((section) => [
      `## ${prose(section.title)}`,
      ...section.blocks.map(block),
    ]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function block(it: Block): string {
  switch (it.kind) {
    case "paragraph":
      return inlines(it.parts);
    case "list":
      return it.items.map((item) => `- ${inlines(item)}`).join("\n");
    case "table":
      return table(it);
    case "failures":
      return it.failures.map(failure).join("\n\n");
  }
}

function table({ columns, rows }: TableBlock): string {
  return markdownTable(
    columns.map(prose),
    rows.map((row) => row.map(({ parts }) => inlines(parts, codeInCell))),
    stringWidth,
  );
}

function failure({
  id,
  verdict,
  message,
  facts,
}: FailureBlock["failures"][number]): string {
  const head = `### ${code(id)}: ${verdict}`;
  return [head, fenced(message), inlines(facts)].join("\n\n");
}

function inlines(
  parts: readonly Inline[],
  printCode: (text: string) => string = code,
): string {
  return parts
    .map((part) =>
      part.kind === "code" ? printCode(part.text) : textOrLink(part),
    )
    .join("");
}

function textOrLink(part: Exclude<Inline, { kind: "code" }>): string {
  const href = part.kind === "link" ? webAddress(part.href) : undefined;
  return href === undefined
    ? prose(part.text)
    : `[${prose(part.text)}](${linkAddress(href)})`;
}

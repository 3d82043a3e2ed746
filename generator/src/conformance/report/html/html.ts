/** A page as one HTML file: no scripts, nothing loaded from elsewhere. @module */
import type { RunResult } from "../../run/verdict.ts";
import { webAddress } from "../address.ts";
import { compose, type PageOptions } from "../page/compose.ts";
import type { Block, Cell, Inline, Section, Tone } from "../page/page.ts";
import { render } from "./render.ts";

/** The report of one or several runs, which are compared. */
export function renderHtml(
  results: readonly RunResult[],
  options?: PageOptions,
): string {
  const { title, sections } = compose(results, options);
  return render({ title, sections: sections.map(sectionView) });
}

/** Flags, by which the template tells pieces of text apart. */
interface InlineView {
  readonly text: string;
  readonly code: boolean;
  readonly href: string | undefined;
}

interface CellView {
  readonly tone: Tone;
  readonly parts: readonly InlineView[];
}

/** One of the kinds is set. */
interface BlockView {
  readonly paragraph?: readonly InlineView[];
  readonly list?: readonly (readonly InlineView[])[];
  readonly table?: {
    readonly caption: string;
    readonly columns: readonly string[];
    readonly rows: readonly {
      readonly header: CellView;
      readonly cells: readonly CellView[];
    }[];
  };
  readonly failures?: readonly {
    readonly id: string;
    readonly verdict: string;
    readonly message: string;
    readonly facts: readonly InlineView[];
  }[];
}

const NO_BLOCK: Readonly<Record<keyof BlockView, undefined>> = {
  paragraph: undefined,
  list: undefined,
  table: undefined,
  failures: undefined,
};

function sectionView({ title, blocks }: Section): object {
  return {
    title,
    blocks: blocks.map((block) => ({ ...NO_BLOCK, ...blockView(block) })),
  };
}

function blockView(block: Block): BlockView {
  switch (block.kind) {
    case "paragraph":
      return { paragraph: block.parts.map(inlineView) };
    case "list":
      return { list: block.items.map((item) => item.map(inlineView)) };
    case "table":
      return { table: tableView(block) };
    case "failures":
      return {
        failures: block.failures.map((failure) => ({
          ...failure,
          facts: failure.facts.map(inlineView),
        })),
      };
  }
}

function tableView({
  caption,
  columns,
  rows,
}: Extract<Block, { kind: "table" }>): NonNullable<BlockView["table"]> {
  return {
    caption,
    columns,
    rows: rows.flatMap(([header, ...cells]) =>
      header === undefined
        ? []
        : { header: cellView(header), cells: cells.map(cellView) },
    ),
  };
}

function cellView({ parts, tone }: Cell): CellView {
  return { tone, parts: parts.map(inlineView) };
}

function inlineView(part: Inline): InlineView {
  return {
    text: part.text,
    code: part.kind === "code",
    href: part.kind === "link" ? webAddress(part.href) : undefined,
  };
}

/** A report as a page: what Markdown and HTML have in common. Texts are as they came; each renderer escapes them. @module */

/** A piece of text. `link` leads to an address, of which the renderer decides whether it may be followed. */
export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly href: string };

/** Colour for what the text says too. */
export type Tone = "good" | "partial" | "bad" | "none";

export interface Cell {
  readonly parts: readonly Inline[];
  readonly tone: Tone;
}

export type Block =
  | { readonly kind: "paragraph"; readonly parts: readonly Inline[] }
  | TableBlock
  | { readonly kind: "list"; readonly items: readonly (readonly Inline[])[] }
  | FailureBlock;

export interface TableBlock {
  readonly kind: "table";
  readonly caption: string;
  readonly columns: readonly string[];
  /** The first cell of a row is its header. */
  readonly rows: readonly (readonly Cell[])[];
}

export interface FailureBlock {
  readonly kind: "failures";
  readonly failures: readonly {
    readonly id: string;
    readonly verdict: string;
    /** In lines. */
    readonly message: string;
    readonly facts: readonly Inline[];
  }[];
}

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface Page {
  readonly title: string;
  readonly sections: readonly Section[];
}

export const text = (value: string): Inline => ({ kind: "text", text: value });

export const code = (value: string): Inline => ({ kind: "code", text: value });

export function cell(part: Inline | string, tone: Tone = "none"): Cell {
  return { parts: [typeof part === "string" ? text(part) : part], tone };
}

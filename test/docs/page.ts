/** Takes a Markdown page apart: fenced blocks, tables of keys, links. @module */

/** A fenced block of a page. */
export interface Block {
  /** The first word after the fence, such as `yaml`. */
  readonly language: string;
  /** The words after it: what the page claims about the block. */
  readonly claims: readonly string[];
  readonly text: string;
  /** The line of the opening fence, from 1. */
  readonly line: number;
}

const FENCE = /^(`{3,})\s*(.*)$/;

/** The fenced blocks of a page, in order. */
export function blocksOf(page: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = page.split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const [, fence, info = ""] = FENCE.exec(lines[at] ?? "") ?? [];
    if (fence === undefined) continue;
    const end = lines.indexOf(fence, at + 1);
    if (end < 0) throw new Error(`line ${at + 1}: the block has no end`);
    const [language = "", ...claims] = info.split(/\s+/);
    const text = `${lines.slice(at + 1, end).join("\n")}\n`;
    blocks.push({ language, claims, text, line: at + 1 });
    at = end;
  }
  return blocks;
}

/** The keys that the tables of keys list in their first columns; `source.url` is the key `url`. */
export function documentedKeys(page: string): ReadonlySet<string> {
  const keys = new Set<string>();
  let isTableOfKeys = false;
  for (const line of page.split("\n")) {
    const [, cell] = /^\|([^|]*)\|/.exec(line) ?? [];
    if (cell === undefined) isTableOfKeys = false;
    else if (/^ (Key\b|In the table)/.test(cell))
      isTableOfKeys = /Key/.test(cell);
    if (!isTableOfKeys || /^ Key\b/.test(cell ?? "")) continue;
    for (const [, key = ""] of (cell ?? "").matchAll(/`([^`]+)`/g)) {
      keys.add(key.split(".").at(-1) ?? key);
    }
  }
  return keys;
}

/** What the links inside a page lead to. */
export function innerLinks(page: string): readonly string[] {
  return [...page.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor = ""]) => anchor);
}

/** The anchors of the headings of a page. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const headings = page.matchAll(/^#+ (.*)$/gm);
  return new Set(
    [...headings].map(([, text = ""]) =>
      text
        .toLowerCase()
        .replaceAll(/[^a-z0-9 -]/g, "")
        .replaceAll(" ", "-"),
    ),
  );
}

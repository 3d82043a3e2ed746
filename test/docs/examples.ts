/** Compiles the examples of a page and says what came of it. @module */
import { compile } from "captable";
import type { Compilation, Diagnostic } from "captable";
import { isMap, isSeq, parseDocument } from "yaml";
import type { Block } from "./page.ts";

const ROOT = "table.yaml";

/** An example of a page, ready to be compiled. */
export interface Example {
  readonly block: Block;
  /** The text of its files, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** The code that the page says it gets; nothing if it says that all is well. */
  readonly error: string | undefined;
  /** What the page says that captable says. */
  readonly output: string;
}

/** The examples among the blocks of a page; a block that claims nothing that can be checked throws. */
export function examplesOf(blocks: readonly Block[]): readonly Example[] {
  const base = baseOf(blocks);
  const examples: Example[] = [];
  for (const [index, block] of blocks.entries()) {
    if (block.language !== "yaml" || fileOf(block) !== undefined) continue;
    const next = blocks[index + 1];
    const [form, claim = ""] = block.claims;
    if (form !== "table" && form !== "fragment") {
      throw new Error(`line ${block.line}: neither a table nor a fragment`);
    }
    const text = form === "table" ? block.text : overlay(base, block.text);
    const files = new Map([[ROOT, text], ...filesBefore(blocks, index)]);
    const error = errorOf(block, claim);
    const output = next?.language === "text" ? next.text : "";
    examples.push({ block, files, error, output });
  }
  return examples;
}

/** The table that fragments are laid over. */
function baseOf(blocks: readonly Block[]): string {
  const bases = blocks.filter(({ claims }) => claims.includes("base"));
  const [base] = bases;
  if (base === undefined || bases.length > 1) {
    throw new Error(`the page has ${bases.length} base tables`);
  }
  return base.text;
}

export function compileExample({ files }: Example): Compilation {
  return compile(ROOT, (path) => files.get(path));
}

/** Diagnostics as the page quotes them. */
export function quoted(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map(({ code, message, help }) => `${code}: ${message}\nhelp: ${help}\n`)
    .join("\n");
}

function errorOf({ line }: Block, claim: string): string | undefined {
  if (claim === "valid") return undefined;
  const [, code] = /^error=(CT\d{3})$/.exec(claim) ?? [];
  if (code === undefined) throw new Error(`line ${line}: claims nothing`);
  return code;
}

/** The path that a block is to be imported by. */
function fileOf({ claims }: Block): string | undefined {
  return claims[0]?.startsWith("file=") ? claims[0].slice(5) : undefined;
}

/** The files that stand between an example and the one before it. */
function filesBefore(
  blocks: readonly Block[],
  index: number,
): readonly (readonly [string, string])[] {
  const files: (readonly [string, string])[] = [];
  for (const block of blocks.slice(0, index).reverse()) {
    const path = fileOf(block);
    if (path === undefined) break;
    files.push([path, block.text]);
  }
  return files;
}

/**
 * Lays a fragment over a table: mappings are merged, lists appended to, all else replaced.
 * These are nodes and not values, so that everything stays written as it is.
 */
function overlay(table: string, fragment: string): string {
  const document = parseDocument(table);
  merge(document.contents, parseDocument(fragment).contents);
  return document.toString({ lineWidth: 0 });
}

/** Whether the one could be merged into the other. */
function merge(under: unknown, over: unknown): boolean {
  if (isSeq(under) && isSeq(over)) {
    under.items.push(...over.items);
    return true;
  }
  if (!isMap(under) || !isMap(over)) return false;
  for (const pair of over.items) {
    const key = String(pair.key);
    const known = under.items.find((other) => String(other.key) === key);
    if (known === undefined) under.items.push(pair);
    else if (!merge(known.value, pair.value)) known.value = pair.value;
  }
  return true;
}

/** Where the rows of a table stand. @module */
import { suggest } from "../diagnostics/suggest.ts";
import type { Node, Pair } from "./node.ts";
import type { Source, Span } from "./source.ts";

/** The mappings of all files of a table, as one tree of keys. */
export class Places {
  readonly #roots: { readonly source: Source; readonly node: Node }[] = [];
  /** The pairs of each mapping that was looked into, by key. */
  readonly #pairs = new WeakMap<object, ReadonlyMap<string, Pair>>();

  add(source: Source, node: Node): void {
    this.#roots.push({ source, node });
  }

  /** All that stands under a path of keys such as `types.Color`, its last key included; in each file that has it. */
  find(path: string): readonly Span[] {
    return this.#roots.flatMap(({ source, node }) => {
      const pair = this.#pairAt(node, path.split("."));
      return pair === undefined ? [] : [spanOfPair(pair, source)];
    });
  }

  /** The path that may be meant by one that leads nowhere: one with another key where it goes astray. */
  suggest(path: string): string | undefined {
    const keys = path.split(".");
    const astray = keys.findIndex(
      (_, at) => this.find(keys.slice(0, at + 1).join(".")).length === 0,
    );
    const before = keys.slice(0, astray);
    const near = suggest(keys[astray] ?? "", this.#keysIn(before));
    if (near === undefined) return undefined;
    const meant = [...before, near, ...keys.slice(astray + 1)].join(".");
    return this.find(meant).length > 0 ? meant : undefined;
  }

  #keysIn(path: readonly string[]): readonly string[] {
    return this.#roots.flatMap(({ node }) => {
      const value = path.length === 0 ? node : this.#pairAt(node, path)?.value;
      return [...this.#pairsOf(value).keys()];
    });
  }

  #pairAt(node: Node, path: readonly string[]): Pair | undefined {
    const [key = "", ...rest] = path;
    const pair = this.#pairsOf(node).get(key);
    return pair === undefined || rest.length === 0
      ? pair
      : this.#pairAt(pair.value, rest);
  }

  #pairsOf(node: Node | undefined): ReadonlyMap<string, Pair> {
    if (node?.kind !== "map") return new Map();
    const known = this.#pairs.get(node);
    if (known !== undefined) return known;
    const pairs = new Map(node.pairs.map((pair) => [keyOf(pair), pair]));
    this.#pairs.set(node, pairs);
    return pairs;
  }
}

function keyOf({ key }: Pair): string {
  return key.kind === "scalar" ? String(key.source ?? key.value) : "";
}

function spanOfPair({ key, value }: Pair, source: Source): Span {
  return { source, start: key.start, end: Math.max(key.end, value.end) };
}

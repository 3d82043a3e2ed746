/** Nodes of the library as nodes of the table. @module */
import type * as yaml from "yaml";
import type { Node, Pair } from "../node.ts";
import type { Yaml } from "./library.ts";

/** The node that the library has read, with all that is in it. */
export function toNode(node: yaml.Node, library: Yaml): Node {
  const [start, end] = node.range ?? [0, 0];
  const { isAlias, isMap, isScalar, isSeq } = library;
  if (isAlias(node)) return { kind: "alias", start, end };
  if (isScalar(node)) {
    const { value, source } = node;
    return { kind: "scalar", value, source, start, end };
  }
  if (isMap(node)) {
    const pairs = node.items.map((pair) => toPair(pair, node, library));
    return { kind: "map", pairs, start, end };
  }
  const items = isSeq(node) ? node.items : [];
  return {
    ...{ kind: "list", start, end },
    items: items.map((item) => written(item, node, library)),
  };
}

function toPair(
  { key, value }: yaml.Pair,
  map: yaml.Node,
  library: Yaml,
): Pair {
  const near = library.isNode(key) ? key : map;
  return {
    key: written(key, map, library),
    value: written(value, near, library),
  };
}

/** A value that is not written, as in `{ key }`, is a node as well. */
function written(value: unknown, near: yaml.Node, library: Yaml): Node {
  if (library.isNode(value)) return toNode(value, library);
  const [start, end] = near.range ?? [0, 0];
  return { kind: "scalar", value: null, source: undefined, start, end };
}

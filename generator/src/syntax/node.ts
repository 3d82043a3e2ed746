/** A file of a table as nodes: what both readers of YAML give, and all that anybody asks of them. @module */

interface Place {
  /** Where the node begins in the text of its file, and where it ends, without blanks and comments after it. */
  readonly start: number;
  readonly end: number;
}

export interface ScalarNode extends Place {
  readonly kind: "scalar";
  /** Text, a number, true, false or null. */
  readonly value: unknown;
  /** As it is written, without quotes. Absent if nothing is. */
  readonly source: string | undefined;
}

export interface ListNode extends Place {
  readonly kind: "list";
  readonly items: readonly Node[];
}

export interface MapNode extends Place {
  readonly kind: "map";
  readonly pairs: readonly Pair[];
}

/** Stands for another node, which the language leaves out of YAML: it has been refused. */
export interface AliasNode extends Place {
  readonly kind: "alias";
}

export type Node = ScalarNode | ListNode | MapNode | AliasNode;

/** A key and its value; where none is written, it is nothing. */
export interface Pair {
  readonly key: Node;
  readonly value: Node;
}

/** What a node is, in words. */
export function kindOfNode(node: Node): string {
  if (node.kind === "map") return "a mapping";
  if (node.kind !== "scalar") return "a list";
  if (node.value === null) return "nothing";
  const kinds: Record<string, string> = {
    string: "text",
    number: "a number",
    boolean: "true or false",
  };
  return kinds[typeof node.value] ?? "something else";
}

/** A node as plain data. */
export function dataOf(node: Node): unknown {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(dataOf);
    case "map":
      return objectOf(node);
    case "alias":
      return undefined;
  }
}

function objectOf({ pairs }: MapNode): object {
  const made: Record<string, unknown> = {};
  for (const { key, value } of pairs) {
    const name = nameOf(dataOf(key));
    const data = dataOf(value);
    // Among them `__proto__`, which assigning would not make a key.
    if (name in made)
      Object.defineProperty(made, name, {
        ...{ value: data, writable: true },
        ...{ enumerable: true, configurable: true },
      });
    else made[name] = data;
  }
  return made;
}

function nameOf(key: unknown): string {
  if (key === null) return "";
  return typeof key === "object" ? JSON.stringify(key) : String(key);
}

/** The scalars in a node that are not keys, in the order of the text. */
export function valuesIn(node: Node): readonly ScalarNode[] {
  switch (node.kind) {
    case "scalar":
      return [node];
    case "list":
      return node.items.flatMap(valuesIn);
    case "map":
      return node.pairs.flatMap(({ key, value }) =>
        key.kind === "scalar"
          ? valuesIn(value)
          : [key, value].flatMap(valuesIn),
      );
    case "alias":
      return [];
  }
}

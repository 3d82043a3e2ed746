// Data of a table is what the library would make of it.
import { describe, expect, it } from "vitest";
import * as yaml from "yaml";
import { Reporter } from "../../src/diagnostics/reporter.ts";
import { parseFully } from "../../src/syntax/full/fully.ts";
import { Budget, MOST } from "../../src/syntax/limits.ts";
import { dataOf, type Node, valuesIn } from "../../src/syntax/node.ts";
import { Source } from "../../src/syntax/source.ts";

function nodeOf(text: string): Node {
  const reporter = new Reporter();
  const source = new Source("a.yaml", text);
  const root = parseFully(source, reporter, new Budget(MOST), yaml)?.root;
  if (reporter.errors > 0 || root === undefined || root === null)
    throw new Error(`not a document: ${text}`);
  return root;
}

describe("a node", () => {
  it.each([
    ["words and numbers", "a: [b, 'c', 1, 0x10, 1.5, .inf, true, ~]\n"],
    ["a key that classes have", "constructor: { toString: 1 }\n"],
    ["the key of the prototype", "__proto__: { a: 1 }\nb: 2\n"],
    ["keys that are no text", "1: a\ntrue: b\n~: c\n"],
    ["a key that is a list", "? [a, b]\n: c\n"],
    ["a key that is a mapping", "? { a: b }\n: c\n"],
    ["what is not written", "{ a, b: , c }\n"],
    ["a key that stands there twice", "a: 1\nb: 2\na: 3\n"],
    ["empty ones", "a: {}\nb: []\n"],
  ])("is as data what the library takes it for: %s", (_what, text) => {
    const options = { uniqueKeys: false };
    const known: unknown = yaml.parseDocument(text, options).contents?.toJSON();
    const data = dataOf(nodeOf(text));
    expect(data).toEqual(known);
    expect(Object.keys(Object(data))).toEqual(Object.keys(Object(known)));
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
  });

  it("has the scalars that are not keys, in their order", () => {
    const node = nodeOf("a: [b, { c: d }]\n? [e, { f: g }]\n: h\n");
    const found = valuesIn(node).map(({ value }) => value);
    expect(found).toEqual(["b", "d", "e", "g", "h"]);
  });
});

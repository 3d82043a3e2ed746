// Where the language gives the keys, their order means nothing; the order of the author's own names is that of the
// package.
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { shuffle, type Die } from "./shuffle.ts";
import { emitted, readerOf, TABLES, WSK, type TablePlace } from "./tables.ts";

let tables = 0;
let moved = 0;

/** What comes out of a table all of whose files are shuffled. */
function emittedShuffled(place: TablePlace, die: Die): object {
  const read = readerOf(place);
  const files = emitted(place, (path) => {
    const text = read(path);
    if (text === undefined) return undefined;
    const shuffled = shuffle(text, die);
    moved += shuffled.moved;
    return shuffled.text;
  });
  tables += 1;
  return Object.fromEntries(files);
}

/** A die that always falls the same way for a seed. */
function dieOf(seed: number): Die {
  let state = seed >>> 0;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

describe("keys in another order", () => {
  it.each(TABLES)("change nothing of $name", (place) => {
    const expected = Object.fromEntries(emitted(place));
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        expect(emittedShuffled(place, dieOf(seed))).toEqual(expected);
      }),
      { numRuns: place === WSK ? 5 : 20 },
    );
  });

  it("are really in another order", () => {
    const text =
      "doc: a\nerrors:\n  B: { code: 1, doc: b }\n  A: { code: 2, doc: a }\n";
    const shuffled = shuffle(text, () => 0);
    expect(shuffled).toEqual({
      text: "errors:\n  B: { doc: b, code: 1 }\n  A: { doc: a, code: 2 }\ndoc: a\n",
      moved: 3,
    });
  });

  it("are not the order of names, which counts", () => {
    const read = readerOf(WSK);
    const swapped = emitted(WSK, (path) =>
      read(path)?.replace(
        /^( {2}STATUS_\w+:(?: .*)?\n(?: {4}.*\n)*)( {2}STATUS_\w+:(?: .*)?\n(?: {4}.*\n)*)/m,
        "$2$1",
      ),
    );
    expect(swapped.get("src/errors.ts")).not.toBe(
      emitted(WSK).get("src/errors.ts"),
    );
  });
});

afterAll(() => {
  console.log(`shuffled ${tables} tables, ${moved} mappings in them`);
});

// The quick reader reads nothing that the full parser does not read, and nothing in another way.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as yaml from "yaml";
import { Reporter } from "../../src/diagnostics/reporter.ts";
import { parseFully } from "../../src/syntax/full/fully.ts";
import { Budget, MOST } from "../../src/syntax/limits.ts";
import { readQuickly } from "../../src/syntax/quick/quick.ts";
import { Source } from "../../src/syntax/source.ts";

/** What the full parser says; nothing if there is something in the file that is refused. */
function fully(text: string): unknown {
  const reporter = new Reporter();
  const source = new Source("a.yaml", text);
  const parsed = parseFully(source, reporter, new Budget(MOST), yaml);
  return reporter.errors > 0 ? undefined : parsed?.root;
}

function quickly(text: string): unknown {
  return readQuickly(text, Infinity)?.root;
}

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

function yamlIn(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".yaml"))
    .map((path) => [path, readFileSync(join(ROOT, folder, path), "utf8")]);
}

const SPEC = yamlIn("spec");
const FILES = [...SPEC, ...yamlIn("generator/test/fixtures")];

/** Texts with a bit of everything that tables have. */
const SEEDS = [
  `captable: 1\n# about\nname: a\ndoc: >-\n  Some prose\n  goes on.\n\n\n  And on.\nlist: [a, "b", 'it''s', 1.5]\n`,
  `a:\n  # on b\n  b: { c: d, e: [f, g], h: { i: 0x10 } } # says it\n  j:\n    - k\n    - l: m\n      n:\n    - o\n  "*": ~\n`,
  `a:\n  b:\n    c: |\n      d\n        e\n\n      f\n  g: -1\n\n  h:\n    [\n      i,\n      { j: k },\n    ]\nl: http://m.n/o#p\n`,
  `a: list<b>?\nc:\n  - d\ne: {}\nf: []\ng: "h" # i\nj: null\nk: 0o17\nl: .5\nm: 1e3\nn: true\n`,
] as const;

/** What changes the meaning of a text, or makes it none. */
const PIECES = [
  ..." \n:#-,[]{}\"'|>&*!%@`?~.\\\t0a",
  ..."\u00e9\u00a0\u2003\u2028\u3000\ufeff\r",
  ...["  ", "\n  ", "\n\n", ": ", " #", "- ", "---\n", "...\n", "# c\n"],
  ...["\n# c\n", "\n    # c\n", "b: c", "x: y\n", "{ a: b }", "[a]", ">-\n"],
  ...["|+\n", "<<: ", "null", "a:", ":\n", "''", '""', "&a ", "*a", "!t "],
];

interface Edit {
  readonly at: number;
  readonly cut: number;
  readonly put: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(400),
  cut: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(20)),
  put: fc
    .array(fc.constantFrom("", ...PIECES), { maxLength: 2 })
    .map((all) => all.join("")),
});

function edited(text: string, edits: readonly Edit[]): string {
  return edits.reduce((before, { at, cut, put }) => {
    const start = at % (before.length + 1);
    return before.slice(0, start) + put + before.slice(start + cut);
  }, text);
}

/** Reads as the full parser does, or leaves it to that. */
function agree(text: string): boolean {
  const quick = quickly(text);
  if (quick !== undefined) expect(quick, text).toEqual(fully(text));
  return quick !== undefined;
}

describe("the quick reader", () => {
  it.each(FILES)("reads %s as the full parser does", (_path, text) => {
    agree(text);
  });

  it("leaves no file of a well-kept table to the full parser", () => {
    const left = SPEC.filter(([, text]) => quickly(text) === undefined);
    expect(left.map(([path]) => path)).toEqual([]);
  });

  it.each([
    ["an anchor", "a: &b c\n"],
    ["an alias", "a: *b\n"],
    ["a tag", "a: !b c\n"],
    ["a merge key", "a:\n  <<: b\n"],
    ["a merge key in quotes", 'a: { "<<": { b: c } }\n'],
    ["two documents", "a: b\n---\nc: d\n"],
    ["an escape", 'a: "\\n"\n'],
    ["a tab", "a:\tb\n"],
    ["a mark of direction", "a: \u202eb\n"],
    ["a line that goes on", "a: b\n  c\n"],
    ["a mapping in a line", "a: b: c\n"],
    ["a bracket that is open", "a: [b\n"],
    ["a list at the top", "- a\n"],
    ["nothing", ""],
  ])("leaves %s to the full parser", (_what, text) => {
    expect(quickly(text)).toBeUndefined();
  });

  it("leaves to the full parser what is too much", () => {
    expect(readQuickly("a: b\nc: d\n", 4)?.nodes).toBe(4);
    expect(readQuickly("a: b\nc: d\n", 3)).toBeUndefined();
  });

  it("takes no longer for blanks than for anything else", () => {
    const blanks = (count: number): string =>
      `a: b${" ".repeat(count)}c\nd: [e${" ".repeat(count)}]\n`;
    const time = (text: string): number => {
      const start = performance.now();
      expect(quickly(text)).toBeDefined();
      return performance.now() - start;
    };
    const least = (count: number): number =>
      Math.min(...Array.from({ length: 9 }, () => time(blanks(count))));
    least(1000);
    // Sixteen times as many; quadratic would be 256 times the time.
    expect(least(1_600_000) / least(100_000)).toBeLessThan(100);
  });

  it("agrees with the full parser on what the library prints", () => {
    const key = fc.stringMatching(/^[a-zA-Z_][\w.$/-]{0,12}$/);
    const word = fc.oneof(
      { arbitrary: key, weight: 9 },
      { arbitrary: fc.lorem({ maxCount: 14 }), weight: 9 },
      fc.string({ unit: fc.constantFrom(...PIECES), maxLength: 6 }),
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null)),
        fc.array(tie("tree"), { maxLength: 4 }),
        fc.dictionary(key, tie("tree"), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    const root = fc.dictionary(key, tree, {
      minKeys: 1,
      noNullPrototype: true,
    });
    const style = fc.record({
      lineWidth: fc.constantFrom(0, 30, 80),
      indent: fc.constantFrom(2, 3),
      collectionStyle: fc.constantFrom("any" as const, "flow" as const),
      blockQuote: fc.constantFrom(true, "folded" as const, "literal" as const),
    });
    let read = 0;
    fc.assert(
      fc.property(root, style, (data, options) => {
        if (agree(yaml.stringify(data, options))) read += 1;
      }),
      { numRuns: 1000 },
    );
    expect(read).toBeGreaterThan(100);
  });

  it("takes words and numbers for what the full parser takes them for", () => {
    const words = ["null", "true", "false", "yes", "no", ".inf", ".nan", "~"];
    const cased = fc
      .constantFrom(...words)
      .chain((word) =>
        fc.constantFrom(
          ...[word, word.toUpperCase(), `${word}s`, `-${word}`],
          `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
        ),
      );
    const number = fc
      .array(fc.constantFrom(..."01789", "0x", "0o", "e", ..."aF_.+-"), {
        minLength: 1,
        maxLength: 6,
      })
      .map((all) => all.join(""));
    const digits = fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }).map(String);
    let read = 0;
    fc.assert(
      fc.property(
        fc.oneof(cased, number, digits, fc.double().map(String)),
        (it) => {
          if (agree(`a: ${it}\nb: [${it}]\n`)) read += 1;
        },
      ),
      { numRuns: 3000 },
    );
    expect(read).toBeGreaterThan(2000);
  });

  it.each(SEEDS)("reads %j", (seed) => {
    expect(agree(seed)).toBe(true);
  });

  it("agrees with the full parser on texts in which anything was changed", () => {
    const edits = fc.array(edit, { minLength: 1, maxLength: 3 });
    let read = 0;
    fc.assert(
      fc.property(fc.constantFrom(...SEEDS), edits, (seed, changes) => {
        if (agree(edited(seed, changes))) read += 1;
      }),
      { numRuns: Number(process.env["QUICK_RUNS"] ?? 4000) },
    );
    expect(read).toBeGreaterThan(500);
  });
});

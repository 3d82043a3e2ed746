import fc from "fast-check";
import prettier from "prettier";
import { describe, expect, it } from "vitest";
import { jsonRows, jsonText } from "../../src/emit/print/json.ts";

const text = (value: unknown): string => `${jsonText(value)}\n`;

describe("JSON", () => {
  it("has objects and lists in the line if they fit", () => {
    expect(text({ a: {}, b: [], c: ["x", 1, null, true], d: { e: 1 } })).toBe(
      `{
  "a": {},
  "b": [],
  "c": ["x", 1, null, true],
  "d": { "e": 1 }
}
`,
    );
  });

  it("gives what does not fit, and each of several objects, a line of its own", () => {
    const wide = { some: "word ".repeat(10), other: "word ".repeat(10) };
    expect(text({ a: [{ b: 1, c: 2 }, wide], d: [{ e: 1 }, { f: 2 }] })).toBe(
      `{
  "a": [
    { "b": 1, "c": 2 },
    {
      "some": "${wide.some}",
      "other": "${wide.other}"
    }
  ],
  "d": [{ "e": 1 }, { "f": 2 }]
}
`,
    );
  });

  it("fills lines with numbers", () => {
    const numbers = Array.from({ length: 20 }, (_, at) => at * 10_000);
    expect(text({ numbers })).toBe(
      `{
  "numbers": [
    0, 10000, 20000, 30000, 40000, 50000, 60000, 70000, 80000, 90000, 100000,
    110000, 120000, 130000, 140000, 150000, 160000, 170000, 180000, 190000
  ]
}
`,
    );
  });

  it("prints rows as it prints a list of them", () => {
    const rows = [
      { a: [1, 2], b: 1 },
      { a: "word ".repeat(14), b: 1 },
      { b: { c: "d" }, e: "word ".repeat(9) },
    ];
    expect(jsonRows(rows)).toBe(jsonText(rows));
    expect(jsonRows(rows.toReversed())).toBe(jsonText(rows.toReversed()));
    expect(jsonRows(new Set([{ a: 1 }]))).toBe(jsonText([{ a: 1 }]));
    expect(jsonRows([])).toBe(jsonText([]));
  });

  it("leaves out what is undefined, as JSON does", () => {
    expect(text({ a: undefined, b: [undefined] })).toBe(
      `{\n  "b": [null]\n}\n`,
    );
  });

  it("is JSON, and needs no formatter", async () => {
    const value = fc.object({
      maxDepth: 4,
      maxKeys: 9,
      key: fc.string({ unit: "grapheme" }),
      values: [
        fc.string({ unit: "grapheme", maxLength: 30 }),
        fc.string({ unit: "binary", maxLength: 9 }),
        fc.constantFrom("stay", "go", "\u2028", "ｗｉｄｅ", "\u{1f600}"),
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constantFrom(null, true, false),
        fc.array(fc.integer(), { maxLength: 40 }),
        fc.array(fc.array(fc.nat(9), { maxLength: 3 }), { maxLength: 4 }),
        fc.array(fc.constantFrom("some", "words", "oftheseare"), {
          maxLength: 30,
        }),
      ],
    });
    await fc.assert(
      fc.asyncProperty(value, async (data) => {
        const found = text(data);
        expect(JSON.parse(found)).toEqual(JSON.parse(JSON.stringify(data)));
        const formatted = await prettier.format(found, {
          filepath: "table.json",
        });
        expect(found).toBe(formatted);
      }),
      { numRuns: 300 },
    );
  });
});

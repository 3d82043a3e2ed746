import fc from "fast-check";
import prettier from "prettier";
import { describe, expect, it } from "vitest";
import { objectText } from "../../src/emit/print/data.ts";
import { Code } from "../../src/emit/print/values.ts";

const code = (value: Readonly<Record<string, unknown>>): string =>
  `export const data = ${objectText(value)} as const;\n`;

/** What a literal means to the language. */
function evaluate(text: string): unknown {
  return new Function(`"use strict"; return (${text});`)();
}

describe("data as an object literal", () => {
  it("has small objects in the line", () => {
    expect(code({ a: { b: new Code("0x10"), c: undefined }, "d-e": [] })).toBe(
      `export const data = {
  a: { b: 0x10 },
  "d-e": [],
} as const;
`,
    );
  });

  it("sets a text that does not fit below its key, if that is no short one", () => {
    const long = "word ".repeat(15);
    expect(code({ short: long, key: long })).toBe(
      `export const data = {
  short:
    "${long}",
  key: "${long}",
} as const;
`,
    );
  });

  it("means what it was made of, and needs no formatter", async () => {
    const value = fc.dictionary(
      fc.oneof(
        fc.constantFrom("of", "states", "key-7"),
        fc.stringMatching(/^[a-z]{1,12}$/),
      ),
      fc.letrec((tie) => ({
        value: fc.oneof(
          { depthSize: "medium" },
          fc.string({ unit: "binary-ascii", maxLength: 50 }),
          fc.constantFrom("é", "’quoted’", "\u{1f600}", "ｗｉｄｅ"),
          fc.nat(),
          fc.boolean(),
          fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { maxLength: 12 }),
          fc.array(fc.nat(), { maxLength: 30 }),
          fc.dictionary(fc.stringMatching(/^[a-z]{1,12}$/), tie("value"), {
            noNullPrototype: true,
          }),
        ),
      })).value,
      { noNullPrototype: true },
    );
    await fc.assert(
      fc.asyncProperty(value, async (data) => {
        expect(evaluate(objectText(data))).toEqual(data);
        const options = { filepath: "data.ts" };
        expect(await prettier.format(code(data), options)).toBe(code(data));
      }),
      { numRuns: 300 },
    );
  });
});

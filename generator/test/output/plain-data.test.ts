// What is left out as data is data, and leaving it out hides nothing.
import fc from "fast-check";
import { parseSync, type Program } from "oxc-parser";
import { describe, expect, it } from "vitest";
import { code, exported } from "../../src/outline/outline.ts";
import { withoutData } from "../../src/output/plain-data.ts";
import { verifyTexts } from "../../src/output/verify.ts";

/** Long enough to be worth a look. */
const REST = `export const rest = {\n${'  key: "value",\n'.repeat(200)}} as const;\n`;

/** What is left of a constant, without the blanks. */
function left(value: string, end = ";"): string {
  const text = `export const a = {\n${value}}${end}\n`;
  const short = withoutData(text + REST).text;
  expect(short).toHaveLength(text.length + REST.length);
  return short.slice(0, text.length).replaceAll(/\s+/g, " ");
}

const GONE = "export const a = { };";

function ends({ body }: Program): readonly number[] {
  return body.map(({ end }) => end);
}

describe("plain data", () => {
  it.each([
    '  a: 1,\n  b: "c",\n',
    "  a: { b: [], c: {}, d: [1, -2, 0x10] },\n",
    '  "a-b": true,\n  class: null,\n  a:\n    "b\\n\\\\",\n',
    '  a: [\n    [1],\n    "/* ` ${b}",\n  ],\n',
    "  a: [true, null],\n  b: classes,\n  c: undefined$,\n",
  ])("is left out: %j", (value) => {
    expect(left(value).trim()).toBe(GONE);
  });

  it.each([
    "  a: b(),\n",
    "  a: globalThis.b,\n",
    "  ...a,\n",
    "  [a]: 1,\n",
    "  a() {},\n",
    "  a: `b`,\n",
    "  a: 1 + 1,\n",
    "  a: 1 // b\n",
    "  a: 1 b: 2,\n",
    "  a: 01,\n",
    "  a: 1n,\n",
    '  a: "\\u{61}",\n',
    "  a: [1},\n",
    "  a,\n",
    "  a: class,\n",
    "  a: [new],\n",
    "  a: function,\n",
    "  __proto__: 1,\n  __proto__: 2,\n",
  ])("is not what could be anything else: %j", (value) => {
    expect(left(value).trim()).not.toBe(GONE);
  });

  it("is left out in front of `as const` too", () => {
    expect(left("  a: 1,\n", " as const;").trim()).toBe(
      "export const a = { } as const;",
    );
  });

  it.each([" = {};", "\n= {};", " as const = {};", ".b;", "[0];", "(1);", ""])(
    "is not what has %j behind it",
    (end) => {
      const [first] = left("  a: { b: null },\n", end).split("}");
      expect(first).toBe("export const a = { a: { b: null ");
    },
  );

  it("is not worth a look where there is little", () => {
    const text = "export const a = {\n  b: 1,\n};\n";
    expect(withoutData(text)).toEqual({ text, constants: [] });
  });

  it("is what the parser takes for a literal too, whatever stands in it", () => {
    const pieces = fc.constantFrom(
      ...["{", "}", "[", "]", ",", " ", "\n", "a: ", '"b": ', "1", "-2", "0x3"],
      ...['"c"', "true", "null", "d", "0", ".", "(", ")", "`", "\\", "/", "="],
      ...["a: 1,\n", "b: [1, 2],\n", "c: { d: null },\n", '"e-f": "g",\n'],
      ...["}= ", "class", "new", "static", "await", "import", "async", "void"],
    );
    const value = fc.array(pieces, { minLength: 1, maxLength: 9 });
    let data = 0;
    fc.assert(
      fc.property(value, (words) => {
        const text = `export const a = {\n${words.join("")}};\n`;
        const short = withoutData(text + REST);
        if (!short.constants.includes(0)) return;
        data += 1;
        const whole = parseSync("a.ts", text + REST, { lang: "ts" });
        const parts = parseSync("a.ts", short.text, { lang: "ts" });
        // What follows the data is there in both.
        expect(parts.errors.length === 0).toBe(whole.errors.length === 0);
        if (whole.errors.length === 0)
          expect(ends(parts.program)).toEqual(ends(whole.program));
      }),
      { numRuns: Number(process.env["PLAIN_RUNS"] ?? 5000) },
    );
    expect(data).toBeGreaterThan(100);
  });
});

describe("a file with data that is left out", () => {
  const outline = new Map([["a.ts", code(exported("const", "a", "rest"))]]);
  const faults = async (text: string): Promise<string> =>
    (await verifyTexts(new Map([["a.ts", text]]), outline))
      .map(({ message }) => message)
      .join("\n");

  it("is verified as it would be with it", async () => {
    const text = `export const a = {\n  b: 1,\n};\n${REST}`;
    expect(await faults(text)).toBe("");
    expect(await faults(`${text}run();\n`)).toContain(
      "line 206: ExpressionStatement is not allowed",
    );
    expect(await faults(`${text}export const c = 1;\n`)).toContain(
      "line 206: exported const c in the file is not planned",
    );
  });

  it("cannot hide code in what is no constant", async () => {
    const data = 'export const b = {\n  c: "*/ run(); /*",\n};\n';
    const a = "export const a = 1;\n";
    expect(await faults(`${a}/*\n${data}*/\n${REST}`)).toContain(
      "ExpressionStatement is not allowed",
    );
    expect(await faults(`${a}/*\n${data.replace("*/ ", "")}*/\n${REST}`)).toBe(
      "",
    );
  });
});

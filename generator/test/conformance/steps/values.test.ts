import { describe, expect, it } from "vitest";
import type { Type } from "../../../src/model/types.ts";
import { lookupOf } from "../../../src/conformance/lookup.ts";
import {
  describe as inWords,
  difference,
} from "../../../src/conformance/session/steps-match.ts";
import {
  resolved,
  typed,
} from "../../../src/conformance/session/steps-values.ts";
import { compileText } from "../../support/tables.ts";

const { table } = compileText(`
types:
  Point: { struct: { x: int64, label: bytes } }
  Shape: { union: { tag: kind, cases: { dot: { fields: { at: Point } } } } }
  Many: { alias: list<Point> }
categories:
  thing: { lifecycle: { initial: there, states: { there: {} } } }
`);
if (table === undefined) throw new Error("the table has errors");
const lookup = lookupOf(table);

const primitive = (name: "bytes" | "int64" | "uint8"): Type => ({
  kind: "primitive",
  name,
});
const named = (name: string): Type => ({ kind: "named", name });
const of = (type: Type, raw: unknown): unknown => typed(type, lookup, raw);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("references", () => {
  const names = new Map<string, unknown>([
    ["address", { family: "v4", port: 9 }],
    ["one", 1],
  ]);

  it("stand for results and their fields, however deep they are written", () => {
    expect(resolved("$one", names)).toBe(1);
    expect(resolved({ a: ["$address.port", "x"] }, names)).toEqual({
      a: [9, "x"],
    });
    expect(resolved("$5 and $", names)).toBe("$5 and $");
  });

  it("must stand for something", () => {
    expect(() => resolved("$two", names)).toThrow(
      "$two stands for no result; known are $address, $one",
    );
    expect(() => resolved("$one.x", names)).toThrow(
      "$one.x: there is no x in $one",
    );
  });
});

describe("values", () => {
  it("are made for their type, however deep", () => {
    expect(of(primitive("bytes"), 3)).toEqual(new Uint8Array(3));
    expect(of(primitive("bytes"), "hé")).toEqual(utf8("hé"));
    expect(of(primitive("int64"), 3)).toBe(3n);
    expect(of(primitive("uint8"), 3)).toBe(3);
    expect(
      of(named("Shape"), { kind: "dot", at: { x: 1, label: "a" } }),
    ).toEqual({ kind: "dot", at: { x: 1n, label: utf8("a") } });
    expect(of(named("Many"), [{ x: 2 }])).toEqual([{ x: 2n }]);
    expect(of({ kind: "optional", of: primitive("int64") }, 4)).toBe(4n);
    expect(of({ kind: "map", of: primitive("int64") }, { a: 4 })).toEqual({
      a: 4n,
    });
  });

  it("stay what they are if they are of it already", () => {
    const bytes = utf8("x");
    expect(of(primitive("bytes"), bytes)).toBe(bytes);
    expect(of(primitive("int64"), 5n)).toBe(5n);
    expect(of({ kind: "instance" }, bytes)).toBe(bytes);
  });

  it("are the same pattern for the same seed alone", () => {
    const pattern = (seed: number): unknown =>
      of(primitive("bytes"), { pattern: 64, seed });
    expect(pattern(1)).toEqual(pattern(1));
    expect(pattern(1)).not.toEqual(pattern(2));
    expect(pattern(1)).toHaveLength(64);
  });

  it("are a pattern behind its beginning", () => {
    const part = (pattern: number, skip: number): unknown =>
      of(primitive("bytes"), { pattern, seed: 1, skip });
    const whole = part(64, 0);
    expect(whole).toBeInstanceOf(Uint8Array);
    expect(part(24, 40)).toEqual(Uint8Array.prototype.subarray.call(whole, 40));
    expect(part(24, 39)).not.toEqual(part(24, 40));
  });
});

describe("what is expected", () => {
  it.each([
    [1, 1],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: { b: null } }, { a: {} }],
    [
      [1, { a: 2 }],
      [1, { a: 2, c: 3 }],
    ],
    [3, 3n],
    [utf8("ab"), utf8("ab")],
    [null, undefined],
  ])("%o is met by %o", (expected, found) => {
    expect(difference(expected, found, "it")).toBeUndefined();
  });

  it.each([
    [1, "1", `expected it to be 1, found "1"`],
    [{ a: 1 }, {}, "expected it.a to be 1, found nothing"],
    [{ a: 1 }, undefined, "expected it to be { a: 1 }, found nothing"],
    [[1], [1, 2], "expected it to be [1], found [1, 2]"],
    [[{ a: 1 }], [{ a: 2 }], "expected it[0].a to be 1, found 2"],
    [null, 0, "expected it to be null, found 0"],
    [utf8("ab"), "ab", `expected it to be 2 bytes "ab", found "ab"`],
    [utf8("ab"), new Uint8Array(2), `found 2 bytes [0, 0]`],
  ])("%o is not met by %o", (expected, found, message) => {
    expect(difference(expected, found, "it")).toContain(message);
  });

  it("is cut short in messages", () => {
    expect(inWords("x".repeat(500)).length).toBeLessThan(200);
    expect(inWords({ a: { b: { c: { d: 1 } } } })).toBe(
      "{ a: { b: { c: … } } }",
    );
    expect(inWords(new Map())).toBe("an instance of Map");
  });
});

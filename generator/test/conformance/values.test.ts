/** Sample values, what is wrong for a type, and how long a value is: all made from the table. */
import { describe, expect, it } from "vitest";
import { complaint } from "../../src/conformance/checked/conforms.ts";
import { lookupOf } from "../../src/conformance/lookup.ts";
import { isAlike } from "../../src/conformance/plan/families/support/alike.ts";
import { wrongValues } from "../../src/conformance/plan/families/support/wrong.ts";
import { bytesOf } from "../../src/conformance/session/values/bytes.ts";
import {
  fieldValue,
  plainValue,
  typedValue,
  type ValueSource,
} from "../../src/conformance/session/values/values.ts";
import type { Type } from "../../src/model/types.ts";
import { named, tableOf, tablesIn } from "../support/tables.ts";

function sourceOf(
  path: string,
  values: Readonly<Record<string, unknown>> = {},
): ValueSource {
  return {
    lookup: lookupOf(tableOf(path)),
    values: new Map(Object.entries(values)),
    instance: () => {
      throw new Error("no instance");
    },
  };
}

const door = sourceOf("good/door.yaml", { who: { side: "right" }, n: 7 });
const of = (name: string): Type => ({ kind: "named", name });

describe("a value of a type", () => {
  it("is what the table gives, and what it lacks the plainest", () => {
    const raw = { colour: "green" };
    expect(typedValue(of("Paint"), door, raw)).toEqual(raw);
    expect(typedValue(of("Paint"), door, { coats: 3 })).toEqual({
      colour: "red",
      coats: 3,
    });
  });

  it("takes references by name and by field", () => {
    expect(typedValue(of("Side"), door, "$who.side")).toBe("right");
    const bytes: Type = { kind: "primitive", name: "bytes" };
    expect(typedValue(bytes, door, "$unknown")).toEqual(
      new TextEncoder().encode("$unknown"),
    );
  });

  it("passes over samples that refer to what is not known", () => {
    const field = {
      name: "a",
      doc: "",
      type: of("Side"),
      optional: false,
      samples: ["$nobody.side", "$who.side"],
    };
    expect(fieldValue(field, door)).toBe("right");
    expect(fieldValue({ ...field, samples: ["$nobody"] }, door)).toBe("left");
  });

  it("ends, even if the type contains itself", () => {
    const torture = sourceOf("good/torture.yaml");
    expect(plainValue(of("Loop"), torture)).toEqual({ type: "end" });
  });
});

describe("bytes", () => {
  it("are zeros, text, or a pattern that its seed repeats", () => {
    expect(bytesOf(2)).toEqual(new Uint8Array(2));
    expect(bytesOf("é")).toEqual(Uint8Array.of(0xc3, 0xa9));
    const pattern = bytesOf({ pattern: 64, seed: 1 });
    expect(pattern).toEqual(bytesOf({ pattern: 64, seed: 1 }));
    expect(isAlike(pattern, bytesOf({ pattern: 64, seed: 2 }))).toBe(false);
    const own = Uint8Array.of(1);
    expect(bytesOf(own)).toBe(own);
  });
});

describe.each(tablesIn("good"))("the types of %s", (path) => {
  const source = sourceOf(path);
  const world = { lookup: source.lookup, exports: {} };

  it("take their plainest values, and nothing that is wrong for them", () => {
    for (const { name } of source.lookup.table.types) {
      const type = of(name);
      const value = plainValue(type, source);
      expect([name, complaint(type, value, world)]).toEqual([name, undefined]);
      for (const { value: wrong, why } of wrongValues(type, source.lookup)) {
        const found = complaint(type, wrong, world);
        expect([name, why, found === undefined]).toEqual([name, why, false]);
      }
    }
  });

  it("take the arguments that functions are sampled with", () => {
    for (const row of source.lookup.table.functions) {
      for (const param of row.params) {
        if (param.optional || takesInstance(param.type)) continue;
        const value = fieldValue(param, source);
        const found = complaint(param.type, value, world);
        expect([row.id, param.name, found]).toEqual([
          row.id,
          param.name,
          undefined,
        ]);
      }
    }
  });
});

function takesInstance(type: Type): boolean {
  return type.kind === "instance" || ("of" in type && type.kind === "list");
}

describe("a complaint", () => {
  it("names the place", () => {
    const world = { lookup: door.lookup, exports: {} };
    const paint = { colour: "red", coats: 300 };
    expect(complaint(of("Paint"), paint, world, "the result")).toBe(
      "the result.coats must be uint8, not 300",
    );
    const nine = named(door.lookup.table.types, "Paint");
    expect(nine.kind).toBe("struct");
    expect(complaint(of("Paint"), { ...paint, coats: 10 }, world)).toBe(
      "value.coats must be at most 9, not 10",
    );
    expect(complaint(of("Paint"), { ...paint, coats: 9 }, world)).toBe(
      undefined,
    );
  });
});

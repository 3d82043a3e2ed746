import { describe, expect, it } from "vitest";
import { compile, type Compilation } from "../src/compile.ts";
import { catalog } from "../src/diagnostics/catalog.ts";

const HEAD = `captable: 1
name: demo
title: Demo
object: Thing
errorClass: DemoError
package: { name: demo, version: 1.0.0, license: MIT }
imports: [part.yaml]
errors: { BAD: { code: 1 } }
violations:
  { argument: BAD, state: BAD, role: BAD, closed: BAD, missing: BAD, cancelled: BAD, unsupported: BAD }
functions: { open: {} }
categories: { door: { functions: [open] } }
types:
  Spare: { opaque: true }
  Pair: { enum: { one: { value: 1 }, two: { value: 1 } } }
`;
const PART = `captable: 1
types:
  Other: { opaque: true }
`;

/** Compiles a table with three types that nothing uses, one of them in another file, and one value that stands twice. */
function compileWith(accept: string, part = ""): Compilation {
  const files = new Map([
    ["table.yaml", `${HEAD}${accept}`],
    ["part.yaml", `${PART}${part}`],
  ]);
  return compile("table.yaml", (path) => files.get(path));
}

function accepting(...rows: readonly (readonly [string, string])[]): string {
  const lines = rows.map(
    ([code, at]) => `  - { code: ${code}, at: ${at}, reason: It is right. }\n`,
  );
  return `accept:\n${lines.join("")}`;
}

function told({ diagnostics }: Compilation): readonly string[] {
  return diagnostics.map(({ code, message }) => `${code} ${message}`);
}

const SPARE = 'CT219 the type "Spare" is used nowhere';
const PAIR = 'CT219 the type "Pair" is used nowhere';
const OTHER = 'CT219 the type "Other" is used nowhere';
const TWICE = 'CT217 "one" has the value 1 already';

describe("a warning", () => {
  it("is told, and lets the table pass", () => {
    const result = compileWith("");
    expect(told(result)).toEqual([OTHER, SPARE, PAIR, TWICE]);
    expect(result.accepted).toEqual([]);
    expect(result.table).toBeDefined();
  });

  it("is not told where it is accepted, but kept with the reason", () => {
    const result = compileWith(accepting(["CT219", "types.Spare"]));
    expect(told(result)).toEqual([OTHER, PAIR, TWICE]);
    const [one, ...others] = result.accepted;
    expect(one?.reason).toBe("It is right.");
    expect(`CT219 ${one?.diagnostic.message}`).toBe(SPARE);
    expect(one?.diagnostic.at.line).toBe(14);
    expect(others).toEqual([]);
    expect(result.table).toBeDefined();
  });

  it("is accepted with the row that it lies in, in whichever file that is", () => {
    const result = compileWith(accepting(["CT219", "types"]));
    expect(told(result)).toEqual([TWICE]);
    expect(result.accepted).toHaveLength(3);
  });

  it("is accepted deep in a row, by the keys that lead there", () => {
    const path = "types.Pair.enum.two";
    expect(told(compileWith(accepting(["CT217", path])))).toEqual([
      OTHER,
      SPARE,
      PAIR,
    ]);
    const other = compileWith(accepting(["CT217", "types.Pair.enum.one"]));
    expect(told(other)).toContain(TWICE);
    expect(told(other)).toContain(
      'CT607 there is no CT217 at "types.Pair.enum.one" to accept',
    );
  });

  it("is accepted by an imported file too", () => {
    const part = accepting(["CT219", "types.Spare"], ["CT219", "types.Other"]);
    expect(told(compileWith("", part))).toEqual([PAIR, TWICE]);
  });

  it("is accepted in the file of the row, not at that line of another", () => {
    // Puts the type where another stands in the other file.
    const part = `captable: 1\ntypes:${"\n".repeat(12)}  Other: { opaque: true }\n`;
    const table = `${HEAD}${accepting(["CT219", "types.Other"])}`;
    const files = new Map([
      ["table.yaml", table],
      ["part.yaml", part],
    ]);
    const result = compile("table.yaml", (path) => files.get(path));
    expect(told(result)).toEqual([SPARE, PAIR, TWICE]);
    const [one] = result.accepted;
    expect(one?.diagnostic.at).toMatchObject({ path: "part.yaml", line: 14 });
  });

  it("is accepted for its own code only", () => {
    const result = compileWith(accepting(["CT217", "types.Spare"]));
    expect(told(result)).toContain(SPARE);
    expect(result.accepted).toEqual([]);
  });
});

describe("an acceptance", () => {
  it("is not called unused while an error may hide what it accepts", () => {
    const accept = accepting(["CT601", "errors"]);
    const unused = 'CT607 there is no CT601 at "errors" to accept';
    expect(told(compileWith(accept))).toContain(unused);
    const wrong = `${accept}scenarios: { a: { parties: { x: dor }, steps: [] } }\n`;
    expect(told(compileWith(wrong))).not.toContain(unused);
  });

  it("cannot be made of any error", () => {
    const errors = [...catalog.values()].filter(
      ({ severity }) => severity === "error",
    );
    const rows = errors.map(({ code }) => [code, "types"] as const);
    const { diagnostics, table } = compileWith(accepting(...rows));
    const refused = diagnostics.filter(({ code }) => code === "CT605");
    expect(refused).toHaveLength(errors.length);
    expect(table).toBeUndefined();
  });

  it("does not come into what is emitted", () => {
    const accept = accepting(["CT219", "types"], ["CT217", "types"]);
    expect(compileWith(accept).table).toEqual(compileWith("").table);
  });
});

describe("a table that calls itself documented", () => {
  const documented = "documented: true\n";

  it("has to be so", () => {
    const messages = told(compileWith(documented)).filter((it) =>
      it.startsWith("CT604"),
    );
    expect(messages).toEqual([
      'CT604 the type "Other" has no "doc"',
      'CT604 the error "BAD" has no "doc"',
      'CT604 the function "open" has no "doc"',
      'CT604 the category "door" has no "doc"',
      'CT604 the type "Spare" has no "doc"',
      'CT604 the type "Pair" has no "doc"',
    ]);
  });

  it("says so in its root file only", () => {
    expect(told(compileWith("", documented))).toHaveLength(1);
  });
});

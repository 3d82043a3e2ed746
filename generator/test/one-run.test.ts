import { describe, expect, it } from "vitest";
import { compile, type Compilation } from "../src/compile.ts";
import { formatDiagnostics } from "../src/diagnostics/format.ts";

/** Compiles the files of a table, of which `table.yaml` is the root. */
function compileFiles(files: Readonly<Record<string, string>>): Compilation {
  return compile("table.yaml", (path) => files[path]);
}

/** Where each diagnostic is, and its code. */
function placesOf({ diagnostics }: Compilation): readonly string[] {
  return diagnostics.map(
    ({ code, at }) => `${at.path}:${at.line}:${at.column} ${code}`,
  );
}

const HEAD = `captable: 1
name: demo
title: Demo
object: Thing
errorClass: DemoError
package: { name: demo, version: 1.0.0, license: MIT }
imports: [parts/statuses.yaml, parts/types.yaml]
`;

describe("every error of a table in one run", () => {
  it("of names and meaning, in all of its files", () => {
    const result = compileFiles({
      "table.yaml": `${HEAD}functions:
  open: { params: { how: Colour }, errors: [JAMED] }
  close: {}
  paint: { params: { class: Color }, traits: [disposes] }
  lost: {}
categories:
  door: { functions: [open, clos, paint, paint], parents: [gat] }
  gate: { functions: [open, paint] }
  gateWay: { parents: [gate], lifecycle: { states: { shut: {} } } }
  gateway: { parents: [gate] }
`,
      "parts/statuses.yaml": `captable: 1
errors:
  BAD: { code: 1 }
  JAMMED: { code: 1 }
  FINE: { code: 0, success: true }
violations:
  { argument: BAD, state: FINE, role: BAD, closed: BAD, missing: BADD, cancelled: BAD, unsupported: BAD }
`,
      "parts/types.yaml": `captable: 1
types:
  Color: { enum: { red: { value: 1 }, green: { value: 1 } } }
  Round: { alias: Rounder }
  Rounder: { alias: Round }
  Size: { struct: { width: { type: uint8, min: 3, max: 2 } } }
  Box: { struct: { inner: Box } }
`,
    });
    expect(placesOf(result)).toEqual([
      "parts/statuses.yaml:4:19 CT215",
      "parts/statuses.yaml:7:27 CT221",
      "parts/statuses.yaml:7:66 CT201",
      "parts/types.yaml:3:39 CT217",
      "parts/types.yaml:4:3 CT211",
      "parts/types.yaml:4:3 CT219",
      "parts/types.yaml:5:3 CT219",
      "parts/types.yaml:6:3 CT219",
      "parts/types.yaml:6:56 CT213",
      "parts/types.yaml:7:3 CT210",
      "parts/types.yaml:7:3 CT219",
      "table.yaml:9:26 CT201",
      "table.yaml:9:45 CT201",
      "table.yaml:11:22 CT205",
      "table.yaml:11:22 CT232",
      "table.yaml:14:29 CT201",
      "table.yaml:14:42 CT202",
      "table.yaml:14:60 CT201",
      "table.yaml:16:3 CT401",
      "table.yaml:17:3 CT208",
    ]);
    const { diagnostics, sources } = result;
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.length).toBeGreaterThanOrEqual(10);
    const text = formatDiagnostics(diagnostics, sources);
    for (const name of ["Color", "JAMMED", "close", "gate", "BAD"])
      expect(text).toContain(`help: did you mean ${JSON.stringify(name)}?`);
    for (const related of [
      "parts/statuses.yaml:3:3: it stands here",
      "table.yaml:14:35: first listed here",
    ])
      expect(text).toContain(related);
    expect(result.table).toBeUndefined();
  });

  it("of keys and values, and of YAML, in all of its files", () => {
    const result = compileFiles({
      "table.yaml": `${HEAD}functions:
  open: { params: &how { how: strng<< }, erors: [] }
  open: { sync: maybe }
  close: { result: *how }
  <<: { stop: {} }
categories: [door]
`,
      "parts/statuses.yaml": `captable: 1
imports: [more.yaml]
errors:
  BAD: { code: 1
  JAMMED: { code: 2 }
types: { Color: { enum: [red] }
sets: ]
`,
      "parts/types.yaml": `captable: one
types:
  Color: { enm: [red] }
  Size: !big { alias: uint8 }
`,
      "parts/more.yaml": `captable: 1
errors:
  LOST: { code: "none" }
  "never: closed
`,
    });
    expect(placesOf(result)).toEqual([
      "parts/more.yaml:4:3 CT101",
      "parts/more.yaml:4:3 CT101",
      "parts/more.yaml:5:1 CT101",
      "parts/statuses.yaml:5:3 CT101",
      "parts/statuses.yaml:7:1 CT101",
      "parts/statuses.yaml:7:7 CT101",
      "parts/types.yaml:1:11 CT107",
      "parts/types.yaml:3:3 CT115",
      "parts/types.yaml:3:12 CT108",
      "parts/types.yaml:4:9 CT104",
      "table.yaml:9:19 CT103",
      "table.yaml:9:36 CT113",
      "table.yaml:9:42 CT108",
      "table.yaml:10:3 CT102",
      "table.yaml:11:20 CT103",
      "table.yaml:12:3 CT105",
      "table.yaml:13:13 CT107",
    ]);
    expect(result.table).toBeUndefined();
  });

  it("and of what is left when half of them are mended", () => {
    const files = {
      "table.yaml": `${HEAD}functions: { open: {} }
categories: { door: { functions: [open] } }
`,
      "parts/statuses.yaml": `captable: 1
errors: { BAD: { code: 1 } }
violations: { argument: BAD, state: BAD, role: BAD, closed: BAD, missing: BAD, cancelled: BAD, unsupported: BAD }
`,
      "parts/types.yaml": "captable: 1\n",
    };
    expect(placesOf(compileFiles(files))).toEqual([]);
    expect(compileFiles(files).table).toBeDefined();
    const text = files["table.yaml"].replace("[open]", "[opn]");
    const worse = compileFiles({ ...files, "table.yaml": text });
    expect(placesOf(worse)).toEqual(["table.yaml:9:35 CT201"]);
  });
});

describe("a quote that is never closed", () => {
  it("is shown where it is opened", () => {
    const text = `${HEAD}functions:\n  open: { doc: "Opens. }\n`;
    const { diagnostics } = compileFiles({ "table.yaml": text });
    const found = diagnostics.find(({ message }) => /quote/.test(message));
    expect(found?.related).toEqual([
      {
        message: "it is opened here",
        at: {
          path: "table.yaml",
          line: 9,
          column: 16,
          endLine: 9,
          endColumn: 17,
        },
      },
    ]);
  });
});

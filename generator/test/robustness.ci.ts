import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../src/compile.ts";
import { formatDiagnostics } from "../src/diagnostics/format.ts";
import { compileFixture, readFixture } from "./support/tables.ts";

const door = readFixture("good/door.yaml") ?? "";

/** Compiles any text at all as the root file. */
function compileAny(text: string): string {
  const { table, diagnostics, sources } = compile("good/door.yaml", (path) =>
    path === "good/door.yaml" ? text : readFixture(path),
  );
  const isBad = diagnostics.some(({ severity }) => severity === "error");
  expect(table === undefined).toBe(isBad);
  return formatDiagnostics(diagnostics, sources);
}

describe("whatever a table says, there is no exception", () => {
  it("for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        compileAny(text);
      }),
    );
  });

  it("for a table cut off anywhere", () => {
    fc.assert(
      fc.property(fc.nat(door.length), (end) => {
        compileAny(door.slice(0, end));
      }),
      { numRuns: 60 },
    );
  });

  it("for a table with a word replaced by another of its words", () => {
    const words = [...door.matchAll(/[A-Za-z_]\w*/g)];
    const word = fc.constantFrom(...words);
    fc.assert(
      fc.property(word, word, ({ index, 0: from }, { 0: to }) => {
        compileAny(door.slice(0, index) + to + door.slice(index + from.length));
      }),
      { numRuns: 200 },
    );
  });

  it("for a table without one of its lines", () => {
    const lines = door.split("\n");
    for (const index of lines.keys()) {
      compileAny(lines.toSpliced(index, 1).join("\n"));
    }
  });

  it("and the table itself is good", () => {
    expect(compileFixture("good/door.yaml").diagnostics).toEqual([]);
  });
});

describe("a large table", () => {
  /** Categories in chains of ten, twenty functions each, every one with a lifecycle. */
  function largeTable(categories: number): string {
    const functions: string[] = [];
    const rows: string[] = [];
    for (let c = 0; c < categories; c += 1) {
      const ids = Array.from({ length: 20 }, (_, f) => `f${c}_${f}`);
      functions.push(...ids.map((id) => `  ${id}: { result: uint32 }`));
      const parents = c % 10 === 0 ? "" : `parents: [c${c - 1}], `;
      const initial = c % 10 === 0 ? "initial: s, " : "";
      const lifecycle = `lifecycle: { ${initial}states: { s: { allow: [${ids.join(", ")}] } } }`;
      rows.push(
        `  c${c}: { ${parents}functions: [${ids.join(", ")}], ${lifecycle} }`,
      );
    }
    return `${door.slice(0, door.indexOf("errors:"))}functions:\n${functions.join("\n")}\ncategories:\n${rows.join("\n")}\n`;
  }

  /** The best of three, so that a busy machine matters less. */
  function timeOf(categories: number): number {
    const text = largeTable(categories);
    const times = [1, 2, 3].map(() => {
      const start = performance.now();
      expect(compileAny(text)).toBe("");
      return performance.now() - start;
    });
    return Math.min(...times);
  }

  it("takes time in proportion to its size", () => {
    const small = timeOf(60);
    const large = timeOf(480);
    // Eight times the size; quadratic would be 64 times the time.
    expect(large / small).toBeLessThan(24);
  }, 60_000);
});

import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../src/diagnostics/diagnostic.ts";
import type { Painter } from "../src/diagnostics/format.ts";
import {
  formatDiagnostic,
  formatDiagnostics,
} from "../src/diagnostics/format.ts";

const at = { path: "a.yaml", line: 2, column: 4, endLine: 2, endColumn: 7 };
const sources = new Map([["a.yaml", "one\n\t  two\nthree\n"]]);
const diagnostic: Diagnostic = {
  code: "CT201",
  severity: "error",
  message: "there is no two",
  reason: "one is enough",
  help: "remove it",
  at,
  related: [
    {
      message: "see here",
      at: { ...at, line: 1, column: 1, endLine: 3, endColumn: 2 },
    },
  ],
};

const painter: Painter = {
  bold: (text) => `<b>${text}</b>`,
  red: (text) => `<r>${text}</r>`,
  yellow: (text) => `<y>${text}</y>`,
  cyan: (text) => `<c>${text}</c>`,
  dim: (text) => `<d>${text}</d>`,
};

describe("a diagnostic as text", () => {
  it("has the line, a caret, related places and help", () => {
    expect(formatDiagnostic(diagnostic, sources)).toBe(
      [
        "a.yaml:2:4: error CT201: there is no two",
        "  2 | \t  two",
        "    | \t  ^^^",
        "  a.yaml:1:1: see here",
        "  1 | one",
        "    | ^^^",
        "  why: one is enough",
        "  help: remove it",
        "",
      ].join("\n"),
    );
  });

  it("does without the line of a file that is not there", () => {
    const text = formatDiagnostic({ ...diagnostic, related: [] }, new Map());
    expect(text).toBe(
      "a.yaml:2:4: error CT201: there is no two\n  why: one is enough\n  help: remove it\n",
    );
  });

  it("is painted by whoever is given", () => {
    const text = formatDiagnostic(diagnostic, sources, painter);
    expect(text).toContain("<b>a.yaml:2:4</b>: <r>error CT201</r>: there");
    expect(text).toContain("<r>^^^</r>");
    expect(text).toContain("<c>help</c>: remove it");
    const warning = formatDiagnostic(
      { ...diagnostic, severity: "warning" },
      sources,
      painter,
    );
    expect(warning).toContain("<y>warning CT201</y>");
  });

  it("does not obey the characters that it shows", () => {
    const hostile = new Map([["a.yaml", "one\n\u001b[31m\u202etwo\n"]]);
    const text = formatDiagnostic(diagnostic, hostile);
    expect(text).not.toMatch(/[\u001b\u202e]/);
    expect(text).toContain("\ufffd");
  });

  it("is kept apart from the next by an empty line", () => {
    const text = formatDiagnostics([diagnostic, diagnostic], sources);
    expect(text.split("\n\n")).toHaveLength(2);
  });
});

/** What is told of Stryker's report. */
import { describe, expect, it } from "vitest";
import { readReport, scoreTable, survivors } from "./stryker/report.ts";

const at = (line: number, column: number, end: number): object => ({
  start: { line, column },
  end: { line, column: end },
});

const mutant = (
  status: string,
  location: object,
  replacement = "false",
): object => ({
  mutatorName: "ConditionalExpression",
  status,
  location,
  replacement,
});

const report = {
  files: {
    "generated/wsk/src/runtime/core.ts": {
      source: "if (open) {\n  close();\n}\n",
      mutants: [
        mutant("Survived", {
          start: { line: 1, column: 11 },
          end: { line: 3, column: 2 },
        }),
        mutant("Killed", at(1, 5, 9)),
        mutant("Timeout", at(1, 5, 9), "true"),
        mutant("CompileError", at(2, 3, 10)),
      ],
    },
    "generated/wsk/src/invoke.ts": {
      source: "return open;\n",
      mutants: [mutant("NoCoverage", at(1, 8, 12))],
    },
  },
};

describe("Stryker's report", () => {
  it("is counted by file; what could not be tried is not", () => {
    expect(scoreTable(readReport(report)).split("\n").slice(2)).toEqual([
      "| `invoke.ts` | 1 | 0 | 0 | 0 | 1 | 0 % |",
      "| `runtime/core.ts` | 3 | 1 | 1 | 1 | 0 | 66 % |",
      "| **all** | 4 | 1 | 1 | 1 | 1 | 50 % |",
      "",
    ]);
  });

  it("names what nothing has noticed, and nothing else", () => {
    expect(survivors(readReport(report))).toEqual([
      "generated/wsk/src/invoke.ts:1 ConditionalExpression: open → false",
      "generated/wsk/src/runtime/core.ts:1 ConditionalExpression: { close(); } → false",
    ]);
  });

  it("has to be one", () => {
    expect(readReport({ files: {} })).toEqual([]);
    expect(() => readReport({ files: { "a.ts": {} } })).toThrow(TypeError);
  });
});

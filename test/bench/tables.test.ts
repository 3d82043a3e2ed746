import { expect, it } from "vitest";
import type {
  GeneratorResult,
  ProgramResult,
  SizeResult,
} from "../../bench/groups/generator/result.ts";
import { tablesOf } from "../../bench/groups/generator/tables.ts";
import type { Runs } from "../../bench/measure/interleave.ts";
import { markdownOf } from "../../bench/report/format.ts";
import { sectionOf, withSection } from "../../bench/report/sections.ts";

function runs(...times: readonly number[]): Runs {
  const megabytes = times[0] ?? 0;
  return { milliseconds: times, cpu: times, megabytes, bytes: 1e6 };
}

function program(name: string, node: string, ...times: number[]) {
  const rival = name !== "generate";
  return { name, node, rival, runs: runs(...times) } satisfies ProgramResult;
}

function size(
  categories: number,
  programs: readonly ProgramResult[],
): SizeResult {
  return { categories, functions: 20, programs, failed: [] };
}

const small = size(5, [
  program("generate", "20.1.0", 100, 200, 100),
  program("generate", "24.1.0", 50, 100, 50),
  program("old", "20.1.0", 200, 400, 200),
  program("new", "24.1.0", 200, 400, 200),
]);

function rowsOf(
  result: Partial<GeneratorResult>,
  title: RegExp,
): readonly (readonly string[])[] | undefined {
  const wsk = { floor: runs(10) };
  const tables = tablesOf({ wsk, sizes: [], missing: [], ...result });
  return tables.find((it) => title.test(it.title))?.rows;
}

it("compares every program with captable on the same Node", () => {
  const rows = rowsOf({ sizes: [small] }, /cold start, by/);
  expect(rows?.map((row) => [row[1], row[2], row[3]])).toEqual([
    ["generate", "20", "1.00 (1.00–1.00)"],
    ["generate", "24", "1.00 (1.00–1.00)"],
    ["old", "20", "2.00 (2.00–2.00)"],
    ["new", "24", "4.00 (4.00–4.00)"],
  ]);
});

it("says by which power time and memory grow", () => {
  const larger = size(50, [
    program("generate", "20.1.0", 1000),
    program("old", "20.1.0", 20_000),
    program("late", "24.1.0", 20_000),
  ]);
  const rows = rowsOf({ sizes: [small, larger] }, /power/);
  expect(rows).toEqual([
    ["generate", "20", "1.00", "1.00"],
    ["old", "20", "2.00", "2.00"],
    ["late", "24", "–", "–"],
  ]);
});

it("keeps going without captable, and says what is not measured and why", () => {
  const refused: SizeResult = {
    ...size(5000, [program("old", "20.1.0", 200)]),
    failed: [
      {
        name: "generate",
        node: "20.1.0",
        rival: false,
        why: "ended with 1: error CT123 | `x`",
      },
    ],
  };
  const missing = [{ name: "gone", why: "it cannot be installed" }];
  const result = { sizes: [refused], missing };
  expect(rowsOf(result, /cold start, by/)?.[0]?.[3]).toBe("–");
  expect(rowsOf(result, /Not measured/)).toEqual([
    ["all", "gone", "–", "it cannot be installed"],
    ["5000", "generate", "20", "ended with 1: error CT123 / x"],
  ]);
  expect(rowsOf({ sizes: [small] }, /Not measured/)).toBeUndefined();
});

it("puts a text between the markers of its name, and finds it again", () => {
  const page = "# A\n\n<!-- one -->\n\nold\n\n<!-- /one -->\n\nend\n";
  const table = { title: "T", columns: ["a"], rows: [["1"]] };
  const fresh = withSection(page, "one", markdownOf(table));
  expect(fresh).not.toContain("old");
  expect(sectionOf(fresh, "one")).toBe("**T**\n\n| a   |\n| --- |\n| 1   |");
  expect(fresh.endsWith("\n\nend\n")).toBe(true);
  expect(sectionOf(page, "two")).toBeUndefined();
  expect(() => withSection(page, "two", "x")).toThrow("no place");
});

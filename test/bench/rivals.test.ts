import { expect, it } from "vitest";
import type { Input } from "../../bench/rivals/rival.ts";
import { RIVALS } from "../../bench/rivals/rivals.ts";
import { planTable } from "../../bench/tables/table.ts";

const inputs: readonly Input[] = [...new Set(RIVALS.map((it) => it.input))];

function wholeText(input: Input, categories: number): string {
  const text = input.text(planTable({ categories, functions: 20 }));
  return typeof text === "string" ? text : [...text.values()].join("");
}

/** So often is every function of a table in its text, at least. */
function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}

it.each(inputs.map((it) => [it.name, it] as const))(
  "%s has every function with its doc, and all three of its types",
  (_name, input) => {
    const text = wholeText(input, 12);
    const docs = /Operates the device at an address, in way \d+\./g;
    expect(count(text, docs)).toBe(240);
    expect(count(text, /\baddress\b/g)).toBeGreaterThanOrEqual(240);
    expect(count(text, /\bamount\b/g)).toBeGreaterThanOrEqual(240);
    const names = new Set(text.match(/operate\d+(?:_|-way)\d+/gi));
    expect(names.size).toBeGreaterThanOrEqual(240);
  },
);

it("names every rival once, in exactly one version of each package", () => {
  expect(new Set(RIVALS.map(({ name }) => name)).size).toBe(RIVALS.length);
  for (const { packages } of RIVALS)
    for (const version of Object.values(packages))
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

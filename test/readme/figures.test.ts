import { readFile } from "node:fs/promises";
import { join } from "node:path";
import prettier from "prettier";
import { expect, it } from "vitest";
import { readmeFigures } from "../../bench/figures/figures.ts";
import type { GeneratorResult } from "../../bench/groups/generator/result.ts";
import { textOf } from "../../bench/groups/generator/tables.ts";
import { ROOT } from "../../bench/paths.ts";
import { refreshPage, RESULTS } from "../../bench/report/keep.ts";
import { sectionOf } from "../../bench/report/sections.ts";

const update = process.env["CAPTABLE_UPDATE"] === "1";

async function shown(page: string, name: string): Promise<string> {
  const text = await readFile(join(ROOT, page), "utf8");
  return sectionOf(text, name) ?? "";
}

it("shows the figures that were measured last", async () => {
  const figures = await readmeFigures();
  expect(figures).not.toBe("");
  if (update) await refreshPage("README.md", "figures", figures);
  expect(await shown("README.md", "figures")).toBe(figures);
});

it("and so does the generator's page", async () => {
  const page = "docs/performance.md";
  const file = await readFile(join(RESULTS, "generator.json"), "utf8");
  const { machine, data }: { machine: string; data: GeneratorResult } =
    JSON.parse(file);
  const text = textOf(machine, data);
  if (update) await refreshPage(page, "generator", text);
  const expected = await prettier.format(text, { parser: "markdown" });
  expect(await shown(page, "generator")).toBe(expected.trim());
});

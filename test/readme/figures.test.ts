import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readmeFigures } from "../../bench/figures/figures.ts";
import { ROOT } from "../../bench/paths.ts";
import { refreshPage } from "../../bench/report/keep.ts";
import { sectionOf } from "../../bench/report/sections.ts";

it("shows the figures that were measured last", async () => {
  const figures = await readmeFigures();
  expect(figures).not.toBe("");
  if (process.env["CAPTABLE_UPDATE"] === "1") {
    await refreshPage("README.md", "figures", figures);
  }
  const readme = await readFile(join(ROOT, "README.md"), "utf8");
  expect(sectionOf(readme, "figures")).toBe(figures);
});

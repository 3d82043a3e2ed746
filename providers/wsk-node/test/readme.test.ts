import { readFile } from "node:fs/promises";
import { format } from "prettier";
import { expect, it } from "vitest";
import { fidelity } from "../src/index.ts";

const readme = new URL("../README.md", import.meta.url);

function rows(): string {
  return [
    "| | For | | |",
    "| --- | --- | --- | --- |",
    ...fidelity.map(
      ({ name, categories, fidelity: how, reason }) =>
        `| \`${name}\` | ${categories.join(", ")} | ${how} | ${reason} |`,
    ),
  ].join("\n");
}

// `vitest --update` writes the table anew.
it("the README shows the fidelity table", async () => {
  const text = await readFile(readme, "utf8");
  const updated = text.replace(
    /(<!-- fidelity -->)[^]*(<!-- \/fidelity -->)/,
    (_all, start: string, end: string) => `${start}\n\n${rows()}\n\n${end}`,
  );
  expect(updated).toContain(rows());
  await expect(
    await format(updated, { parser: "markdown" }),
  ).toMatchFileSnapshot("../README.md");
});

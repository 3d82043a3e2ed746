/** Writes down what was measured, laid out like all that is written by hand. @module */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import prettier from "prettier";
import type { Group } from "../groups/groups.ts";
import { ROOT } from "../paths.ts";
import { sectionOf, withSection } from "./sections.ts";

/** Where results are, a file of each kind for each group. */
export const RESULTS: string = join(ROOT, "bench", "results");

/** What `npm run bench -- --quick` measures is not kept. */
const LOOK = process.env["BENCH_QUICK"] === "1";

export async function keepResults(
  group: string,
  results: object,
): Promise<void> {
  if (LOOK) return;
  await mkdir(RESULTS, { recursive: true });
  const text = await prettier.format(JSON.stringify(results), {
    parser: "json",
  });
  await writeFile(join(RESULTS, `${group}.json`), text);
}

/** Puts a text between the markers of a name in a page. */
export async function refreshPage(
  page: string,
  name: string,
  text: string,
): Promise<void> {
  if (LOOK) return;
  const path = join(ROOT, page);
  const fresh = withSection(await readFile(path, "utf8"), name, text);
  await writeFile(path, await prettier.format(fresh, { parser: "markdown" }));
}

/** A group's part of the pages: the same figures, without what is said of them. */
export async function sectionsOf(
  group: Pick<Group, "name" | "title" | "sections">,
): Promise<string> {
  const docs = join(ROOT, "docs");
  const names = await readdir(docs);
  const pages = await Promise.all(
    names
      .filter((name) => name.startsWith("performance"))
      .map((name) => readFile(join(docs, name), "utf8")),
  );
  const found = group.sections.flatMap((section) =>
    pages.map((page) => sectionOf(page, section) ?? ""),
  );
  const parts = found.filter((it) => it !== "");
  if (parts.length === 0)
    throw new Error(`no page has a place for the figures of ${group.name}`);
  return `${[`# ${group.title}`, ...parts].join("\n\n")}\n`;
}

/** Keeps it beside the results. */
export async function keepSections(group: Group): Promise<void> {
  const text = await sectionsOf(group);
  await writeFile(join(RESULTS, `${group.name}.md`), text);
}

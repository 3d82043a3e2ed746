/** Writes down what was measured, laid out like all that is written by hand. @module */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import prettier from "prettier";
import type { Group } from "../groups/groups.ts";
import { ROOT } from "../paths.ts";
import { sectionOf, withSection } from "./sections.ts";

/** Where results are, a file of each kind for each group. */
export const RESULTS: string = join(ROOT, "bench", "results");

export async function keepResults(
  group: string,
  results: object,
): Promise<void> {
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
  const path = join(ROOT, page);
  const fresh = withSection(await readFile(path, "utf8"), name, text);
  await writeFile(path, await prettier.format(fresh, { parser: "markdown" }));
}

/** Keeps a group's part of its page beside its results: the same figures, without what is said of them. */
export async function keepSection({
  name,
  title,
}: Pick<Group, "name" | "title">): Promise<void> {
  const docs = join(ROOT, "docs");
  const pages = (await readdir(docs)).filter((it) =>
    it.startsWith("performance"),
  );
  for (const page of pages) {
    const section = sectionOf(await readFile(join(docs, page), "utf8"), name);
    if (section === undefined) continue;
    const text = `# ${title}\n\n${section}\n`;
    await writeFile(join(RESULTS, `${name}.md`), text);
    return;
  }
  throw new Error(`no page has a place for the figures of ${name}`);
}

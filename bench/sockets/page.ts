import { mkdir, readFile, writeFile } from "node:fs/promises";
import prettier from "prettier";

/** What `npm run bench -- --quick` measures is not kept. */
const LOOK = process.env["BENCH_QUICK"] === "1";

/** Replaces what stands between the two markers of a name in a page. */
export async function refresh(
  page: URL,
  name: string,
  text: string,
): Promise<void> {
  if (LOOK) return;
  const begin = `<!-- ${name} -->`;
  const end = `<!-- /${name} -->`;
  const old = await readFile(page, "utf8");
  const from = old.indexOf(begin);
  const to = old.indexOf(end);
  if (from < 0 || to < from) throw new TypeError(`${name} has no place`);
  const before = old.slice(0, from + begin.length);
  const fresh = `${before}\n\n${text}\n\n${old.slice(to)}`;
  await writeFile(page, await prettier.format(fresh, { parser: "markdown" }));
}

/** A table of texts that have no bars in them. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const rule = head.map((_, column) => (column === 0 ? "---" : "--:"));
  return [head, rule, ...rows]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");
}

/** Writes results as a file that is laid out like all others. */
export async function writeResults(
  name: string,
  results: object,
): Promise<void> {
  if (LOOK) return;
  const folder = new URL("../../results/", import.meta.url);
  await mkdir(folder, { recursive: true });
  const text = await prettier.format(JSON.stringify(results), {
    parser: "json",
  });
  await writeFile(new URL(name, folder), text);
}

// Runs the kit against the providers of this project, and writes what came of it to docs/conformance-results.md.
// With --check: says whether the page is what it would write.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { conformance } from "@captable/wsk/conformance";
import { renderMarkdown } from "captable/conformance";
import { format } from "prettier";

const page = fileURLToPath(
  new URL("../../docs/conformance-results.md", import.meta.url),
);
const modules = [
  import.meta.resolve("@captable/wsk-node/conformance"),
  import.meta.resolve("@captable/wsk-memory/conformance"),
];

const results = [];
for (const module of modules) {
  const result = await conformance({ provider: new URL(module) });
  results.push(result);
  const bad = result.verdicts.filter(({ message }) => message !== undefined);
  console.log(`${result.provider}: ${result.ok ? "passed" : "FAILED"}`);
  for (const { id, kind, message } of result.ok ? [] : bad)
    console.log(`  ${kind} ${id}: ${message}`);
}

/** How many deliberate faults the kit notices: what its verdicts are worth. */
async function sharpness() {
  const file = new URL("../mutants/score.json", import.meta.url);
  const score = JSON.parse(await readFile(file, "utf8"));
  const tallies = Object.values(score).flatMap(({ families }) =>
    Object.values(families),
  );
  const sum = (of) => tallies.reduce((total, tally) => total + tally[of], 0);
  return `\n## How sharp the kit is\n\nOf ${sum("all")} deliberate faults in tables, classes and providers the kit notices ${sum("noticed")}, ${sum("killed")} of them by the family that should: [its score](conformance-score.md).\n`;
}

const text = await format(
  renderMarkdown(results, { stable: true }) + (await sharpness()),
  { parser: "markdown" },
);
if (process.argv.includes("--check")) {
  const known = await readFile(page, "utf8").catch(() => "");
  if (known !== text) {
    console.error(
      "docs/conformance-results.md is stale: npm run report:conformance",
    );
    process.exitCode = 1;
  }
} else await writeFile(page, text);
if (!results.every(({ ok }) => ok)) process.exitCode = 1;

// Measures, and writes down what came of it. npm run bench [-- GROUP …] [--quick]
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GROUPS } from "./groups/groups.ts";
import { machineLine } from "./measure/machine.ts";
import { ROOT } from "./paths.ts";
import { between, markdownOf } from "./report/format.ts";
import type { Group, Settings } from "./report/result.ts";

const PAGE = join(ROOT, "docs", "performance.md");
const RESULTS = join(ROOT, "bench", "results");

function measure(group: Group, settings: Settings): void {
  const machine = machineLine();
  console.log(`── ${group.title}\n${machine}\n`);
  const { tables, data } = group.measure(settings);
  const text = [machine, ...tables.map(markdownOf)].join("\n\n");
  console.log(`${text}\n`);
  // A look is not kept.
  if (settings.quick) return;
  mkdirSync(RESULTS, { recursive: true });
  const file = join(RESULTS, group.name);
  const json = JSON.stringify({ group: group.name, machine, data }, null, 2);
  writeFileSync(`${file}.json`, `${json}\n`);
  writeFileSync(`${file}.md`, `# ${group.title}\n\n${text}\n`);
  writeFileSync(PAGE, between(readFileSync(PAGE, "utf8"), group.name, text));
}

const words = process.argv.slice(2);
const settings: Settings = {
  quick: words.includes("--quick"),
};
const names = words.filter((word) => !word.startsWith("--"));
const unknown = names.filter((it) => !GROUPS.some(({ name }) => name === it));
if (unknown.length > 0) {
  const known = GROUPS.map(({ name }) => name).join(", ");
  console.error(`there is no group ${unknown.join(", ")}; there is: ${known}`);
  process.exitCode = 2;
} else {
  for (const group of GROUPS)
    if (names.length === 0 || names.includes(group.name))
      measure(group, settings);
}

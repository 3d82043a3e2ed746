// Reads a table and the finished files of its package, and writes them again: what is left if nothing has to be known,
// printed or verified. copy.mjs TABLE-FOLDER PACKAGE TARGET
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { textsIn } from "./texts.mjs";

const [tables, output, target] = process.argv.slice(2);

textsIn(tables, ".yaml");
const folders = new Set();
for (const [path, text] of textsIn(output)) {
  const file = join(target, relative(output, path));
  const folder = dirname(file);
  if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
  folders.add(folder);
  writeFileSync(file, text);
}

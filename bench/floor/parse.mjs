// What reading a table's YAML costs by itself. parse.mjs yaml|quick FILE
import { readFileSync } from "node:fs";

const [reader, file] = process.argv.slice(2);
const text = readFileSync(file, "utf8");

if (reader === "yaml") {
  const { parseDocument } = await import("yaml");
  const { errors } = parseDocument(text, { uniqueKeys: false });
  if (errors.length > 0) process.exitCode = 1;
} else {
  const { readQuickly } =
    await import("../../generator/dist/syntax/quick/quick.js");
  if (readQuickly(text, Infinity) === undefined) process.exitCode = 1;
}

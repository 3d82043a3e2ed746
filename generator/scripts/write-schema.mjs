/** Writes the JSON Schema of the language; with `--check` only tells whether it is up to date. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { jsonSchema } from "../dist/syntax/json-schema.js";

const path = new URL("../schema/captable.schema.json", import.meta.url);
const text = `${JSON.stringify(jsonSchema(), null, 2)}\n`;
const found = existsSync(path) ? readFileSync(path, "utf8") : "";

if (found === text) {
  console.log("generator/schema/captable.schema.json is up to date");
} else if (process.argv.includes("--check")) {
  console.error(
    "generator/schema/captable.schema.json is out of date; run `node generator/scripts/write-schema.mjs`",
  );
  process.exitCode = 1;
} else {
  writeFileSync(path, text);
  console.log("wrote generator/schema/captable.schema.json");
}

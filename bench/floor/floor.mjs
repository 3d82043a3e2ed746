// The least that a run could do: start, load the parser and the templates' run-time, read the table, and parse what
// there is of the package, but for plain data, which a look at its text is enough for. floor.mjs TABLE-FOLDER PACKAGE
import "yaml";
import "handlebars/runtime.js";
import { withoutData } from "../../generator/dist/output/plain-data.js";
import { textsIn } from "./texts.mjs";

const [tables, output] = process.argv.slice(2);

textsIn(tables, ".yaml");
const { parseSync } = await import("oxc-parser");
for (const [path, text] of textsIn(output, ".ts")) {
  const { errors, program } = parseSync(path, withoutData(text).text, {
    lang: "ts",
  });
  if (errors.length > 0 || program.type !== "Program") process.exitCode = 1;
}
for (const [, text] of textsIn(output, ".json")) JSON.parse(text);

/** Writes docs/diagnostics.md; with `--check` only tells whether it is up to date. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { catalog } from "../dist/diagnostics/catalog.js";
import { diagnosticsPage } from "../dist/cli/diagnostics-page.js";

const path = new URL("../../docs/diagnostics.md", import.meta.url);
const text = diagnosticsPage(catalog);
const found = existsSync(path) ? readFileSync(path, "utf8") : "";

if (found === text) {
  console.log("docs/diagnostics.md is up to date");
} else if (process.argv.includes("--check")) {
  console.error(
    "docs/diagnostics.md is out of date; run `npm run diagnostics`",
  );
  process.exitCode = 1;
} else {
  writeFileSync(path, text);
  console.log("wrote docs/diagnostics.md");
}

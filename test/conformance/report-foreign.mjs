// Runs the kit against the foreign provider, and writes what came of it below the findings of examples/foreign/REPORT.md.
// Says which findings name a test that has not failed.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { conformance } from "@captable/wsk/conformance";
import { renderMarkdown } from "captable/conformance";
import { format } from "prettier";

const page = fileURLToPath(
  new URL("../../examples/foreign/REPORT.md", import.meta.url),
);
const MARKER = "<!-- What follows is computed: npm run report:foreign -->\n";

const provider = new URL(
  "../../examples/dist/foreign/conformance.js",
  import.meta.url,
);
const result = await conformance({ provider, seed: 1 });

const known = await readFile(page, "utf8");
const head = known.slice(0, known.indexOf(MARKER));
if (head === "") throw new Error(`${page} has no findings, or no marker`);

// What is named so is a test, or what the ids of tests begin with.
const named = [...head.matchAll(/`([a-z]+\/[^`]*)`/g)].map(([, id = ""]) => id);
const failed = result.verdicts.filter(({ kind }) =>
  ["fail", "crash", "timeout"].includes(kind),
);
for (const id of named)
  if (!failed.some((verdict) => verdict.id.startsWith(id))) {
    console.error(`${id} is named in the findings, and has not failed`);
    process.exitCode = 1;
  }

/** How many handles a process still has differs from run to run. */
const settled = {
  ...result,
  verdicts: result.verdicts.map((verdict) =>
    verdict.message === undefined
      ? verdict
      : {
          ...verdict,
          message: verdict.message.replaceAll(
            /(?:MessagePort, )+MessagePort/g,
            "MessagePort, …",
          ),
        },
  ),
};
const computed = renderMarkdown([settled], { stable: true });
const text = await format(`${head}${MARKER}\n${computed}`, {
  parser: "markdown",
});
await writeFile(page, text);
console.log(`${failed.length} of ${result.verdicts.length} tests failed`);

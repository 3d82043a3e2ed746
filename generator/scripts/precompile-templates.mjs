// Compiles the Handlebars templates to JavaScript, so that the tool needs neither the compiler nor the disk at run time.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Handlebars from "handlebars";

const root = fileURLToPath(new URL("..", import.meta.url));

precompile({
  folder: "templates",
  target: "src/emit/precompiled.ts",
  // The verbs escape for a position of code each.
  noEscape: true,
  verbs: ["banner", "id", "str", "key", "json", "md", "hex", "doc", "code"],
});
precompile({
  folder: "report-templates",
  target: "src/conformance/report/html/precompiled.ts",
  // HTML: Handlebars escapes whatever a verb gives.
  noEscape: false,
  verbs: ["text", "href", "tone"],
});

function precompile({ folder, target, noEscape, verbs }) {
  const names = readdirSync(join(root, folder), { recursive: true })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".hbs"))
    .sort();
  const entries = names.map((path) => {
    const code = Handlebars.precompile(read(join(folder, path)), {
      noEscape,
      strict: true,
      knownHelpersOnly: true,
      knownHelpers: Object.fromEntries(verbs.map((verb) => [verb, true])),
      srcName: undefined,
    });
    return `  [${JSON.stringify(path.slice(0, -".hbs".length))}, ${code}],`;
  });
  const text = moduleOf(folder, entries);
  if (text !== read(target)) writeFileSync(join(root, target), text);
}

/** The text of a file; nothing if there is none yet. */
function read(path) {
  try {
    return readFileSync(join(root, path), "utf8").replaceAll("\r\n", "\n");
  } catch {
    return "";
  }
}

function moduleOf(folder, entries) {
  return `// @ts-nocheck
// Compiled from ${folder}/*.hbs by scripts/precompile-templates.mjs; not committed.
import type Handlebars from "handlebars";

type Compiled = Parameters<typeof Handlebars.template>[0];

const templates: ReadonlyMap<string, Compiled> = new Map([
${entries.join("\n")}
]);

/** The compiled template of a name. */
export function precompiled(name: string): Compiled {
  const template = templates.get(name);
  if (template === undefined) throw new Error(\`no template \${name}\`);
  return template;
}
`;
}

// Compiles the Handlebars templates to JavaScript, so that the tool needs neither the compiler nor the disk at run time.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Handlebars from "handlebars";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "templates");
const target = join(root, "src/emit/precompiled.ts");
const verbs = [
  "banner",
  "id",
  "str",
  "key",
  "json",
  "md",
  "hex",
  "doc",
  "code",
];

const names = readdirSync(folder, { recursive: true })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".hbs"))
  .sort();

const entries = names.map((path) => {
  const source = readFileSync(join(folder, path), "utf8").replaceAll(
    "\r\n",
    "\n",
  );
  const code = Handlebars.precompile(source, {
    noEscape: true,
    strict: true,
    knownHelpersOnly: true,
    knownHelpers: Object.fromEntries(verbs.map((verb) => [verb, true])),
    srcName: undefined,
  });
  return `  [${JSON.stringify(path.slice(0, -".hbs".length))}, ${code}],`;
});

const text = `// @ts-nocheck
// Compiled from templates/*.hbs by scripts/precompile-templates.mjs; not committed.
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

let known = "";
try {
  known = readFileSync(target, "utf8");
} catch {
  // Compiled for the first time.
}
if (text !== known) writeFileSync(target, text);

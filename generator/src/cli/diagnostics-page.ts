/** All explanations as one page of Markdown, for the docs. @module */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import {
  readExplanation,
  TABLE,
  type Explanation,
  type Part,
} from "./explanation.ts";

type Catalog = ReadonlyMap<
  string,
  { readonly severity: Diagnostic["severity"] }
>;

const GROUPS: Readonly<Record<string, string>> = {
  CT1: "Syntax",
  CT2: "Names and types",
  CT3: "Inheritance",
  CT4: "Lifecycles, roles and scenarios",
  CT5: "Properties",
  CT6: "Sense, and accepted warnings",
};

const INTRODUCTION = `<!-- Written by \`npm run diagnostics\` from generator/explanations. -->

# Diagnostics

Everything that captable can have to say about a table. \`captable explain CT403\` prints one of these, together with what captable says of the example.

What an example does not show is the same for all: the head of the table, and one error, \`BAD\`, which stands for all violations. A code keeps its meaning for good; one that is no longer used is not given to anything else.
`;

/** The page. Every code must have its explanation. */
export function diagnosticsPage(catalog: Catalog): string {
  const lines: string[] = [INTRODUCTION];
  let group = "";
  for (const [code, { severity }] of catalog) {
    if (code.slice(0, 3) !== group) {
      group = code.slice(0, 3);
      lines.push(`## ${group}xx: ${GROUPS[group] ?? "Others"}\n`);
    }
    lines.push(section(code, severity));
  }
  return `${lines.join("\n").trimEnd()}\n`;
}

function section(code: string, severity: Diagnostic["severity"]): string {
  const page = readExplanation(code);
  if (page === undefined) throw new Error(`${code} has no explanation`);
  const kind = severity === "error" ? "" : " (warning)";
  return `### ${code}: ${page.title}${kind}\n\n${pageText(page)}\n`;
}

/** The text of an explanation, as Markdown. */
export function pageText({ parts }: Explanation): string {
  return parts.map(partText).join("\n\n");
}

function partText(part: Part): string {
  if (part.kind === "prose") return part.text;
  const file = part.path === TABLE ? "" : `# ${part.path}\n`;
  return `\`\`\`yaml\n${file}${part.text}\`\`\``;
}

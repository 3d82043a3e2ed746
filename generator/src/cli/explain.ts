/** Explains a diagnostic: why it matters, a table that has it, and the same table mended. @module */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Core } from "./core.ts";
import { exampleOf, readExplanation, TABLE, type Part } from "./explanation.ts";
import { UsageError } from "./failure.ts";
import type { Stream } from "./printer.ts";

/** What is known of the code itself. */
export interface Explained {
  readonly code: string;
  readonly severity: Diagnostic["severity"];
}

/** The code that is meant by what was typed. */
export async function findCode(typed: string): Promise<Explained> {
  const { catalog } = await import("../diagnostics/catalog.ts");
  const { suggest } = await import("../diagnostics/suggest.ts");
  const code = typed.toUpperCase().replace(/^(?!CT)/, "CT");
  const row = catalog.get(code);
  if (row !== undefined) return { code, severity: row.severity };
  const near = suggest(code, [...catalog.keys()]);
  const codes = [...catalog.keys()];
  throw new UsageError(
    `there is no diagnostic ${typed}${near === undefined ? "" : `; did you mean ${near}?`}\n` +
      `The codes go from ${codes.at(0)} to ${codes.at(-1)}.`,
  );
}

/** Prints the page of a code, with what captable says of its example. */
export function printExplanation(
  { code, severity }: Explained,
  core: Core,
  out: Stream,
): void {
  const page = readExplanation(code);
  if (page === undefined) throw new Error(`${code} has no explanation`);
  const { bold, red, yellow } = out.colors;
  const paint = severity === "error" ? red : yellow;
  out.line(`${paint(`${severity} ${code}`)}: ${bold(page.title)}`);
  for (const [index, part] of page.parts.entries()) {
    out.line();
    printPart(part, out);
    if (part.kind === "bad" && page.parts[index + 1]?.kind !== "bad") {
      out.line();
      printFindings(exampleOf(page, "bad"), core, out);
    }
  }
}

function printPart(part: Part, out: Stream): void {
  const { dim } = out.colors;
  if (part.kind === "prose") return void out.line(part.text);
  if (part.path !== TABLE) out.line(dim(`    # ${part.path}`));
  for (const line of part.text.trimEnd().split("\n"))
    out.line(line === "" ? "" : `    ${line}`);
}

function printFindings(
  files: ReadonlyMap<string, string>,
  core: Core,
  out: Stream,
): void {
  const { diagnostics, sources } = core.compile(TABLE, (path) =>
    files.get(path),
  );
  for (const it of diagnostics)
    out.line(core.format(it, sources, out.colors).trimEnd());
}

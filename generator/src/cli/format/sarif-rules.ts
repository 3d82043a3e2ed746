/** What SARIF is told of every kind of finding. @module */
import type { ReportingDescriptor } from "sarif";
import { catalog } from "../../diagnostics/catalog.ts";
import { pageText } from "../diagnostics-page.ts";
import { readExplanation } from "../explanation.ts";
import { FILE_RULES } from "./findings.ts";

/** The catalog of diagnostics, each with its page, and then what can be wrong with files. */
export function sarifRules(): ReportingDescriptor[] {
  return [
    ...[...catalog].map(([code, { name, severity }]) =>
      tableRule(code, name, severity),
    ),
    ...Object.entries(FILE_RULES).map(([id, text]): ReportingDescriptor => ({
      id,
      shortDescription: { text },
      defaultConfiguration: { level: "error" },
    })),
  ];
}

function tableRule(
  code: string,
  name: string,
  level: "error" | "warning",
): ReportingDescriptor {
  const page = readExplanation(code);
  if (page === undefined) throw new Error(`${code} has no explanation`);
  const [first] = page.parts;
  const text = first?.text ?? page.title;
  return {
    id: code,
    name: name.charAt(0).toUpperCase() + name.slice(1),
    shortDescription: { text: page.title },
    fullDescription: { text },
    help: { text, markdown: pageText(page) },
    defaultConfiguration: { level },
  };
}

/** XML as a parser sees it. */
import { readFileSync } from "node:fs";
import { XmlDocument, XmlElement, XsdValidator } from "libxml2-wasm";
import { FIXTURES } from "../../support/tables.ts";

const SCHEMA = readFileSync(
  new URL("conformance-reports/junit.xsd", FIXTURES),
  "utf8",
);

/** Throws if the text is not well-formed, or is not JUnit XML. */
export function expectJUnit(xml: string): void {
  using schema = XmlDocument.fromString(SCHEMA);
  using validator = XsdValidator.fromDoc(schema);
  using document = XmlDocument.fromString(xml);
  validator.validate(document);
}

/** The elements in their order, without any text. */
export function elementsOf(xml: string): readonly string[] {
  using document = XmlDocument.fromString(xml);
  return document.root
    .find("//*")
    .flatMap((node) => (node instanceof XmlElement ? [node.name] : []));
}

/** The value of an attribute that is asked for by XPath. */
export function valueOf(xml: string, path: string): string | undefined {
  using document = XmlDocument.fromString(xml);
  return document.root.get(path)?.content;
}

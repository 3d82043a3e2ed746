import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Handlebars from "handlebars";
import { describe, expect, it } from "vitest";

const generator = fileURLToPath(new URL("../../generator", import.meta.url));
const VERBS = new Set([
  "banner",
  "id",
  "str",
  "key",
  "json",
  "md",
  "hex",
  "doc",
  "code",
]);
/** Those of the templates in which Handlebars escapes for HTML. */
const HTML_VERBS = new Set(["text", "href", "tone"]);

/** Every mustache of a template that prints something else than the outcome of a verb. */
function unverbed(
  source: string,
  verbs: ReadonlySet<string> = VERBS,
): string[] {
  const found: string[] = [];
  class Visitor extends Handlebars.Visitor {
    override MustacheStatement(statement: hbs.AST.MustacheStatement): void {
      const path = statement.path as hbs.AST.PathExpression;
      const verb = verbs.has(path.original);
      const complete =
        statement.params.length > 0 || path.original === "banner";
      if (!verb || !complete) found.push(path.original);
      if (!statement.escaped) found.push(`{{{${path.original}}}}`);
    }
    override PartialStatement(statement: hbs.AST.PartialStatement): void {
      found.push(`partial in line ${statement.loc.start.line}`);
    }
  }
  new Visitor().accept(Handlebars.parse(source));
  return found;
}

function templatesIn(folder: string): string[] {
  return readdirSync(join(generator, folder), {
    recursive: true,
    encoding: "utf8",
  })
    .filter((path) => path.endsWith(".hbs"))
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`);
}

const templates = templatesIn("templates");
const reports = templatesIn("report-templates");

describe("templates print only through verbs", () => {
  it("there are templates", () => {
    expect(templates.length).toBeGreaterThan(15);
    expect(reports).toEqual(["report-templates/report.html.hbs"]);
  });

  it.each(templates)("%s", (path) => {
    expect(unverbed(readFileSync(join(generator, path), "utf8"))).toEqual([]);
  });

  it.each(reports)("%s, whose attributes are quoted", (path) => {
    const source = readFileSync(join(generator, path), "utf8");
    expect(unverbed(source, HTML_VERBS)).toEqual([]);
    expect(source).not.toMatch(/=\{\{/);
  });

  it("and the test finds one that does not", () => {
    expect(unverbed("a {{name}} b")).toEqual(["name"]);
    expect(unverbed("a {{{id name}}} b")).toEqual(["{{{id}}}"]);
    expect(unverbed("{{#each rows}}{{this}}{{/each}}")).toEqual(["this"]);
    expect(unverbed("{{#each rows}}{{id name}}{{/each}}")).toEqual([]);
  });
});

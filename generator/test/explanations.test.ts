import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exampleOf, readExplanation } from "../src/cli/explanation.ts";
import { diagnosticsPage } from "../src/cli/diagnostics-page.ts";
import { compile } from "../src/compile.ts";
import { catalog } from "../src/diagnostics/catalog.ts";
import { Workspace } from "./cli/workspace.ts";
import { loadCore } from "../src/cli/core.ts";

const codes = [...catalog.keys()];
/** What is wrong with the bytes or the size of a file, or with there being none, no example can show. */
const WITHOUT_EXAMPLE = ["CT100", "CT120", "CT123", "CT124", "CT241", "CT308"];

function codesOf(code: string, kind: "bad" | "good"): readonly string[] {
  const page = readExplanation(code);
  if (page === undefined) throw new Error(`${code} has no explanation`);
  const files = exampleOf(page, kind);
  expect(files.has("table.yaml"), `${code} ${kind}`).toBe(true);
  const { diagnostics } = compile("table.yaml", (path) => files.get(path));
  return diagnostics.map((diagnostic) => diagnostic.code);
}

describe("the explanations", () => {
  it("are there for every code, and for no other", () => {
    const folder = new URL("../explanations/", import.meta.url);
    const pages = readdirSync(folder).map((name) => name.replace(".md", ""));
    expect(pages.toSorted()).toEqual(codes);
  });

  it.each(codes)("%s has a title, and says why", (code) => {
    const url = new URL(`../explanations/${code}.md`, import.meta.url);
    const [head, blank] = readFileSync(url, "utf8").split("\n");
    expect(head).toMatch(new RegExp(`^# ${code}: [^A-Z][^.]{5,70}$`));
    expect(blank).toBe("");
    const first = readExplanation(code)?.parts[0];
    expect(first?.kind).toBe("prose");
    expect(first?.text.length).toBeGreaterThan(60);
  });

  const shown = codes.filter((code) => !WITHOUT_EXAMPLE.includes(code));

  it.each(shown)("%s: the bad example has it, and nothing else", (code) => {
    expect(new Set(codesOf(code, "bad"))).toEqual(new Set([code]));
  });

  it.each(shown)("%s: the mended example is mended", (code) => {
    expect(codesOf(code, "good")).toEqual([]);
  });

  it("are what docs/diagnostics.md says", () => {
    const url = new URL("../../docs/diagnostics.md", import.meta.url);
    expect(readFileSync(url, "utf8")).toBe(diagnosticsPage(catalog));
  });
});

describe("captable explain", () => {
  it("prints the page, and what is said of the bad example", async () => {
    const core = await loadCore();
    for (const typed of ["CT403", "ct403", "403"]) {
      const project = new Workspace();
      const { code, stdout } = await project.run(["explain", typed], {}, core);
      expect(code).toBe(0);
      expect(stdout).toContain("error CT403: a state that nothing leads to\n");
      expect(stdout).toContain('nothing leads to the state "broken"');
      expect(stdout).toMatch(/^table\.yaml:\d+:\d+: error CT403/m);
    }
  });

  it("knows no other codes", async () => {
    const project = new Workspace();
    const { code, stderr } = await project.run(["explain", "CT4O3"]);
    expect(code).toBe(2);
    expect(stderr).toContain(
      "there is no diagnostic CT4O3; did you mean CT403?",
    );
  });
});

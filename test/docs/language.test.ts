import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compileExample, examplesOf, quoted } from "./examples.ts";
import { anchorsOf, blocksOf, documentedKeys, innerLinks } from "./page.ts";
import { programsOf } from "./programs.ts";
import { readVocabulary } from "./schema.ts";
import { typeCheck } from "./type-check.ts";

const path = fileURLToPath(new URL("../../docs/language.md", import.meta.url));
const page = readFileSync(path, "utf8");
const blocks = blocksOf(page);
const examples = examplesOf(blocks);

describe("the examples of docs/language.md", () => {
  it.each(examples.map((example) => [example.block.line, example] as const))(
    "line %i: does what the page says",
    (_line, example) => {
      const { table, diagnostics, sources } = compileExample(example);
      expect(quoted(diagnostics)).toBe(example.output);
      const codes = diagnostics.map(({ code }) => code);
      expect(codes).toEqual(example.error === undefined ? [] : [example.error]);
      expect(table === undefined).toBe(example.error !== undefined);
      // A file that nobody imports would prove nothing.
      expect([...sources.keys()].sort()).toEqual(
        [...example.files.keys()].sort(),
      );
    },
  );

  it("are many, of both kinds", () => {
    const wrong = examples.filter(({ error }) => error !== undefined);
    expect(examples.length).toBeGreaterThanOrEqual(40);
    expect(wrong.length).toBeGreaterThanOrEqual(18);
    expect(examples.length - wrong.length).toBeGreaterThanOrEqual(18);
  });

  it("are all the YAML there is", () => {
    const yaml = blocks.filter(({ language }) => /ya?ml/i.test(language));
    const files = yaml.filter(({ claims }) => claims[0]?.startsWith("file="));
    expect(examples.length + files.length).toBe(yaml.length);
    expect(page.match(/^ *(```|~~~)/gm)).toHaveLength(2 * blocks.length);
  });
});

describe("an example that claims too little", () => {
  const base = "```yaml table valid base\ncaptable: 1\n```\n";

  it.each([
    ["nothing", "```yaml\ncaptable: 1\n```"],
    ["no outcome", "```yaml fragment\ntypes: {}\n```"],
    ["an error without its code", "```yaml fragment error\ntypes: {}\n```"],
  ])("is refused: %s", (_what, block) => {
    expect(() => examplesOf(blocksOf(base + block))).toThrow(/^line 4: /);
  });

  it("and one that claims enough is not", () => {
    const block = "```yaml fragment error=CT107\ntypes: []\n```";
    expect(examplesOf(blocksOf(base + block))).toHaveLength(2);
  });
});

describe("the programs of docs/language.md", () => {
  const programs = programsOf(blocks, examples);
  const [first] = programs;
  const right = first?.text ?? "";
  const wrong = right.replaceAll("track", "trace");
  const twin = first && { ...first, text: wrong };
  const found = typeCheck(twin ? [...programs, twin] : programs);

  it("are several", () => {
    expect(programs.length).toBeGreaterThanOrEqual(6);
  });

  it.each(programs.map(({ line }, index) => [line, index] as const))(
    "line %i: type-checks with the package that the table above it gives",
    (_line, index) => {
      expect(found[index]).toEqual([]);
    },
  );

  it("would not, if one called what the table does not have", () => {
    expect(wrong).not.toBe(right);
    expect(found.at(-1)?.join("\n")).toContain("'trace' does not exist");
  });
});

describe("docs/language.md as a reference", () => {
  const { keys, words } = readVocabulary();

  it("lists every key of the language, and no other", () => {
    expect([...documentedKeys(page)].sort()).toEqual([...keys].sort());
  });

  it.each([...words].sort())("mentions the word %s", (word) => {
    expect(page).toContain(`\`${word}\``);
  });

  it("has no link that leads nowhere", () => {
    const anchors = anchorsOf(page);
    const links = innerLinks(page);
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((anchor) => !anchors.has(anchor))).toEqual([]);
  });
});

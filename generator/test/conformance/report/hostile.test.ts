import prettier from "prettier";
import { describe, expect, it } from "vitest";
import {
  renderHtml,
  renderJson,
  renderJUnit,
  renderMarkdown,
} from "../../../src/conformance/report/index.ts";
import { hostile } from "./runs.ts";
import {
  htmlStructure,
  markdownLinks,
  markdownStructure,
} from "./structure.ts";
import { consoleOf } from "./terminal.ts";
import { elementsOf, expectJUnit } from "./xml.ts";

const TEXTS: readonly string[] = [
  "</script><script>alert(1)</script>",
  "</pre></style></title><img src=x onerror=alert(1)>",
  `" onmouseover="alert(1)" x='`,
  "<!-- --> <![CDATA[ ]]> <?php ?>",
  "a | b \\| c \\\\| d",
  "|",
  "`code` ``two`` ```three``` ````four",
  "`",
  "a `b | c` d",
  "```\nout\n```",
  "~~~\nout\n~~~",
  "line\nbreak\r\nand\rmore",
  "\n\n# Heading\n\n- item\n\n> quote\n\n1. one\n\n***\n",
  "# Heading",
  "- item",
  "+ item",
  "1. one",
  "= = =",
  "[link](javascript:alert(1)) ![image](x) [ref]: x",
  "*emphasis* **strong** __strong__ _em_ ~~gone~~",
  "__init__ SO_SNDBUF _x_ a_b_c",
  "&lt; &amp; &#60; &copy;",
  "{{text}} {{{html}}} {% raw %}",
  "\u001b[31mred\u001b[0m\u0007\u0000\u009b",
  "\u202eright to left\u2066",
  "\ud800 half \udc00",
  "表 の 中 😀 é",
  "\\",
  "a\\",
  "  spaces  \t around  ",
  "---",
  "| --- |",
  "$x$ $$y$$",
  "https://example.org/a_b_c?x=*y*|z",
  "'; rm -rf / #",
];

const PLAIN = "plain";
const markdownOfPlain = markdownStructure(renderMarkdown([hostile(PLAIN)]));
const htmlOfPlain = htmlStructure(renderHtml([hostile(PLAIN)])).elements;
const xmlOfPlain = elementsOf(renderJUnit(hostile(PLAIN)));

async function expectHarmless(text: string): Promise<void> {
  const run = hostile(text);
  const markdown = renderMarkdown([run]);
  expect(markdownStructure(markdown)).toEqual(markdownOfPlain);
  for (const link of markdownLinks(markdown)) expect(link).toMatch(/^https?:/);
  expect(await prettier.format(markdown, { parser: "markdown" })).toBe(
    markdown,
  );
  const html = htmlStructure(renderHtml([run]));
  expect(html.elements).toEqual(htmlOfPlain);
  for (const link of html.links) expect(link).toMatch(/^https?:/);
  const xml = renderJUnit(run);
  expectJUnit(xml);
  expect(elementsOf(xml)).toEqual(xmlOfPlain);
  expect(JSON.parse(renderJson(run))).toMatchObject({ provider: text });
}

describe("no text from outside breaks out", () => {
  it.each(TEXTS.map((text) => [JSON.stringify(text), text] as const))(
    "%s",
    async (_shown, text) => {
      await expectHarmless(text);
    },
  );

  it("and what it says is there", () => {
    const { text } = htmlStructure(renderHtml([hostile("<b>1 & 2</b>")]));
    expect(text).toContain("<b>1 & 2</b>");
  });

  it("nor moves the cursor of a terminal", () => {
    for (const text of TEXTS) {
      const said = consoleOf(hostile(text));
      expect(said).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
      expect(said).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    }
  });
});

describe("an address", () => {
  it("is a link if it leads to the web", () => {
    const { links } = htmlStructure(renderHtml([hostile("x")]));
    expect(links).toEqual(["https://example.org/x"]);
  });

  it("is text otherwise", () => {
    const html = renderHtml([hostile("x")]);
    expect(htmlStructure(html).text).toContain("javascript:alert(1)//x");
    expect(markdownLinks(renderMarkdown([hostile("x")]))).toEqual([
      "https://example.org/x",
    ]);
  });
});

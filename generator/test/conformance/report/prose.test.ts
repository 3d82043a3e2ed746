import fc from "fast-check";
import prettier from "prettier";
import { describe, expect, it } from "vitest";
import { markdownTable } from "../../../src/emit/print/markdown.ts";
import { webAddress } from "../../../src/conformance/report/address.ts";
import {
  code,
  codeInCell,
  fenced,
  linkAddress,
  prose,
} from "../../../src/conformance/report/prose.ts";
import { line, lines } from "../../../src/conformance/report/text.ts";
import { markdownLinks, markdownStructure } from "./structure.ts";

/** All positions in which a report prints text. */
function page(text: string): string {
  const one = line(text);
  return [
    `# Of ${prose(one)}`,
    `${prose(one)}: x`,
    `- ${prose(one)}`,
    markdownTable(
      [`Of ${prose(one)}`, "x"],
      [
        [codeInCell(one), prose(one)],
        [prose(one), "x"],
      ],
      prettier.util.getStringWidth,
    ),
    `### ${code(one)}: x`,
    fenced(lines(text)),
    `Again ${code(one)}`,
    `[${prose(one)}](${linkAddress(webAddress(`https://example.org/${one}`) ?? "")})`,
  ].join("\n\n");
}

const SIGNS = fc.constantFrom(..."`|\\*_~<>[](){}#&!-+=:;.'\"$%@^/ \n\t0aAé表");
const WORDS = fc.constantFrom(
  ..."``` ]( ](x) <b> </b> <!-- 1. 1) http://a.b www.a.b &lt; &#60; __ ** ~~ [x]: [^1] a_b".split(
    " ",
  ),
);
const TEXT = fc
  .array(fc.oneof(SIGNS, WORDS), { minLength: 1, maxLength: 12 })
  .map((parts) => `x${parts.join("")}`);
const ANY = fc.string({ unit: "binary" }).map((text) => `x${text}`);

describe("text in Markdown", () => {
  it("is never markup", () => {
    const plain = markdownStructure(page("x"));
    fc.assert(
      fc.property(fc.oneof(TEXT, ANY), (text) => {
        const made = page(text);
        expect(markdownStructure(made)).toEqual(plain);
        for (const link of markdownLinks(made)) {
          expect(link).toMatch(/^https:\/\/example\.org\//);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("is left as it is by Prettier", async () => {
    await fc.assert(
      fc.asyncProperty(TEXT, async (text) => {
        const made = `${page(text)}\n`;
        const formatted = await prettier.format(made, { parser: "markdown" });
        expect(formatted).toBe(made);
      }),
      { numRuns: 150 },
    );
  });

  it("has no blanks at the ends of lines of a message", async () => {
    const made = `${fenced("x \n```\n  y")}\n`;
    expect(made).toBe("````text\nx\n```\n  y\n````\n");
    const formatted = await prettier.format(made, { parser: "markdown" });
    expect(formatted).toBe(made);
  });

  it("keeps code between backticks, but none that would end a cell", () => {
    expect(prose("of `send` here")).toBe("of `send` here");
    expect(prose("of `a|b` here")).toBe("of \\`a\\|b\\` here");
  });

  it("keeps names as they are", () => {
    expect(prose("SO_SNDBUF of listening")).toBe("SO_SNDBUF of listening");
    expect(codeInCell("till.open")).toBe("`till.open`");
  });
});

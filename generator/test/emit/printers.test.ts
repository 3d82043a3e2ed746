import fc from "fast-check";
import prettier from "prettier";
import { describe, expect, it } from "vitest";
import { anyTwo, guarded } from "../../src/emit/print/checks.ts";
import { docComment } from "../../src/emit/print/comments.ts";
import {
  broken,
  indent,
  line,
  list,
  print,
} from "../../src/emit/print/layout.ts";
import {
  identifier,
  kebabCase,
  propertyKey,
  stringLiteral,
} from "../../src/emit/print/literals.ts";
import { markdownTable, markdownText } from "../../src/emit/print/markdown.ts";

const anyText = fc.string({ unit: "binary" });

/** What a literal means to the language. */
function evaluate(code: string): unknown {
  return new Function(`"use strict"; return (${code});`)();
}

describe("a string literal", () => {
  it("means the text that it was made of, whatever that is", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(evaluate(stringLiteral(text))).toBe(text);
      }),
    );
  });

  it("stays in its line, and shows nothing that an editor hides", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(stringLiteral(text)).not.toMatch(
          /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/,
        );
      }),
    );
  });

  it("is quoted as Prettier quotes it", async () => {
    for (const text of ["plain", 'a "b"', "it's", `"'`, "\\", "`${x}`"]) {
      const code = `x = ${stringLiteral(text)};\n`;
      const options = { filepath: "x.ts" };
      expect(await prettier.format(code, options)).toBe(code);
    }
  });
});

describe("the condition that any two of some values are given", () => {
  const names = (count: number, length = 1): string[] =>
    ["a", "b", "c", "d"].slice(0, count).map((name) => name.repeat(length));

  it("holds if two or more are, and not for one", () => {
    for (const count of [2, 3, 4]) {
      const condition = print(anyTwo(names(count)));
      for (let given = 0; given < 2 ** count; given += 1) {
        const values = names(count).map((_name, at) => (given >> at) & 1);
        const holds = new Function(...names(count), `return !!(${condition});`);
        const sum = values.reduce((one, other) => one + other, 0);
        expect(Reflect.apply(holds, undefined, values)).toBe(sum >= 2);
      }
    }
  });

  it.each([1, 20, 30, 60])(
    "is laid out as Prettier lays it out, with names of %i letters",
    async (length) => {
      for (const count of [2, 3, 4]) {
        const statement = guarded(anyTwo(names(count, length)), "f();");
        const code = `${print(statement)}\n`;
        const options = { filepath: "x.ts" };
        expect(await prettier.format(code, options)).toBe(code);
      }
    },
  );
});

describe("a documentation comment", () => {
  it("ends where it ends, whatever it says", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const comment = docComment({ text });
        if (comment === "") return;
        expect(comment.indexOf("*/")).toBe(comment.length - "*/\n".length);
        expect(evaluate(`${comment}1`)).toBe(1);
      }),
    );
  });

  it("is empty if there is nothing to say", () => {
    expect(docComment({ text: " \n\n " })).toBe("");
    expect(docComment({ text: "Something." })).toBe("/** Something. */\n");
  });
});

describe("names", () => {
  it("that are none are refused where only a name can stand", () => {
    for (const text of ["", "1a", "a-b", "a b", "a;b", "ａ"]) {
      expect(() => identifier(text)).toThrow();
    }
    expect(identifier("a_1$")).toBe("a_1$");
  });

  it("are quoted as keys only if they must be", () => {
    expect(propertyKey("plain")).toBe("plain");
    expect(propertyKey("call.variant")).toBe('"call.variant"');
  });

  it("become names of files", () => {
    expect(kebabCase("connectionOriented")).toBe("connection-oriented");
    expect(kebabCase("two_words")).toBe("two-words");
  });
});

describe("the layout", () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,20}$/), {
    minLength: 1,
    maxLength: 12,
  });

  it("is what Prettier makes of a call", async () => {
    await fc.assert(
      fc.asyncProperty(words, async (names) => {
        const args = names.map((name) => `${name}_`);
        const code = `${print(list("call(", args, ");"))}\n`;
        const options = { filepath: "x.ts" };
        expect(await prettier.format(code, options)).toBe(code);
      }),
      { numRuns: 60 },
    );
  });

  it("leaves no line ending in spaces", () => {
    const doc = broken("{", indent(line, "a ", line, line, "b"), line, "}");
    expect(print(doc)).toBe("{\n  a\n\n  b\n}");
  });
});

describe("Markdown", () => {
  it("has no HTML, links or borders of a text's making", () => {
    expect(markdownText("<b>|[x](y)")).toBe("\\<b\\>\\|\\[x\\](y)");
  });

  it("pads its tables", () => {
    expect(markdownTable(["a", "long"], [["x", "y"]])).toBe(
      "| a   | long |\n| --- | ---- |\n| x   | y    |",
    );
  });
});

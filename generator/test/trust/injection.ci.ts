import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Base } from "./fields.ts";
import { STRAYS, TEXTS } from "./hostile.ts";
import { differences, outcomeOf } from "./subject.ts";

const base = new Base();
const texts = base.places.filter(({ kind }) => kind === "text");
/** An error says nothing against a text that is never shown; all of them are shown. */
const harmless = await outcomeOf(base.text([]));
if (!("files" in harmless)) throw new Error(JSON.stringify(harmless.refused));
const { files } = harmless;

/** The table with one text in all places. */
async function everywhere(
  text: string,
): Promise<readonly string[] | "refused"> {
  const outcome = await outcomeOf(base.text(texts.map((it) => [it, text])));
  if ("refused" in outcome) return "refused";
  return differences(outcome.files, files);
}

describe("free text", () => {
  it("is looked for in every place that the grammar declares", () => {
    const covered = new Set(texts.map(({ field }) => field));
    const missed = [...base.declared].filter((field) => !covered.has(field));
    expect(missed).toEqual([]);
    console.log(
      `injection: ${base.declared.size} free-text fields of the grammar in ${texts.length} places, ${Object.keys(TEXTS).length} known texts`,
    );
  });

  it.each(Object.entries(TEXTS))("stays text: %s", async (_what, text) => {
    expect(await everywhere(text)).toEqual([]);
  });

  it.each(Object.entries(STRAYS))("is refused: %s", async (_what, text) => {
    expect(await everywhere(text)).toBe("refused");
  });

  it("stays text, whatever it is", async () => {
    const known = fc.constantFrom(...Object.values(TEXTS));
    const piece = fc.oneof(known, fc.string({ unit: "grapheme" }));
    const text = fc.array(piece, { minLength: 1, maxLength: 4 });
    const glue = fc.constantFrom("", " ", "\n", "\n\n", "\t");
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(text, glue, async (pieces, between) => {
        const whole = pieces.join(between);
        // Of nothing there is no comment.
        fc.pre(whole.trim() !== "");
        const found = await everywhere(whole);
        if (found === "refused") refused += 1;
        else expect(found).toEqual([]);
      }),
      { numRuns: 25 },
    );
    expect(refused).toBeLessThan(20);
  });
});

import { describe, expect, it } from "vitest";
import { type Place, Base } from "../../generator/test/trust/fields.ts";
import {
  HARD_NAMES,
  NO_NAMES,
  STRAYS,
  TEXTS,
} from "../../generator/test/trust/hostile.ts";
import { kindsOf } from "../../generator/test/trust/skeleton.ts";
import { outcomeOf } from "../../generator/test/trust/subject.ts";

const base = new Base();
const harmless = await outcomeOf(base.text([]));
if (!("files" in harmless)) throw new Error(JSON.stringify(harmless.refused));
const { files } = harmless;

/** One place for each field: what is done to one row is done to the others. */
function onePerField(kind: Place["kind"]): readonly Place[] {
  const byField = new Map<string, Place>();
  for (const place of base.places)
    if (place.kind === kind && !byField.has(place.field))
      byField.set(place.field, place);
  return [...byField.values()];
}

const names = onePerField("name");
/** Paths, addresses and keys that take more than an identifier. */
const wider = new Set([
  "#.name",
  "#.package.name",
  "#.source.url",
  "#.imports[]",
  "clause.url",
]);

describe("what is no identifier", () => {
  it("is refused wherever a name stands", async () => {
    const accepted: string[] = [];
    let cases = 0;
    for (const place of names) {
      if (wider.has(place.field)) continue;
      for (const name of [...NO_NAMES, ...Object.values(STRAYS)]) {
        cases += 1;
        const outcome = await outcomeOf(base.text([[place, name]]));
        if (!("refused" in outcome))
          accepted.push(`${place.field}: ${JSON.stringify(name)}`);
      }
    }
    expect(accepted).toEqual([]);
    console.log(
      `names: ${names.length} name fields of the grammar, ${cases} cases of what is no identifier`,
    );
  }, 120_000);
});

/** The names that the table declares and everything may be called. */
const declared = [
  ...new Map(
    names
      .filter(({ isKey }) => isKey)
      .map((place) => [String(place.path.at(-1)), place] as const),
  ).values(),
].filter(({ path }) => /^[A-Za-z_]\w*$/.test(String(path.at(-1))));

/** The table with a name replaced wherever it stands. */
function renamed(from: string, to: string): string {
  const word = new RegExp(`(?<![\\w-])${from}(?![\\w-])`, "g");
  return base.text([]).replace(word, to);
}

describe("an identifier with a meaning elsewhere", () => {
  it("is refused, or is a name like any other", async () => {
    let cases = 0;
    let refused = 0;
    const different: string[] = [];
    for (const { path, field } of declared) {
      for (const name of HARD_NAMES) {
        cases += 1;
        const outcome = await outcomeOf(
          renamed(String(path.at(-1)), name),
        ).catch((error: unknown) => {
          throw new Error(`${field}: ${name}`, { cause: error });
        });
        if ("refused" in outcome) refused += 1;
        else if (!sameKinds(outcome.files)) different.push(`${field}: ${name}`);
      }
    }
    expect(different).toEqual([]);
    expect(refused).toBeLessThan(cases);
    console.log(
      `names: ${declared.length} fields that declare a name, ${cases} cases of names with a meaning, ${refused} refused`,
    );
  }, 900_000);
});

/** As many declarations of each kind in each file; files may be called otherwise. */
function sameKinds(other: ReadonlyMap<string, string>): boolean {
  return kindsOfAll(other) === kindsOfAll(files);
}

const seen = new Map<string, string>();
function kindsOfAll(all: ReadonlyMap<string, string>): string {
  return [...all]
    .filter(([path]) => path.endsWith(".ts"))
    .map(([path, text]) => {
      const kinds = seen.get(text) ?? kindsOf(path, text);
      seen.set(text, kinds);
      return kinds;
    })
    .toSorted()
    .join("\n");
}

describe("names that differ too little", () => {
  const pair = (kind: string, a: string, b: string): string =>
    base
      .text([])
      .replace(
        new RegExp(`^${kind}:\n`, "m"),
        `${kind}:\n  ${a}: { parents: [gate] }\n  ${b}: { parents: [gate] }\n`,
      );

  it.each(["categories"])("%s: by case alone are refused", async (kind) => {
    const outcome = await outcomeOf(pair(kind, "abc", "aBc"));
    expect(codesOf(outcome)).toContain("CT208");
  });

  it("are accepted if they differ by more", async () => {
    const outcome = await outcomeOf(pair("categories", "abc", "abd"));
    expect("files" in outcome).toBe(true);
  });

  it("and whose files would be one are refused", async () => {
    const outcome = await outcomeOf(pair("categories", "aBc", "a_bc"));
    expect("refused" in outcome).toBe(true);
  });
});

function codesOf(outcome: Awaited<ReturnType<typeof outcomeOf>>): string[] {
  return "refused" in outcome ? outcome.refused.map(({ code }) => code) : [];
}

describe("values", () => {
  const values = onePerField("value");

  it("are checked against their types, or stay text", async () => {
    let cases = 0;
    for (const place of values) {
      for (const text of [...Object.values(TEXTS), ...HARD_NAMES.slice(0, 8)]) {
        cases += 1;
        // Whatever is emitted passes verification, or this throws.
        await outcomeOf(base.text([[place, text]]));
      }
    }
    expect(cases).toBeGreaterThan(200);
    console.log(`values: ${values.length} fields, ${cases} cases`);
  }, 120_000);
});

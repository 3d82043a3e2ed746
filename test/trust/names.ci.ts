import { describe, expect, it } from "vitest";
import { type Place, Base } from "../../generator/test/trust/fields.ts";
import {
  HARD_NAMES,
  NO_NAMES,
  STRAYS,
  TEXTS,
} from "../../generator/test/trust/hostile.ts";
import { kindsOf } from "../../generator/test/trust/skeleton.ts";
import { isRefused, outcomeOf } from "../../generator/test/trust/subject.ts";

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

/** A name that the table declares, and what it is to be called. */
interface Renaming {
  readonly place: Place;
  readonly name: string;
}

/** Every declared name with every hard one; neighbours in the list have neither in common. */
function renamings(): readonly Renaming[] {
  return HARD_NAMES.flatMap((_, from) =>
    declared.map((place, at) => ({
      place,
      name: HARD_NAMES[(from + at * APART) % HARD_NAMES.length] ?? "",
    })),
  );
}
/** Names that stand together are often alike. */
const APART = 7;

/** The table with names replaced wherever they stand. */
function renamed(all: readonly Renaming[]): string {
  const to = new Map(
    all.map(({ place, name }) => [String(place.path.at(-1)), name]),
  );
  const words = [...to.keys()].join("|");
  const word = new RegExp(`(?<![\\w-])(?:${words})(?![\\w-])`, "g");
  return plain.replace(word, (found) => to.get(found) ?? found);
}
const plain = base.text([]);

/** Whether tables with the names are what they would be with harmless ones; nothing if together they are refused. */
async function isLikeAnyOther(
  all: readonly Renaming[],
): Promise<boolean | undefined> {
  const outcome = await outcomeOf(renamed(all)).catch((error: unknown) => {
    const cases = all.map(({ place, name }) => `${place.field}: ${name}`);
    throw new Error(cases.join(", "), { cause: error });
  });
  return "files" in outcome ? sameKinds(outcome.files) : undefined;
}

/** Names that are accepted alone, of which the files are not those of harmless names. */
async function different(
  all: readonly Renaming[],
): Promise<readonly Renaming[]> {
  if ((await isLikeAnyOther(all)) === true) return [];
  if (all.length <= 1) return all;
  const half = Math.ceil(all.length / 2);
  return [
    ...(await different(all.slice(0, half))),
    ...(await different(all.slice(half))),
  ];
}

/** As many names as are tried in one table, so that most of it stays as it is. */
const TOGETHER = 8;

describe("an identifier with a meaning elsewhere", () => {
  it("is refused, or is a name like any other", async () => {
    const cases = renamings();
    const accepted = cases.filter((one) => !isRefused(renamed([one])));
    const found: Renaming[] = [];
    for (let from = 0; from < accepted.length; from += TOGETHER)
      found.push(...(await different(accepted.slice(from, from + TOGETHER))));
    expect(found.map(({ place, name }) => `${place.field}: ${name}`)).toEqual(
      [],
    );
    expect(accepted.length).toBeGreaterThan(0);
    console.log(
      `names: ${declared.length} fields that declare a name, ${cases.length} cases of names with a meaning, ${cases.length - accepted.length} refused`,
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

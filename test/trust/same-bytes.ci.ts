// The same table gives the same bytes, wherever and whenever it is compiled.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { digestsOf } from "./child.ts";
import { digestsHere, emitted, ROOT, sha256, TABLES, WSK } from "./tables.ts";

const here = digestsHere();
let ways = 0;
const theSame = (digests: unknown): void => {
  ways += 1;
  expect(digests).toEqual(here);
};

describe("the same bytes", () => {
  it("twice", () => {
    expect(Object.keys(here).length).toBeGreaterThan(250);
    theSame(digestsHere());
  });

  it("whatever was compiled before", () => {
    theSame({ ...digestsHere(TABLES.toReversed()) });
  });

  it("as the command line has written", () => {
    const files = [...emitted(WSK)];
    expect(files.length).toBeGreaterThan(30);
    for (const [path, text] of files) {
      const file = join(ROOT, "generated", "wsk", path);
      expect(sha256(readFileSync(file)), path).toBe(sha256(text));
    }
  });

  it.each([
    ["nb_NO.UTF-8", "nb-NO", "Pacific/Kiritimati"],
    ["tr_TR.UTF-8", "tr-TR", "Australia/Eucla"],
    ["ja_JP.UTF-8", "ja-JP", "America/St_Johns"],
    ["ar_EG.UTF-8", "ar-EG", "Pacific/Apia"],
    ["lt_LT.UTF-8", "lt-LT", "Africa/Casablanca"],
    ["C", "en-US", "UTC"],
  ])("in the locale %s", (name, locale, timeZone) => {
    const env = { LC_ALL: name, LANG: name, LANGUAGE: name, TZ: timeZone };
    const report = digestsOf({ env });
    expect(report).toMatchObject({ locale, timeZone });
    theSame(report.digests);
  });

  it("with the clock, chance, the environment, the locale and the disk trapped", () => {
    const { trapped, digests } = digestsOf({ trapped: true });
    expect(trapped).toEqual(
      expect.arrayContaining(["Date", "random", "env", "Intl", "performance"]),
    );
    expect(trapped.length).toBeGreaterThan(35);
    theSame(digests);
  });
});

afterAll(() => {
  console.log(
    `the same bytes: ${Object.keys(here).length} files of ${TABLES.length} tables, ${ways} ways`,
  );
});

import { describe, expect, it } from "vitest";
import {
  manifestText,
  parseManifest,
  withGeneratorOf,
} from "../../src/output/manifest.ts";

const HASH_OF_EMPTY =
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

const FACTS = {
  version: "1.2.3",
  table: "../../spec/a.yaml",
  inputs: new Map([["../../spec/a.yaml", ""]]),
  files: new Map([
    ["b.ts", ""],
    ["a.ts", "x"],
    ["Z.ts", ""],
  ]),
};

describe("the manifest", () => {
  it("is sorted by code unit and says who wrote it", () => {
    expect(manifestText(FACTS)).toBe(`{
  "captable": 1,
  "generator": "captable 1.2.3",
  "table": "../../spec/a.yaml",
  "inputs": {
    "../../spec/a.yaml": "${HASH_OF_EMPTY}"
  },
  "files": {
    "Z.ts": "${HASH_OF_EMPTY}",
    "a.ts": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
    "b.ts": "${HASH_OF_EMPTY}"
  }
}
`);
  });

  it("can be read back", () => {
    expect(parseManifest(manifestText(FACTS))?.get("b.ts")).toBe(HASH_OF_EMPTY);
  });

  it.each(["0.1.0", "10.20.30", "2.0.0-rc.1", "2.0.0+build-7"])(
    "may be of captable %s",
    (version) => {
      const text = manifestText(FACTS);
      const other = manifestText({ ...FACTS, version });
      expect(other).not.toBe(text);
      expect(withGeneratorOf(text, other)).toBe(other);
    },
  );

  it.each([
    ["another program", '"generator": "captables 1.2.4",'],
    ["no version", '"generator": "captable",'],
    ["more than a version", '"generator": "captable 1.2.4 or so",'],
    ["another layout", '"generator":  "captable 1.2.4",'],
    ["two of them", '"generator": "captable 1.2.4", "generator": 1,'],
    ["nothing", '"made by": "captable 1.2.4",'],
  ])("is not of captable if its line says %s", (_what, line) => {
    const text = manifestText(FACTS);
    const other = text.replace(/"generator": .*/, line);
    expect(other).not.toBe(text);
    expect(withGeneratorOf(text, other)).toBe(text);
  });

  it("may name a file like a member of every object", () => {
    const files = new Map([["__proto__", ""]]);
    const text = manifestText({ ...FACTS, files });
    expect(parseManifest(text)?.get("__proto__")).toBe(HASH_OF_EMPTY);
  });

  it.each(["", "{", "null", "[]", "{}", '{ "captable": 1 }'])(
    "is not %j",
    (text) => {
      expect(parseManifest(text)).toBeUndefined();
    },
  );

  it.each([
    ['{ "captable": 2, "files": {} }', undefined],
    ['{ "captable": 1, "files": [] }', undefined],
    ['{ "captable": 1, "files": { "a": 1 } }', undefined],
    ['{ "captable": 1, "files": {} }', new Map()],
  ])("%s is read as %j", (text, written) => {
    expect(parseManifest(text)).toEqual(written);
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const generator = fileURLToPath(new URL("../../generator", import.meta.url));

function mentions(folder: string, words: RegExp): string[] {
  return readdirSync(join(generator, folder), {
    recursive: true,
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => words.test(readFileSync(path, "utf8")));
}

describe("the generator does not know what its tables are about", () => {
  it.each(["src", "templates"])("%s names no socket", (folder) => {
    expect(mentions(folder, /wsk|winsock|socket/i)).toEqual([]);
  });

  it("and the search would find one", () => {
    expect(mentions("src", /capability/i)).not.toEqual([]);
  });
});

import { readFileSync } from "node:fs";
import { parseSync } from "oxc-parser";
import { describe, expect, it } from "vitest";

/** Every package that a module loads as soon as it is loaded itself, its own modules' included. */
function packagesLoadedBy(entry: URL): readonly string[] {
  const packages = new Set<string>();
  const modules = new Set<string>();
  const visit = (url: URL): void => {
    if (modules.has(url.href)) return;
    modules.add(url.href);
    for (const name of staticImports(url))
      if (name.startsWith(".")) visit(new URL(name, url));
      else if (!name.startsWith("node:")) packages.add(name);
  };
  visit(entry);
  return [...packages].toSorted();
}

function staticImports(url: URL): readonly string[] {
  const { module } = parseSync(url.pathname, readFileSync(url, "utf8"));
  const imports = module.staticImports
    .filter(({ entries }) => !isTypeOnly(entries))
    .map(({ moduleRequest }) => moduleRequest.value);
  const reexports = module.staticExports.flatMap(({ entries }) =>
    isTypeOnly(entries)
      ? []
      : entries.flatMap((it) => it.moduleRequest?.value ?? []),
  );
  return [...imports, ...reexports];
}

function isTypeOnly(entries: readonly { readonly isType: boolean }[]): boolean {
  return entries.length > 0 && entries.every(({ isType }) => isType);
}

const SOURCE = new URL("../../src/", import.meta.url);

describe("start-up", () => {
  it("loads nothing but what reads the arguments and the configuration", () => {
    expect(packagesLoadedBy(new URL("cli/main.ts", SOURCE))).toEqual([
      "commander",
      "fastest-levenshtein",
      "lilconfig",
      "picocolors",
    ]);
  });

  it.each([
    ["the parser", "output/verify-typescript.ts", "oxc-parser"],
    ["the differ", "output/diff.ts", "diff"],
  ])("leaves %s to a module of its own", (_what, module, name) => {
    expect(packagesLoadedBy(new URL(module, SOURCE))).toEqual([name]);
  });
});

/** What is loaded along with a module. */
import { readFileSync } from "node:fs";
import { parseSync } from "oxc-parser";

/** Every package that a module loads as soon as it is loaded itself, its own modules' included. */
export function packagesLoadedBy(entry: URL): readonly string[] {
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

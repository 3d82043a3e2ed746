/** Where an import leads. @module */

/** A path with `/`, the reason why it leads nowhere otherwise. */
type ImportTarget =
  { readonly path: string } | { readonly problem: "malformed" | "outside" };

/** Resolves an import against the path of the file that has it. */
export function resolveImport(from: string, path: string): ImportTarget {
  if (/^\/|\\|:|\/$|\/\//.test(path)) return { problem: "malformed" };
  const parts = from.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === ".") continue;
    if (part !== "..") {
      parts.push(part);
      continue;
    }
    const parent = parts.pop();
    if (parent === undefined || parent === "" || parent === "..") {
      return { problem: "outside" };
    }
  }
  return { path: parts.join("/") };
}

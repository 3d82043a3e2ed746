/** What a run was made of. @module */
import { readFileSync } from "node:fs";
import type { LocatedPackage } from "./locate.ts";

/** The versions of captable, node and the package, as every report prints them. */
export function versionsOf({
  name,
  version,
}: LocatedPackage): Readonly<Record<string, string>> {
  return {
    captable: ownVersion(),
    node: process.versions.node,
    [name]: version,
  };
}

function ownVersion(): string {
  // The same distance from the source and from what is built of it.
  const url = new URL("../../../package.json", import.meta.url);
  const facts: { readonly version: string } = JSON.parse(
    readFileSync(url, "utf8"),
  );
  return facts.version;
}

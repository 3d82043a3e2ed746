/** What captable says of itself in its own package.json. @module */
import { readFileSync } from "node:fs";

export interface PackageFacts {
  readonly version: string;
  /** Where to report a bug. */
  readonly reportTo?: string;
}

/** Reads them from disk: they must not be wrong after a release. */
export function packageFacts(): PackageFacts {
  // The same distance from the source and from what is built of it.
  const url = new URL("../../package.json", import.meta.url);
  const facts: unknown = JSON.parse(readFileSync(url, "utf8"));
  const bugs = member(facts, "bugs");
  const reportTo = typeof bugs === "string" ? bugs : member(bugs, "url");
  return {
    version: String(member(facts, "version")),
    ...(typeof reportTo === "string" ? { reportTo } : {}),
  };
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

/** Whether an output folder holds exactly what its manifest was written for. Reads, and never writes. @module */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "./hash.ts";
import { MANIFEST, parseManifest, withGeneratorOf } from "./manifest.ts";
import { byCodeUnit } from "./order.ts";
import { isSettled, type Change } from "./plan.ts";
import { hashTree } from "./read-tree.ts";

/**
 * The changes of a package of which nothing has changed; nothing if a single file is not as the manifest says, which is
 * the one that is expected and not the one that is found. Every file is read.
 */
export function unchanged(
  root: string,
  manifest: string,
): readonly Change[] | undefined {
  const files = parseManifest(manifest);
  if (files === undefined) return undefined;
  const paths = new Set([...files.keys(), MANIFEST]);
  const disk = hashTree(root, paths);
  if (disk.get(MANIFEST)?.kind !== "file") return undefined;
  const found = readFileSync(join(root, MANIFEST), "utf8");
  const expected = sha256(withGeneratorOf(manifest, found));
  if (!isSettled(new Map([...files, [MANIFEST, expected]]), disk)) return;
  return [...paths]
    .toSorted(byCodeUnit)
    .map((path) => ({ path, kind: "same" }));
}

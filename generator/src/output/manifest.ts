/**
 * The manifest: which files of an output folder captable wrote, and from what.
 *
 * It is what makes it safe to overwrite and to delete: a file is captable's own only if the manifest names it and
 * its hash is still the one that was noted. It is also the one file that says which captable wrote the package. That is
 * not a reason to write it again: one that differs from the expected in nothing but that version is as good.
 *
 * @module
 */
import { sha256 } from "./hash.ts";
import { byCodeUnit } from "./order.ts";

/** The manifest's path in the output folder. */
export const MANIFEST = "captable.manifest.json";

/** What a manifest is made from; all paths use `/`. */
export interface ManifestFacts {
  /** The version of captable that writes it. */
  readonly version: string;
  /** The table's root file, relative to the output folder. */
  readonly table: string;
  /** The text of every file of the table, by path relative to the output folder. */
  readonly inputs: ReadonlyMap<string, string>;
  /** The text of every emitted file, by path in the output folder. */
  readonly files: ReadonlyMap<string, string>;
}

/** The hash of every file that was written by the run that left the manifest, by path in the output folder. */
export type WrittenFiles = ReadonlyMap<string, string>;

/** The manifest's text. */
export function manifestText(facts: ManifestFacts): string {
  const manifest = {
    captable: 1,
    generator: `captable ${facts.version}`,
    table: facts.table,
    inputs: hashes(facts.inputs),
    files: hashes(facts.files),
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** The line that says which captable wrote a manifest, where captable puts it, and nothing else that could stand there. */
const GENERATOR =
  /^\{\n {2}"captable": 1,\n {2}"generator": "captable \d+\.\d+\.\d+(?:[-+][\w.+-]*)?",\n/;

/** A manifest's text with the line of another that says which captable wrote it; as it is if one of them has none. */
export function withGeneratorOf(text: string, other: string): string {
  const line = GENERATOR.exec(other)?.[0];
  return line === undefined ? text : text.replace(GENERATOR, () => line);
}

/** Reads the part of a manifest that decides what is captable's own; nothing if the text is no manifest. */
export function parseManifest(text: string): WrittenFiles | undefined {
  const manifest = parseJson(text);
  if (!isRecord(manifest) || manifest["captable"] !== 1) return undefined;
  const files = manifest["files"];
  if (!isRecord(files)) return undefined;
  const written = new Map<string, string>();
  for (const [path, hash] of Object.entries(files)) {
    if (typeof hash !== "string") return undefined;
    written.set(path, hash);
  }
  return written;
}

function hashes(texts: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries(
    [...texts]
      .toSorted(([a], [b]) => byCodeUnit(a, b))
      .map(([path, text]) => [path, sha256(text)]),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A half-merged or emptied manifest proves nothing: it is as good as none.
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What is to be done to an output folder: the emitted files against those on disk. @module */
import { sha256 } from "./hash.ts";
import { MANIFEST, withGeneratorOf } from "./manifest.ts";
import { byCodeUnit } from "./order.ts";
import type { DiskFile, DiskTree, HashedFile } from "./read-tree.ts";

/** How a file on disk stands to what is emitted. */
export type ChangeKind = "missing" | "changed" | "extra" | "same";

export interface Change {
  /** Relative to the output folder, with `/`. */
  readonly path: string;
  readonly kind: ChangeKind;
  /** Nothing but its mode has changed: it may be run as a program. */
  readonly modeOnly?: true;
  /** The text on disk, if it is a file that was read. */
  readonly before?: string;
  /** The emitted text, if it is emitted. */
  readonly after?: string;
}

/**
 * Compares byte for byte, but for the version of captable in the manifest: it says who wrote the package, and an upgrade
 * that changes nothing else has nothing to write. Every file of either side is in the result once, by code unit.
 */
export function plan(
  emitted: ReadonlyMap<string, string>,
  disk: DiskTree,
): readonly Change[] {
  const changes: Change[] = [];
  const modes = keepsModes(disk);
  for (const [path, after] of emitted)
    changes.push(compare(path, after, disk.get(path), modes));
  for (const [path, entry] of disk) {
    if (emitted.has(path) || entry.kind === "folder") continue;
    changes.push({ path, kind: "extra", ...textOf(entry) });
  }
  return changes.toSorted((a, b) => byCodeUnit(a.path, b.path));
}

/** Says whether a plan would find every file the same, by their hashes alone. */
export function isSettled(
  hashes: ReadonlyMap<string, string>,
  disk: DiskTree<HashedFile>,
): boolean {
  const modes = keepsModes(disk);
  for (const [path, hash] of hashes) {
    const entry = disk.get(path);
    if (entry?.kind !== "file" || entry.hash !== hash) return false;
    if (modes && isProgram(entry)) return false;
  }
  for (const [path, { kind }] of disk)
    if (kind !== "folder" && !hashes.has(path)) return false;
  return true;
}

type Entry = ReturnType<DiskTree["get"]>;

/** Some file systems call every file a program, and then the manifest too. */
function keepsModes(disk: DiskTree<HashedFile>): boolean {
  const manifest = disk.get(MANIFEST);
  return manifest?.kind === "file" && !manifest.executable;
}

function compare(
  path: string,
  after: string,
  entry: Entry,
  modes: boolean,
): Change {
  if (entry === undefined) return { path, kind: "missing", after };
  if (entry.kind !== "file" || !isSame(path, after, entry))
    return { path, kind: "changed", ...textOf(entry), after };
  if (modes && isProgram(entry))
    return { path, kind: "changed", modeOnly: true, before: after, after };
  return { path, kind: "same", before: entry.text, after };
}

/** Where a link leads to is not captable's to change. */
function isProgram({ executable, link }: HashedFile): boolean {
  return executable && !link;
}

function isSame(
  path: string,
  after: string,
  { hash, text }: DiskFile,
): boolean {
  if (hash === sha256(after)) return true;
  return path === MANIFEST && hash === sha256(withGeneratorOf(after, text));
}

function textOf(entry: Entry): { before?: string } {
  return entry?.kind === "file" ? { before: entry.text } : {};
}

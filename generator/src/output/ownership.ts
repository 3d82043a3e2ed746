/**
 * Which files of an output folder are captable's to overwrite or to delete.
 *
 * Only those that it wrote and that nobody has touched since: the manifest names them, and the hash matches.
 *
 * @module
 */
import { MANIFEST, type WrittenFiles } from "./manifest.ts";
import type { Change } from "./plan.ts";
import type { DiskEntry, DiskTree } from "./read-tree.ts";

/** A file that captable does not overwrite. */
export interface Refusal {
  readonly path: string;
  /**
   * `edited`: captable wrote it, and its content has changed since.
   * `foreign`: nothing shows that captable wrote it.
   * `occupied`: the folder holds files, and nothing that captable wrote: it may be the wrong one. One file stands for all.
   * `obstacle`: something that is not a file, or is another file, is in the way; not even force replaces it.
   */
  readonly reason: "edited" | "foreign" | "occupied" | "obstacle";
  /** What is in the way, if it has another path. */
  readonly blocker?: string;
  readonly before?: string;
  readonly after?: string;
}

/** Finds the files that a run without force must not overwrite, in the order of the plan. */
export function refusals(
  changes: readonly Change[],
  disk: DiskTree,
  written: WrittenFiles | undefined,
): readonly Refusal[] {
  const folded = foldedPaths(disk);
  const found = changes.flatMap((change): readonly Refusal[] => {
    const { path, kind, before, after } = change;
    if (after === undefined || kind === "same") return [];
    const texts = { after, ...(before === undefined ? {} : { before }) };
    const obstacle = findObstacle(path, disk, folded, written);
    if (obstacle !== undefined)
      return [{ path, reason: "obstacle", ...obstacle, ...texts }];
    const reason = overwriteReason(path, disk.get(path), written);
    return reason === undefined ? [] : [{ path, reason, ...texts }];
  });
  return found.length > 0 ? found : occupation(changes, written);
}

/** A folder with files of which none is of the package: whoever names it as the output may have meant another. */
function occupation(
  changes: readonly Change[],
  written: WrittenFiles | undefined,
): readonly Refusal[] {
  const isNew = changes.every(
    ({ kind }) => kind === "missing" || kind === "extra",
  );
  const stranger = changes.find(({ kind }) => kind === "extra");
  if (written !== undefined || !isNew || stranger === undefined) return [];
  return [{ path: stranger.path, reason: "occupied" }];
}

/** Finds the files that captable wrote, nobody has touched, and the table no longer gives. */
export function deletions(
  changes: readonly Change[],
  disk: DiskTree,
  written: WrittenFiles | undefined,
): readonly string[] {
  return changes
    .filter(({ kind }) => kind === "extra")
    .map(({ path }) => path)
    .filter((path) => isOwn(path, disk.get(path), written));
}

function overwriteReason(
  path: string,
  entry: DiskEntry | undefined,
  written: WrittenFiles | undefined,
): "edited" | "foreign" | undefined {
  if (entry === undefined || isOwn(path, entry, written)) return undefined;
  // By its name the manifest is captable's, and it is nothing but a record: rewriting it loses nobody's work.
  if (path === MANIFEST && entry.kind === "file") return undefined;
  const isFile = entry.kind === "file" && !entry.link;
  return isFile && written?.has(path) ? "edited" : "foreign";
}

function isOwn(
  path: string,
  entry: DiskEntry | undefined,
  written: WrittenFiles | undefined,
): boolean {
  const hash = written?.get(path);
  if (entry?.kind !== "file" || entry.link || hash === undefined) return false;
  return entry.hash === hash || entry.lfHash === hash;
}

/** Paths by their form in lower case: on many disks two paths that differ only in case are one file. */
function foldedPaths(disk: DiskTree): ReadonlyMap<string, readonly string[]> {
  const folded = new Map<string, string[]>();
  for (const path of disk.keys()) {
    const paths = folded.get(path.toLowerCase());
    if (paths === undefined) folded.set(path.toLowerCase(), [path]);
    else paths.push(path);
  }
  return folded;
}

function findObstacle(
  path: string,
  disk: DiskTree,
  folded: ReadonlyMap<string, readonly string[]>,
  written: WrittenFiles | undefined,
): { blocker?: string } | undefined {
  if (disk.get(path)?.kind === "folder") return {};
  for (
    let end = path.indexOf("/");
    end >= 0;
    end = path.indexOf("/", end + 1)
  ) {
    const blocker = path.slice(0, end);
    const kind = disk.get(blocker)?.kind;
    if (kind !== undefined && kind !== "folder") return { blocker };
  }
  if (disk.has(path)) return undefined;
  const twin = folded
    .get(path.toLowerCase())
    ?.find((other) => !isOwn(other, disk.get(other), written));
  return twin === undefined ? undefined : { blocker: twin };
}

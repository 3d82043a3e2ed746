/**
 * Writes and deletes. Everything is first written beside its place under a temporary name, of all folders; only
 * when that has worked are files replaced, each by one rename. A full disk or a missing permission thus shows
 * before anything has changed.
 *
 * @module
 */
import { randomUUID } from "node:crypto";
import {
  chmodSync,
  mkdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { MANIFEST } from "./manifest.ts";

/** What is to be done to one output folder; paths are relative to it. */
export interface FolderWork {
  readonly root: string;
  readonly writes: ReadonlyMap<string, string>;
  readonly deletes: readonly string[];
}

interface StagedFile {
  readonly temporary: string;
  readonly final: string;
}

/** The disk failed while files were being replaced: some folder now holds old and new files. */
export class InterruptedError extends Error {
  constructor(cause: unknown) {
    super("stopped while files were being replaced", { cause });
    this.name = "InterruptedError";
  }
}

/** Does the work of all folders, or, if it cannot be written in full, none of it. */
export function apply(work: readonly FolderWork[]): void {
  const staging = new Staging();
  try {
    for (const { root, writes } of work)
      for (const [path, text] of manifestLast(writes))
        staging.write(join(root, path), text);
    replace(work, staging);
  } finally {
    staging.discard();
  }
  for (const { root, deletes } of work) removeEmptyFolders(root, deletes);
}

function replace(work: readonly FolderWork[], staging: Staging): void {
  try {
    // Deleting comes first: where case does not count, `Name.ts` may be the old name of `name.ts`.
    for (const { root, deletes } of work)
      for (const path of deletes) rmSync(join(root, path), { force: true });
    staging.commit();
  } catch (error) {
    throw new InterruptedError(error);
  }
}

/** The manifest is the last to be replaced: a run that is cut off before must not claim what it has not done. */
function manifestLast(
  writes: ReadonlyMap<string, string>,
): readonly (readonly [string, string])[] {
  return [...writes].toSorted(
    ([a], [b]) => Number(a === MANIFEST) - Number(b === MANIFEST),
  );
}

class Staging {
  readonly #files: StagedFile[] = [];
  /** The folders that were made: the innermost, and the outermost that did not exist before. */
  readonly #folders: { readonly inner: string; readonly outer: string }[] = [];

  write(final: string, text: string): void {
    const inner = dirname(final);
    const outer = mkdirSync(inner, { recursive: true });
    if (outer !== undefined) this.#folders.push({ inner, outer });
    // Never the same twice: what a killed run has left must not stop the next.
    const temporary = join(inner, `.captable-${randomUUID()}.tmp`);
    this.#files.push({ temporary, final });
    writeFileSync(temporary, text, { flag: "wx" });
    const mode = statSync(final, { throwIfNoEntry: false })?.mode;
    if (mode !== undefined) chmodSync(temporary, mode & 0o777);
  }

  commit(): void {
    for (const { temporary, final } of this.#files)
      renameSync(temporary, final);
    this.#files.length = 0;
    this.#folders.length = 0;
  }

  /** Removes what has not been committed, and the folders that were made for it. */
  discard(): void {
    for (const { temporary } of this.#files) rmSync(temporary, { force: true });
    for (const { inner, outer } of this.#folders.toReversed())
      removeEmptyUpTo(inner, outer);
  }
}

function removeEmptyFolders(root: string, deleted: readonly string[]): void {
  for (const path of deleted) {
    const [top] = path.split("/");
    if (top !== undefined && top !== path)
      removeEmptyUpTo(dirname(join(root, path)), join(root, top));
  }
}

/** Removes a folder if it is empty, then the one that holds it, and so on up to and with the outermost. */
function removeEmptyUpTo(inner: string, outer: string): void {
  let folder = inner;
  while (removeIfEmpty(folder) && folder !== outer) folder = dirname(folder);
}

function removeIfEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    // Not empty, in use or gone: a folder that stays does no harm.
    return false;
  }
}

/** What a run is about to do to an output folder, written down before it does it. @module */
import { dirname, join } from "node:path";
import { MANIFEST } from "./manifest.ts";
import { codeOf, type Disk } from "./disk.ts";
import { expectFolder, ForeignWorkError, WORK_FOLDER } from "./work-folder.ts";

/** What is to be done to one output folder; paths are relative to it. */
export interface FolderWork {
  readonly root: string;
  readonly writes: ReadonlyMap<string, string>;
  readonly deletes: readonly string[];
}

/** The work of one output folder. Doing it twice, or doing again what is half done, gives the same. */
export interface Journal {
  readonly deletes: readonly string[];
  /** From `staged.N` in the work folder to its place; the manifest last. */
  readonly moves: readonly { readonly staged: string; readonly path: string }[];
}

/** Who may read and write a file stays; nobody runs it. */
const NOT_EXECUTABLE = 0o666;

const NAME = "journal";
const DRAFT = "journal.draft";

/** Writes everything into the work folder, the journal last. Until then nothing has changed. */
export function stage(work: FolderWork, disk: Disk): Journal {
  const { root, writes, deletes } = work;
  const folder = join(root, WORK_FOLDER);
  const moves = manifestLast([...writes.keys()]).map((path, index) => ({
    staged: `staged.${index}`,
    path,
  }));
  for (const { staged, path } of moves) {
    const temporary = join(folder, staged);
    disk.create(temporary, writes.get(path) ?? "");
    expectNames(root, path, disk);
    const mode = disk.mode(join(root, path));
    if (mode !== undefined) disk.setMode(temporary, mode & NOT_EXECUTABLE);
  }
  const journal: Journal = { deletes, moves };
  disk.create(join(folder, DRAFT), JSON.stringify(journal));
  return journal;
}

/** No system refuses a name that is shorter than this. */
const SHORT = 100;

/** Fails here and now, before anything has changed, if a name is too long for the system. */
function expectNames(root: string, path: string, disk: Disk): void {
  for (const part of path.split("/"))
    // Below a folder that is not there yet, the system does not even look at the name.
    if (part.length > SHORT) disk.mode(join(root, part));
}

/** From here on the work will be done, by this run or by the next. */
export function commit(root: string, disk: Disk): void {
  const folder = join(root, WORK_FOLDER);
  disk.rename(join(folder, DRAFT), join(folder, NAME));
}

/** The journal that a run has left; nothing if it had not begun to change anything. */
export function readJournal(root: string, disk: Disk): Journal | undefined {
  const path = join(root, WORK_FOLDER, NAME);
  try {
    // The file came to its name in one piece. But it may have come with a folder that a stranger has packed.
    const found: unknown = JSON.parse(disk.read(path));
    if (isJournal(found)) return found;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new ForeignWorkError(path, "captable has not written it");
}

function isJournal(value: unknown): value is Journal {
  if (typeof value !== "object" || value === null) return false;
  const deletes: unknown = Reflect.get(value, "deletes");
  const moves: unknown = Reflect.get(value, "moves");
  return (
    Array.isArray(deletes) &&
    deletes.every(isInside) &&
    Array.isArray(moves) &&
    moves.every(isMove)
  );
}

function isMove(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const staged: unknown = Reflect.get(value, "staged");
  const isStaged = typeof staged === "string" && /^staged\.\d+$/.test(staged);
  return isStaged && isInside(Reflect.get(value, "path"));
}

/** Whether a path stays in the folder that it is relative to, on every platform. */
function isInside(path: unknown): boolean {
  if (typeof path !== "string" || /[\\:\0]/.test(path)) return false;
  return path.split("/").every((part) => !["", ".", ".."].includes(part));
}

/** Does what the journal says, as far as it has not been done. */
export function carryOut(root: string, journal: Journal, disk: Disk): void {
  const folder = join(root, WORK_FOLDER);
  const waiting = new Set(disk.names(folder));
  // Deleting comes first: where case does not count, `Name.ts` may be the old name of `name.ts`. If files have been
  // moved already, all deleting has been done, and what has the old name now may be the new file.
  if (journal.moves.every(({ staged }) => waiting.has(staged))) {
    for (const path of journal.deletes) {
      expectFoldersAbove(root, path, disk);
      disk.remove(join(root, path));
    }
  }
  for (const { staged, path } of journal.moves) {
    if (!waiting.has(staged)) continue;
    expectFoldersAbove(root, path, disk);
    disk.makeFolder(dirname(join(root, path)));
    disk.rename(join(folder, staged), join(root, path));
  }
  for (const path of journal.deletes) removeEmptyAbove(root, path, disk);
}

/** The manifest is the last to be replaced: it must not claim what has not been done. */
function manifestLast(paths: readonly string[]): readonly string[] {
  return paths.toSorted(
    (a, b) => Number(a === MANIFEST) - Number(b === MANIFEST),
  );
}

/** A link that has taken the place of a folder since it was looked at would lead elsewhere. */
function expectFoldersAbove(root: string, path: string, disk: Disk): void {
  for (let end = path.indexOf("/"); end > 0; end = path.indexOf("/", end + 1))
    expectFolder(join(root, path.slice(0, end)), disk);
}

/** Removes the folders above a deleted file that are empty now, up to the output folder itself. */
function removeEmptyAbove(root: string, path: string, disk: Disk): void {
  for (
    let end = path.lastIndexOf("/");
    end > 0;
    end = path.lastIndexOf("/", end - 1)
  ) {
    if (!removeIfEmpty(join(root, path.slice(0, end)), disk)) return;
  }
}

/** What makes a folder stay without anybody being at fault. */
const STAYS: ReadonlySet<string | undefined> = new Set([
  "EBUSY",
  "EEXIST",
  "ENOENT",
  "ENOTEMPTY",
]);

/** False if the folder stays: it is not empty, in use or gone. */
export function removeIfEmpty(folder: string, disk: Disk): boolean {
  try {
    disk.removeFolder(folder);
    return true;
  } catch (error) {
    if (!STAYS.has(codeOf(error))) throw error;
    return false;
  }
}

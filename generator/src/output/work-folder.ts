/**
 * The folder `.captable` in an output folder: there while a run writes to it, and after one that was cut off.
 *
 * It holds `owner.N`, the process whose turn it is; `staged.N`, files on their way to their places; and `journal`,
 * which says what is to be done with them. Without a journal nothing has been changed yet; with one, everything is
 * at hand to finish the work.
 *
 * @module
 */
import { hostname } from "node:os";
import { join } from "node:path";
import { codeOf, type Disk } from "./disk.ts";

/** The folder's name. */
export const WORK_FOLDER = ".captable";

/** A process that writes, or wrote, to an output folder. */
export interface Owner {
  readonly pid: number;
  readonly host: string;
}

/** What the work folder says of the output folder. */
export type Occupation =
  | { readonly kind: "free" }
  /** A run is writing. Nobody has signed yet if it has only just begun, or was cut off at that very moment. */
  | { readonly kind: "running"; readonly owner: Owner | undefined }
  /** A run was cut off, and nobody has cleared up after it. `begun`: it had begun to replace files. */
  | { readonly kind: "interrupted"; readonly begun: boolean };

/** Something in an output folder is not what captable itself puts there, and would lead out of the folder. */
export class ForeignWorkError extends Error {
  /** Absolute. */
  readonly path: string;

  constructor(path: string, what: string) {
    super(what);
    this.name = "ForeignWorkError";
    this.path = path;
  }
}

/** Refuses what only looks like a folder: through a link, work would be done elsewhere. */
export function expectFolder(path: string, disk: Disk): void {
  if (disk.isFolder(path) === false)
    throw new ForeignWorkError(path, "it is a link, or no folder");
}

/** Reads the work folder. */
export function occupation(root: string, disk: Disk): Occupation {
  const folder = join(root, WORK_FOLDER);
  const names = disk.names(folder);
  if (names.length === 0) return { kind: "free" };
  const owner = currentOwner(folder, names, disk);
  if (owner === "unsigned") return { kind: "running", owner: undefined };
  if (owner !== undefined && mayLive(owner)) return { kind: "running", owner };
  return { kind: "interrupted", begun: names.includes("journal") };
}

/** Takes the turn in a folder that is free, or whose owner is no more. False if another was faster. */
export function takeTurn(root: string, disk: Disk): boolean {
  const folder = join(root, WORK_FOLDER);
  expectFolder(folder, disk);
  disk.makeFolder(folder);
  const turn = lastTurn(disk.names(folder)) + 1;
  const owner: Owner = { pid: process.pid, host: hostname() };
  try {
    // Only one process can create a file that is not there.
    disk.create(join(folder, `owner.${turn}`), JSON.stringify(owner));
    return true;
  } catch (error) {
    // The folder goes when another run gives its turn back.
    const code = codeOf(error);
    if (code === "EEXIST" || code === "ENOENT") return false;
    throw error;
  }
}

/** Removes what is left of work, finished or not. */
export function clearWork(root: string, disk: Disk): void {
  const folder = join(root, WORK_FOLDER);
  expectFolder(folder, disk);
  for (const name of disk.names(folder))
    if (!isOwner(name)) disk.remove(join(folder, name));
}

/** Gives the turn back. What is left of the work stays, for the next run. */
export function giveBack(root: string, disk: Disk): void {
  const folder = join(root, WORK_FOLDER);
  expectFolder(folder, disk);
  const owners = disk.names(folder).filter(isOwner);
  // The present one at the very end: until then nobody else takes a turn.
  for (const name of owners.toSorted((a, b) => turnOf(a) - turnOf(b)))
    disk.remove(join(folder, name));
  try {
    disk.removeFolder(folder);
  } catch (error) {
    // There is work left, or the next run has taken its turn already.
    if (codeOf(error) !== "ENOTEMPTY" && codeOf(error) !== "ENOENT")
      throw error;
  }
}

/** Removes the folder if nothing is in it: a run was cut off when it came, or when it left. */
export function tidy(root: string, disk: Disk): void {
  try {
    disk.removeFolder(join(root, WORK_FOLDER));
  } catch (error) {
    // It is not there, most of the time; and an empty folder does no harm.
    if (codeOf(error) === undefined) throw error;
  }
}

function currentOwner(
  folder: string,
  names: readonly string[],
  disk: Disk,
): Owner | "unsigned" | undefined {
  const turn = lastTurn(names);
  if (turn < 0) return undefined;
  try {
    return parseOwner(disk.read(join(folder, `owner.${turn}`))) ?? "unsigned";
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function parseOwner(text: string): Owner | undefined {
  try {
    const owner: unknown = JSON.parse(text);
    if (typeof owner !== "object" || owner === null) return undefined;
    const pid: unknown = Reflect.get(owner, "pid");
    const host: unknown = Reflect.get(owner, "host");
    return typeof pid === "number" && typeof host === "string"
      ? { pid, host }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Of another machine nobody can tell. */
function mayLive({ pid, host }: Owner): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

function isOwner(name: string): boolean {
  return /^owner\.\d+$/.test(name);
}

function turnOf(name: string): number {
  return Number(name.slice("owner.".length));
}

function lastTurn(names: readonly string[]): number {
  return Math.max(-1, ...names.filter(isOwner).map(turnOf));
}

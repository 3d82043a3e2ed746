/** The few things that captable does to a disk, so that a test can make each of them fail. @module */
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";

/** Everything fails with an error of Node's file system. */
export interface Disk {
  read(path: string): string;
  /** The names in a folder; nothing if there is no such folder. */
  names(folder: string): readonly string[];
  /** Whether something is a folder itself, and not a link to one; nothing if there is nothing. */
  isFolder(path: string): boolean | undefined;
  /** The permissions of a file; nothing if there is none. */
  mode(path: string): number | undefined;
  /** Writes a file that is not there yet. */
  create(path: string, text: string): void;
  setMode(path: string, mode: number): void;
  rename(from: string, to: string): void;
  /** Removes a file, if it is there. */
  remove(path: string): void;
  /** Makes a folder and those around it. Gives the outermost one that was not there. */
  makeFolder(path: string): string | undefined;
  /** Removes a folder, which must be empty. */
  removeFolder(path: string): void;
}

/** The disk of this machine. */
export const realDisk: Disk = {
  read: (path) => readFileSync(path, "utf8"),
  names: (folder) => {
    try {
      return readdirSync(folder);
    } catch (error) {
      if (["ENOENT", "ENOTDIR"].includes(codeOf(error) ?? "")) return [];
      throw error;
    }
  },
  isFolder: (path) => lstatSync(path, { throwIfNoEntry: false })?.isDirectory(),
  mode: (path) => {
    const mode = statSync(path, { throwIfNoEntry: false })?.mode;
    return mode === undefined ? undefined : mode & 0o777;
  },
  create: (path, text) => writeFileSync(path, text, { flag: "wx" }),
  setMode: (path, mode) => chmodSync(path, mode),
  rename: (from, to) => renameSync(from, to),
  remove: (path) => rmSync(path, { force: true }),
  makeFolder: (path) => mkdirSync(path, { recursive: true }),
  removeFolder: (path) => rmdirSync(path),
};

/** The code of a file system's error. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : "";
  return typeof code === "string" && code !== "" ? code : undefined;
}

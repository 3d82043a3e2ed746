/** What is in an output folder, before anything is done to it. @module */
import {
  readdirSync,
  readFileSync,
  statSync,
  type Dirent,
  type Stats,
} from "node:fs";
import { join } from "node:path";
import { sha256 } from "./hash.ts";
import { MANIFEST, parseManifest, type WrittenFiles } from "./manifest.ts";
import { isReserved } from "./reserved.ts";

/** One entry of an output folder. */
export type DiskEntry<File = DiskFile> =
  | File
  /** A file whose content does not matter: captable neither writes it nor wrote it. */
  | { readonly kind: "unread" }
  | { readonly kind: "folder" }
  /** A link to a folder or to nothing, a device, a pipe. */
  | { readonly kind: "special" };

/** A file that was read, and whose text was not kept. */
export interface HashedFile {
  readonly kind: "file";
  /** Of its bytes. */
  readonly hash: string;
  /** True if it is a link to a file elsewhere. */
  readonly link: boolean;
  /** True if it may be run as a program; nothing that captable writes may. */
  readonly executable: boolean;
}

/** A file that was read. */
export interface DiskFile extends HashedFile {
  readonly text: string;
  /** Of its text with every CRLF turned into LF: what a checkout that changes line endings has not changed. */
  readonly lfHash: string;
}

/** Every entry of an output folder, by path relative to it, without what tools put there. */
export type DiskTree<File = DiskFile> = ReadonlyMap<string, DiskEntry<File>>;

/** Lists a folder and reads the wanted files of it. A folder that does not exist is empty. */
export function readTree(root: string, wanted: ReadonlySet<string>): DiskTree {
  return walk(root, wanted, readFile);
}

/** The same, without the texts: a large package takes much less memory, and half the time. */
export function hashTree(
  root: string,
  wanted: ReadonlySet<string>,
): DiskTree<HashedFile> {
  return walk(root, wanted, hashFile);
}

/** How a wanted file is read. */
type Read<File> = (path: string, link: boolean) => File;

function walk<File>(
  root: string,
  wanted: ReadonlySet<string>,
  read: Read<File>,
): DiskTree<File> {
  const tree = new Map<string, DiskEntry<File>>();
  const visit = (folder: string): void => {
    for (const child of children(join(root, folder))) {
      const path = folder === "" ? child.name : `${folder}/${child.name}`;
      if (isReserved(path)) continue;
      const reading = wanted.has(path) ? read : unread;
      tree.set(path, readEntry(join(root, path), child, reading));
      if (child.isDirectory()) visit(path);
    }
  };
  visit("");
  return tree;
}

/** Reads the manifest that the last run left in an output folder; nothing if there is none that can be read. */
export function readManifest(root: string): WrittenFiles | undefined {
  const path = join(root, MANIFEST);
  const stats = statIfThere(path);
  if (stats === undefined || !stats.isFile()) return undefined;
  return parseManifest(readFileSync(path, "utf8"));
}

function children(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (hasCode(error, ["ENOENT"])) return [];
    throw error;
  }
}

function readEntry<File>(
  path: string,
  child: Dirent,
  read: Read<DiskEntry<File>>,
): DiskEntry<File> {
  if (child.isDirectory()) return { kind: "folder" };
  const link = child.isSymbolicLink();
  if (!child.isFile() && !(link && statIfThere(path)?.isFile()))
    return { kind: "special" };
  return read(path, link);
}

function unread(): { readonly kind: "unread" } {
  return { kind: "unread" };
}

function readFile(path: string, link: boolean): DiskFile {
  const bytes = readFileSync(path);
  const hashed = hashedFile(path, bytes, link);
  const text = bytes.toString("utf8");
  const lfHash = text.includes("\r\n")
    ? sha256(text.replaceAll("\r\n", "\n"))
    : hashed.hash;
  return { ...hashed, text, lfHash };
}

function hashFile(path: string, link: boolean): HashedFile {
  return hashedFile(path, readFileSync(path), link);
}

function hashedFile(path: string, bytes: Buffer, link: boolean): HashedFile {
  const executable = (statSync(path).mode & 0o111) !== 0;
  return { kind: "file", hash: sha256(bytes), link, executable };
}

function statIfThere(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    if (hasCode(error, ["ENOENT", "ENOTDIR", "ELOOP"])) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  const code = error instanceof Error && "code" in error ? error.code : "";
  return typeof code === "string" && codes.includes(code);
}

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
export type DiskEntry =
  | DiskFile
  /** A file whose content does not matter: captable neither writes it nor wrote it. */
  | { readonly kind: "unread" }
  | { readonly kind: "folder" }
  /** A link to a folder or to nothing, a device, a pipe. */
  | { readonly kind: "special" };

/** A file that was read. */
export interface DiskFile {
  readonly kind: "file";
  readonly text: string;
  /** Of its bytes. */
  readonly hash: string;
  /** Of its text with every CRLF turned into LF: what a checkout that changes line endings has not changed. */
  readonly lfHash: string;
  /** True if it is a link to a file elsewhere. */
  readonly link: boolean;
  /** True if it may be run as a program; nothing that captable writes may. */
  readonly executable: boolean;
}

/** Every entry of an output folder, by path relative to it, without what tools put there. */
export type DiskTree = ReadonlyMap<string, DiskEntry>;

/** Lists a folder and reads the wanted files of it. A folder that does not exist is empty. */
export function readTree(root: string, wanted: ReadonlySet<string>): DiskTree {
  const tree = new Map<string, DiskEntry>();
  const visit = (folder: string): void => {
    for (const child of children(join(root, folder))) {
      const path = folder === "" ? child.name : `${folder}/${child.name}`;
      if (isReserved(path)) continue;
      const entry = readEntry(join(root, path), child, wanted.has(path));
      tree.set(path, entry);
      if (entry.kind === "folder") visit(path);
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

function readEntry(path: string, child: Dirent, wanted: boolean): DiskEntry {
  if (child.isDirectory()) return { kind: "folder" };
  const link = child.isSymbolicLink();
  if (!child.isFile() && !(link && statIfThere(path)?.isFile()))
    return { kind: "special" };
  return wanted ? readFile(path, link) : { kind: "unread" };
}

function readFile(path: string, link: boolean): DiskFile {
  const bytes = readFileSync(path);
  const text = bytes.toString("utf8");
  const hash = sha256(bytes);
  const lfHash = text.includes("\r\n")
    ? sha256(text.replaceAll("\r\n", "\n"))
    : hash;
  const executable = (statSync(path).mode & 0o111) !== 0;
  return { kind: "file", text, hash, lfHash, link, executable };
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

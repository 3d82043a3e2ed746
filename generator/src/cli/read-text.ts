/** Reads the files of tables from disk, in the one form that the core knows: UTF-8 without a mark, lines ended by LF. @module */
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { ReadText } from "../compile-with.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { toDiagnostic } from "../diagnostics/reporter.ts";
import * as rules from "../diagnostics/syntax-rules.ts";
import { sha256 } from "../output/hash.ts";
import { type Limits, MOST, MOST_OF_LARGE } from "../syntax/limits.ts";
import { Source } from "../syntax/source.ts";
import { UsageError } from "./failure.ts";

/** A reader, and what it found wrong with the files it has read. */
export interface TableReader {
  readonly read: ReadText;
  readonly problems: readonly Diagnostic[];
  /** The hash of the bytes of every file that was asked for, in that order; of one that is not there, nothing. */
  readonly inputs: ReadonlyMap<string, string | undefined>;
}

/**
 * Reads `/` paths relative to a folder; they may lead out of it. A file that is there but cannot be read throws. Of one
 * that is longer than a table may be, large or not, only so much is read that this shows.
 */
export function createTableReader(folder: string, large: boolean): TableReader {
  const most = mostBytes(large ? MOST_OF_LARGE : MOST);
  const problems: Diagnostic[] = [];
  const inputs = new Map<string, string | undefined>();
  const read: ReadText = (path) => {
    const bytes = readIfThere(resolve(folder, path), path, most);
    inputs.set(path, bytes && sha256(bytes));
    if (bytes === undefined) return undefined;
    const text = bytes.toString("utf8");
    // The core refuses it for its size, wherever it has been cut.
    if (bytes.length > most) return text;
    const bad = firstBadCharacter(bytes, text);
    if (bad !== undefined) problems.push(notUtf8(path, text, bad));
    return normalize(text);
  };
  return { read, problems, inputs };
}

function normalize(text: string): string {
  return text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
}

/** No character takes more bytes than this: a text of so many is too long for the core. */
function mostBytes({ characters }: Limits): number {
  return 3 * characters;
}

function readIfThere(
  path: string,
  shown: string,
  most: number,
): Buffer | undefined {
  try {
    const stats = statSync(path);
    // A device or a pipe may never end.
    if (!stats.isFile() && !stats.isDirectory())
      throw new UsageError(`${shown} is not a file`);
    return readStart(path, Math.min(stats.size, most + 1));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    // Node does not name the file that it could not read.
    if (error instanceof Error && !(error instanceof UsageError))
      throw Object.assign(error, { path });
    throw error;
  }
}

/** Reads a file as far as it may matter. */
function readStart(path: string, length: number): Buffer {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(length);
    let end = 0;
    for (;;) {
      const read = readSync(file, bytes, end, length - end, null);
      end += read;
      if (read === 0) return bytes.subarray(0, end);
    }
  } finally {
    closeSync(file);
  }
}

/** Finds where decoding had to put a replacement character that is not in the file. */
function firstBadCharacter(bytes: Buffer, text: string): number | undefined {
  const replacement = Buffer.from("\uFFFD");
  let at = text.indexOf("\uFFFD");
  while (at >= 0) {
    const offset = Buffer.byteLength(text.slice(0, at));
    const there = bytes.subarray(offset, offset + replacement.length);
    if (!there.equals(replacement)) return at;
    at = text.indexOf("\uFFFD", at + 1);
  }
  return undefined;
}

/** Points behind what could be read. */
function notUtf8(path: string, text: string, bad: number): Diagnostic {
  const start = normalize(text.slice(0, bad)).length;
  const source = new Source(path, normalize(text));
  return toDiagnostic(rules.notUtf8, { source, start, end: start + 1 }, {});
}

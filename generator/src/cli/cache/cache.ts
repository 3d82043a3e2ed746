/**
 * The short way for a package of which nothing has changed.
 *
 * A record says what a table was made of and what came of it. It is believed only if the program is the same, every
 * file of the table is the same, and the output folder holds exactly the files that came of it: all of this by content.
 * Whatever is otherwise, or cannot be read, means a full run.
 *
 * @module
 */
import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { codeOf } from "../../output/disk.ts";
import { sha256 } from "../../output/hash.ts";
import { MANIFEST } from "../../output/manifest.ts";
import { unchanged } from "../../output/unchanged.ts";
import { occupation } from "../../output/work-folder.ts";
import { shownTable } from "../compile-table.ts";
import type { Io } from "../../terminal/io.ts";
import { expectedFiles, placesOf, type Package } from "../packages.ts";
import { createTableReader } from "../read-text.ts";
import type { Target } from "../targets.ts";
import { parseRecord, recordText, type CacheRecord } from "./record.ts";

/** What a run asks before it compiles a table, and tells afterwards. */
export interface Cache {
  /** The package as a full run would find it; nothing if that is not certain. */
  recall(target: Target): Package | undefined;
  /** Leaves a record of packages that are as their tables give them. */
  remember(packages: readonly Package[]): void;
}

/** Opens the cache of a run, with what tells the program from others. */
export function openCache(
  identify: () => string | undefined,
  io: Io,
): Cache | undefined {
  const generator = identify();
  if (generator === undefined) return undefined;
  return {
    recall: (target) => recall(target, generator, io),
    remember: (packages) => {
      // The program may have been built anew meanwhile: what has come of it is of neither.
      if (identify() !== generator) return;
      for (const it of packages) remember(it, generator, io);
    },
  };
}

function recall(
  target: Target,
  generator: string,
  io: Io,
): Package | undefined {
  const start = io.now();
  const record = readRecord(target);
  if (record === undefined || !isFor(record, target, generator)) return;
  const reader = createTableReader(target.root, target.large);
  const sources = new Map<string, string>();
  for (const [path, hash] of record.inputs) {
    const text = reader.read(path);
    if (reader.inputs.get(path) !== (hash ?? undefined)) return;
    if (text !== undefined) sources.set(path, text);
  }
  // Whoever is writing there, or was cut off, leaves it to a full run.
  if (occupation(target.output, io.disk).kind !== "free") return;
  const changes = unchanged(target.output, record.manifest);
  if (changes === undefined) return;
  const milliseconds = io.now() - start;
  const { diagnostics, accepted } = record;
  const found = { diagnostics, accepted, inputs: reader.inputs, sources };
  return {
    ...placesOf(target, io),
    compiled: shownTable(found, target, io, milliseconds),
    unchanged: changes,
  };
}

function isFor(
  record: CacheRecord,
  { root, table, output, large }: Target,
  generator: string,
): boolean {
  return (
    record.generator === generator &&
    record.root === root &&
    record.table === table &&
    record.output === output &&
    record.large === large
  );
}

function remember(it: Package, generator: string, io: Io): void {
  const { root, table, output, large } = it.target;
  const manifest = expectedFiles(it, io.cwd)?.get(MANIFEST);
  const place = placeOf(it.target);
  if (manifest === undefined || place === undefined) return;
  const { diagnostics, accepted } = it.compiled.found;
  const inputs = [...it.compiled.found.inputs].map(
    ([path, hash]) => [path, hash ?? null] as const,
  );
  const text = recordText({
    ...{ generator, root, table, output, large },
    ...{ inputs, diagnostics, accepted, manifest },
  });
  if (readIfThere(place) !== text) write(place, text, io);
}

/** A cache that cannot be written is none: the run has done what it was there for. */
function write(place: string, text: string, { disk }: Io): void {
  const draft = `${place}.${process.pid}`;
  try {
    disk.makeFolder(dirname(place));
    disk.remove(draft);
    disk.create(draft, text);
    disk.rename(draft, place);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
  }
}

function readRecord(target: Target): CacheRecord | undefined {
  const place = placeOf(target);
  const text = place === undefined ? undefined : readIfThere(place);
  return text === undefined ? undefined : parseRecord(text);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return undefined;
  }
}

/** Where tools keep what they can do without; nothing if nothing is installed there. */
function placeOf({ root, table, output }: Target): string | undefined {
  const modules = nearestModules(root);
  if (modules === undefined) return undefined;
  const name = sha256(JSON.stringify([root, table, output]));
  return join(modules, ".cache", "captable", `${name}.json`);
}

function nearestModules(folder: string): string | undefined {
  const modules = join(folder, "node_modules");
  const stats = statSync(modules, { throwIfNoEntry: false });
  if (stats?.isDirectory() === true) return modules;
  const parent = dirname(folder);
  return parent === folder ? undefined : nearestModules(parent);
}

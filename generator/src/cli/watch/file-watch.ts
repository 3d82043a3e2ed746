/** Tells when any of some files is not as it was read. @module */
import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { watch, type FSWatcher } from "chokidar";
import { codeOf } from "../../output/disk.ts";
import { sha256 } from "../../output/hash.ts";
import { byCodeUnit } from "../../output/order.ts";

/** In milliseconds: what is written within it belongs together, such as all files of a checkout. */
const QUIET = 60;

/** Files by their absolute paths, each with the hash of what was read of it; of one that was not there, nothing. */
export type ReadFiles = ReadonlyMap<string, string | undefined>;

/** Some files, which may be others from time to time. */
export class FileWatch {
  readonly #watcher: FSWatcher;
  readonly #files = new Map<string, string | undefined>();
  readonly #changed = new Set<string>();
  /** What is watched for each of them. */
  readonly #places = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  #tell: (() => void) | undefined;

  constructor(files: ReadFiles) {
    // Each is told of as soon as it is watched: it may have changed since it was read.
    this.#watcher = watch([], { depth: 0 });
    this.#watcher.on("all", (_event, path) => this.#note(path));
    this.follow(files);
  }

  get size(): number {
    return this.#files.size;
  }

  /** Waits until something has changed since the last time, and then for as long as more is changing. */
  async changed(): Promise<readonly string[]> {
    if (this.#changed.size === 0 || this.#timer !== undefined)
      await new Promise<void>((tell) => {
        this.#tell = tell;
      });
    const paths = [...this.#changed].toSorted(byCodeUnit);
    this.#changed.clear();
    return paths;
  }

  /** Watches these files and no others. */
  follow(files: ReadFiles): void {
    this.#files.clear();
    this.#places.clear();
    for (const [path, hash] of files) {
      this.#files.set(path, hash);
      this.#places.set(path, nearest(path));
    }
    // Nothing is left unwatched again: chokidar would take no notice of what lies in a folder either.
    this.#watcher.add([...new Set(this.#places.values())]);
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#watcher.close();
  }

  #note(path: string): void {
    const news = this.#files.has(path) ? this.#compare(path) : this.#come();
    if (news.length === 0) return;
    for (const it of news) this.#changed.add(it);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#tell?.();
    }, QUIET);
  }

  #compare(path: string): readonly string[] {
    const hash = hashOf(path);
    if (hash === this.#files.get(path)) return [];
    this.#files.set(path, hash);
    return [path];
  }

  /** The files that are not there, and for which a folder has come. */
  #come(): readonly string[] {
    const moved = [...this.#places].filter(
      ([path, place]) => nearest(path) !== place,
    );
    for (const [path] of moved) this.#places.set(path, nearest(path));
    return moved.map(([path]) => path);
  }
}

function hashOf(path: string): string | undefined {
  try {
    return sha256(readFileSync(path));
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return undefined;
  }
}

/** What has to be watched for a file: itself; or, if it is not there, the folder in which something has to come first. */
function nearest(path: string): string {
  const parent = dirname(path);
  return existsSync(path) || parent === path ? path : nearest(parent);
}

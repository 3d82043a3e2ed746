/** Tells when any of some files is not as it was read. @module */
import { existsSync, readFileSync } from "node:fs";
import { dirname, sep } from "node:path";
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
  #watched: ReadonlySet<string> = new Set();
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
    const [before, now] = [this.#watched, placesOf(files.keys())];
    this.#files.clear();
    for (const [path, hash] of files) this.#files.set(path, hash);
    this.#watched = now;
    this.#watcher.unwatch([...before].filter((it) => !now.has(it)));
    this.#watcher.add([...now].filter((it) => !before.has(it)));
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#watcher.close();
  }

  #note(path: string): void {
    if (this.#files.has(path)) {
      const hash = hashOf(path);
      if (hash === this.#files.get(path)) return;
      this.#files.set(path, hash);
    } else if (!this.#isOnTheWay(path)) return;
    this.#changed.add(path);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#tell?.();
    }, QUIET);
  }

  /** Whether it is a folder that has come, and in which, or below which, a file is to be. */
  #isOnTheWay(path: string): boolean {
    const files = [...this.#files.keys()];
    return (
      !this.#watched.has(path) &&
      files.some((file) => file.startsWith(`${path}${sep}`))
    );
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
function placesOf(files: Iterable<string>): ReadonlySet<string> {
  return new Set([...files].map((file) => nearest(file)));
}

function nearest(path: string): string {
  const parent = dirname(path);
  return existsSync(path) || parent === path ? path : nearest(parent);
}

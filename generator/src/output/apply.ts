/**
 * Writes and deletes: all of it or nothing, also if the process is killed meanwhile.
 *
 * Everything is first written into the work folder, of all output folders; a full disk or a missing permission thus
 * shows before anything has changed. Then a journal says what is to be done, and only then are files replaced, each by
 * one rename. Whoever finds a journal finishes the work.
 *
 * @module
 */
import { dirname } from "node:path";
import type { Disk } from "./disk.ts";
import {
  carryOut,
  commit,
  readJournal,
  removeIfEmpty,
  stage,
  type FolderWork,
} from "./journal.ts";
import { clearWork, giveBack, takeTurn } from "./work-folder.ts";

export type { FolderWork } from "./journal.ts";

/** The disk failed while files were being replaced. The next run finishes the work. */
export class InterruptedError extends Error {
  constructor(cause: unknown) {
    super("stopped while files were being replaced", { cause });
    this.name = "InterruptedError";
  }
}

/** The output folders of one run, while nobody else writes to them. */
export class Outputs {
  readonly #disk: Disk;
  /** Each with the outermost folder that had to be made for it. */
  readonly #taken = new Map<string, string | undefined>();
  #replacing = false;

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  /** Takes the turn in a folder. False if another run has it. */
  take(root: string): boolean {
    const made = this.#disk.makeFolder(root);
    this.#taken.set(root, made);
    if (takeTurn(root, this.#disk)) return true;
    this.#taken.delete(root);
    return false;
  }

  /** Finishes what a run that was cut off had begun, or drops what it had not. True if there was something to finish. */
  recover(root: string): boolean {
    // What cannot be read is left for somebody to look at.
    this.#replacing = true;
    const journal = readJournal(root, this.#disk);
    this.#replacing = false;
    if (journal !== undefined)
      this.#replace(() => carryOut(root, journal, this.#disk));
    clearWork(root, this.#disk);
    return journal !== undefined;
  }

  /** Does the work of all folders, which must have been taken; or, if it cannot be written in full, none of it. */
  apply(work: readonly FolderWork[]): void {
    const staged = work.map((it) => ({
      root: it.root,
      journal: stage(it, this.#disk),
    }));
    this.#replace(() => {
      for (const { root } of staged) commit(root, this.#disk);
      for (const { root, journal } of staged)
        carryOut(root, journal, this.#disk);
    });
  }

  /** Lets others have their turn. What was begun and could not be finished stays for the next run. */
  release(): void {
    const failures: unknown[] = [];
    for (const [root, made] of this.#taken) {
      try {
        if (!this.#replacing) clearWork(root, this.#disk);
        giveBack(root, this.#disk);
        if (made !== undefined) this.#removeEmptyUpTo(root, made);
      } catch (error) {
        failures.push(error);
      }
    }
    this.#taken.clear();
    if (failures.length > 0) throw failures[0];
  }

  #replace(doIt: () => void): void {
    this.#replacing = true;
    try {
      doIt();
    } catch (error) {
      throw new InterruptedError(error);
    }
    this.#replacing = false;
  }

  /** Removes a folder if nothing has been written to it, and so on up to and with the outermost that was made. */
  #removeEmptyUpTo(inner: string, outer: string): void {
    let folder = inner;
    while (removeIfEmpty(folder, this.#disk) && folder !== outer)
      folder = dirname(folder);
  }
}

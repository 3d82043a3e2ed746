/** File systems of other kinds, made of an image or of memory. Whoever is not root needs sudo for it. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { missing, type Skippable } from "../examples/tools.ts";

/** What is mounted for one test, and its end. */
export class Mounts {
  readonly #top: string = mkdtempSync(join(tmpdir(), "captable-mounts-"));
  readonly #undo: string[][] = [];
  readonly #context: Skippable;

  /** Whatever cannot be mounted fails the test in CI, and leaves it out elsewhere, loudly. */
  constructor(context: Skippable) {
    this.#context = context;
  }

  /** A disk that ignores case and keeps it, as those of Windows and macOS do. */
  ignoringCase(): string {
    const image = join(this.#top, "image");
    writeFileSync(image, "");
    truncateSync(image, 32 * 1024 * 1024);
    this.#must("mkfs.exfat", image);
    const device = this.#must("losetup", "--find", "--show", image).trim();
    this.#undo.push(["losetup", "--detach", device]);
    const folder = this.#folder("disk");
    const owner = `uid=${process.getuid?.()},gid=${process.getgid?.()}`;
    this.#must(
      "mount.exfat-fuse",
      "-o",
      `${owner},allow_other`,
      device,
      folder,
    );
    this.#undo.push(["umount", folder]);
    return folder;
  }

  /** The same folder once more, where nothing can be written. */
  readOnly(folder: string): string {
    const copy = this.#folder("copy");
    this.#must("mount", "--bind", folder, copy);
    this.#undo.push(["umount", copy]);
    this.#must("mount", "-o", "remount,bind,ro", copy);
    return copy;
  }

  remove(): void {
    for (const command of this.#undo.toReversed()) asRoot(command);
    rmSync(this.#top, { recursive: true });
  }

  #folder(name: string): string {
    return mkdtempSync(join(this.#top, `${name}-`));
  }

  #must(...command: readonly string[]): string {
    const { status, stdout, stderr, error } = asRoot(command);
    if (status === 0) return stdout;
    const reason = error === undefined ? stderr.trim() : error.message;
    const message = `${command.join(" ")}: ${reason}`;
    return missing(this.#context, message);
  }
}

function asRoot(command: readonly string[]): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly error?: Error;
} {
  const isRoot = process.getuid?.() === 0;
  const [program = "", ...args] = isRoot ? command : ["sudo", "-n", ...command];
  const PATH = `${process.env["PATH"]}:/usr/sbin:/sbin`;
  const env = { ...process.env, PATH };
  return spawnSync(program, args, { encoding: "utf8", env });
}

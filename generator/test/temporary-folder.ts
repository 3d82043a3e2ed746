/** A folder on disk for one test. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder with short ways to read and write in it. */
export class TemporaryFolder {
  readonly root: string;

  /** Removed when the test is over. */
  constructor() {
    this.root = mkdtempSync(join(realpathSync(tmpdir()), "captable-test-"));
    onTestFinished(() => rmSync(this.root, { recursive: true, force: true }));
  }

  path(path: string): string {
    return join(this.root, path);
  }

  write(path: string, content: string | Uint8Array): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), content);
  }

  read(path: string): string {
    return readFileSync(this.path(path), "utf8");
  }

  has(path: string): boolean {
    return existsSync(this.path(path));
  }

  remove(path: string): void {
    rmSync(this.path(path), { recursive: true });
  }
}

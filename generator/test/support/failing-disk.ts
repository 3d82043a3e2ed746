import { spawnSync } from "node:child_process";
import { realDisk, type Disk } from "../../src/output/disk.ts";

/** What can be made to fail. Reading the work folder counts too: a run that cannot look must not write. */
type Operation = keyof Disk;

/** The error that the system gives for a code. */
function systemError(code: string, operation: Operation, path: string): Error {
  const text = `${code}: simulated, ${operation} '${path}'`;
  return Object.assign(new Error(text), { code, syscall: operation, path });
}

/** A disk on which the operation with a number fails, once. The process that uses it is taken to have ended afterwards. */
export function failingDisk(
  number: number,
  code: string,
): { readonly disk: Disk; readonly count: () => number } {
  let count = 0;
  const disk = wrap((operation, path, doIt) => {
    count += 1;
    if (count === number) throw systemError(code, operation, path);
    return doIt();
  }, deadProcess());
  return { disk, count: () => count };
}

/** The end of a simulated process. */
export class Killed extends Error {}

/**
 * A disk as a process sees it that is killed before the operation with a
 * number: from then on nothing reaches the disk any more. What it has signed
 * is signed by a process that is no more.
 */
export function dyingDisk(number: number): Disk {
  let count = 0;
  return wrap((operation, path, doIt) => {
    count += 1;
    if (count >= number) throw new Killed(`${operation} ${path}`);
    return doIt();
  }, deadProcess());
}

let dead: string | undefined;

/** The number of a process that has ended. */
function deadProcess(): string {
  dead ??= String(spawnSync(process.execPath, ["--version"]).pid);
  return dead;
}

type Around = <Result>(
  operation: Operation,
  path: string,
  doIt: () => Result,
) => Result;

function wrap(around: Around, signsAs: string): Disk {
  const signed = (text: string): string =>
    text.replace(`"pid":${process.pid}`, `"pid":${signsAs}`);
  return {
    read: (path) => around("read", path, () => realDisk.read(path)),
    names: (path) => around("names", path, () => realDisk.names(path)),
    isFolder: (path) => around("isFolder", path, () => realDisk.isFolder(path)),
    mode: (path) => around("mode", path, () => realDisk.mode(path)),
    create: (path, text) =>
      around("create", path, () => realDisk.create(path, signed(text))),
    setMode: (path, mode) =>
      around("setMode", path, () => realDisk.setMode(path, mode)),
    rename: (from, to) => around("rename", to, () => realDisk.rename(from, to)),
    remove: (path) => around("remove", path, () => realDisk.remove(path)),
    makeFolder: (path) =>
      around("makeFolder", path, () => realDisk.makeFolder(path)),
    removeFolder: (path) =>
      around("removeFolder", path, () => realDisk.removeFolder(path)),
  };
}

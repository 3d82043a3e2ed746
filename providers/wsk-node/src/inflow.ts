import type { OnReadOpts } from "node:net";

/** As much as Node itself reads at a time. */
const SIZE = 64 * 1024;

/**
 * What all sockets of a thread read into, one after the other: a read and the
 * telling of it are one step, so that only what nobody waits for is copied.
 */
let memory: Uint8Array<ArrayBuffer> | undefined;
let view: Uint8Array = new Uint8Array(0);

/** Windows is given the memory of a read long before there is anything to be read. */
const isShareable = process.platform !== "win32";

/**
 * How a socket of `node:net` is made whose bytes need neither an event nor an
 * array. Undefined where sockets cannot read into the same memory.
 *
 * @param take - what has come; the memory is used again once it has returned
 */
export function inflow(
  take: (bytes: Uint8Array) => void,
): OnReadOpts | undefined {
  if (!isShareable) return undefined;
  const buffer = (memory ??= new Uint8Array(SIZE));
  const callback = (length: number): boolean => {
    // Mostly as much comes as before.
    if (length !== view.byteLength) view = buffer.subarray(0, length);
    take(view);
    return true;
  };
  return { buffer, callback };
}

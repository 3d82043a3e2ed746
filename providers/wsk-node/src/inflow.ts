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

/** Undefined where sockets cannot read into the same memory. */
export function sharedMemory(): Uint8Array | undefined {
  return isShareable ? (memory ??= new Uint8Array(SIZE)) : undefined;
}

/** What a socket has read there. Mostly it is as much as before. */
export function readInto(length: number): Uint8Array {
  if (length !== view.byteLength) view = memory?.subarray(0, length) ?? view;
  return view;
}

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

/** Where the bytes of a socket of `node:net` come in that it need not make an event, or an array, of. */
export class Inflow {
  /** Called with what has come. The memory is used again once it has returned. */
  take: (bytes: Uint8Array) => void = () => {};

  /** What the socket is made with. */
  get options(): { readonly onread: OnReadOpts } {
    const buffer = (memory ??= new Uint8Array(SIZE));
    const callback = (length: number): boolean => {
      // Mostly as much comes as before.
      if (length !== view.byteLength) view = buffer.subarray(0, length);
      this.take(view);
      return true;
    };
    return { onread: { buffer, callback } };
  }
}

/** Undefined where sockets cannot read into the same memory. */
export function inflow(): Inflow | undefined {
  return isShareable ? new Inflow() : undefined;
}

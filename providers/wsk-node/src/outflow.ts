import type { Socket } from "node:net";

/** In bytes: of less, Node does not tell that it has drained. */
const SMALL = 16 * 1024;

const resolved = Promise.resolve();

const NOTHING = new Uint8Array(0);

/** Writes to a socket of `node:net`. */
export class Outflow {
  readonly #socket: Socket;
  /** Something has been written, and what is running has not come to its end. */
  #inRow = false;
  readonly #onRowEnd = (): void => {
    this.#inRow = false;
  };
  #gathering = false;
  /** In bytes: what was written and is still to be told of, whether the system has it or not. */
  #unsaid = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** In bytes: what was written and is still to be told of. */
  get unsaid(): number {
    return this.#unsaid;
  }

  /**
   * What is written in a row goes to the system together, but for the first,
   * which does not wait: for small writes that is several times as fast. True
   * if the system has taken all of it at once; `done` tells otherwise.
   */
  write(bytes: Uint8Array, done: (taken: boolean) => void): boolean {
    const socket = this.#socket;
    const { byteLength } = bytes;
    let data = bytes;
    if (this.#inRow) this.#gather();
    else this.#beginRow();
    if (!this.#gathering && byteLength < SMALL) {
      // Without a callback, Node needs no tick to tell of what is taken at once.
      socket.write(bytes);
      if (this.#isTaken()) return true;
      data = NOTHING;
    }
    this.#unsaid += byteLength;
    socket.write(data, (error) => {
      this.#unsaid -= byteLength;
      // A write that was under way when the socket was destroyed has no error.
      done(!error && !socket.destroyed);
    });
    return false;
  }

  /** Whether the system has taken everything. */
  #isTaken(): boolean {
    const { writableLength, errored, destroyed } = this.#socket;
    return writableLength === 0 && errored === null && !destroyed;
  }

  #beginRow(): void {
    this.#inRow = true;
    void resolved.then(this.#onRowEnd);
  }

  #gather(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    this.#socket.cork();
    process.nextTick(() => {
      this.#gathering = false;
      this.#socket.uncork();
    });
  }
}

import type { TcpSocket } from "./sockets.ts";

interface Write {
  readonly data: Uint8Array;
  readonly done: (taken: boolean) => void;
}

/**
 * The sending direction. The package is given one stream for all of it, and
 * pulls: what it has pulled is taken, for it tells no more until the end.
 */
export class Outflow {
  readonly #socket: TcpSocket;
  readonly #broken: (error: unknown) => void;
  readonly #writes: Write[] = [];
  #unsent = 0;
  #ending = false;
  #finished = false;
  #running = false;
  #sent: Promise<boolean> | undefined;
  #wake: () => void = () => {};

  constructor(socket: TcpSocket, broken: (error: unknown) => void) {
    this.#socket = socket;
    this.#broken = broken;
  }

  /** In bytes: what the package has not pulled yet. */
  get unsent(): number {
    return this.#unsent;
  }

  /** Whether the package has sent everything, and the end. */
  get finished(): boolean {
    return this.#finished;
  }

  /** Whether the package has been given the stream, and has not come to its end. */
  get running(): boolean {
    return this.#running;
  }

  write(data: Uint8Array, done: (taken: boolean) => void): void {
    // A copy: the package copies what it has pulled at a time of its own.
    this.#writes.push({ data: new Uint8Array(data), done });
    this.#unsent += data.byteLength;
    void this.#send();
    this.#wake();
  }

  end(done: (taken: boolean) => void): void {
    this.#ending = true;
    void this.#send().then(done);
    this.#wake();
  }

  /** Drops what has not been pulled. */
  drop(): void {
    this.#unsent = 0;
    const lost = this.#writes.splice(0);
    queueMicrotask(() => {
      for (const { done } of lost) done(false);
    });
  }

  /** Begins to send, once. Tells whether all of it was sent, and the end. */
  #send(): Promise<boolean> {
    this.#sent ??= this.#run();
    return this.#sent;
  }

  async #run(): Promise<boolean> {
    this.#running = true;
    try {
      const pull = this.#pull.bind(this);
      await this.#socket.send(
        new ReadableStream({ pull }, { highWaterMark: 0 }),
      );
      this.#finished = true;
    } catch (error) {
      this.drop();
      this.#broken(error);
    }
    this.#running = false;
    return this.#finished;
  }

  async #pull(controller: ReadableStreamDefaultController): Promise<void> {
    while (this.#writes.length === 0 && !this.#ending) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    const write = this.#writes.shift();
    if (write === undefined) {
      controller.close();
      return;
    }
    this.#unsent -= write.data.byteLength;
    controller.enqueue(write.data);
    write.done(true);
  }
}

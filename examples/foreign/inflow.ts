import type { TcpSocket } from "./sockets.ts";

/** What the receiving direction tells. */
interface InflowEvents {
  data(chunk: Uint8Array): void;
  end(): void;
  broken(error: unknown): void;
}

/** The receiving direction: takes chunk after chunk from the package's stream, which holds the peer back meanwhile. */
export class Inflow {
  readonly #socket: TcpSocket;
  readonly #events: InflowEvents;
  #chunks: AsyncIterator<unknown> | undefined;
  #paused = false;
  #goOn: () => void = () => {};
  #unread = 0;
  #running = false;

  constructor(socket: TcpSocket, events: InflowEvents) {
    this.#socket = socket;
    this.#events = events;
  }

  /** In bytes: the chunk that came during a pause. */
  get unread(): number {
    return this.#unread;
  }

  /** Whether it has been started and has not ended. */
  get running(): boolean {
    return this.#running;
  }

  start(): void {
    if (this.#chunks !== undefined) return;
    // Chunks of bytes, whatever the package's types say; and its outcome has nothing but `then`.
    const [chunks, outcome] = this.#socket.receive();
    const iterator = chunks[Symbol.asyncIterator]();
    const over: Promise<unknown> = Promise.resolve(outcome);
    this.#chunks = iterator;
    this.#running = true;
    // The stream does not end if the connection breaks: only the outcome tells.
    over.catch((error: unknown) => this.#break(error));
    void this.#run(iterator, over);
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#goOn();
  }

  /** Asks the package to receive no more. It does not before the next chunk, or the end. */
  cancel(): void {
    this.resume();
    this.#chunks?.return?.().catch(() => {});
  }

  async #run(
    chunks: AsyncIterator<unknown>,
    over: Promise<unknown>,
  ): Promise<void> {
    try {
      for (;;) {
        const { done, value } = await chunks.next();
        if (value instanceof Uint8Array) this.#unread = value.byteLength;
        while (this.#paused) await this.#resumed();
        if (done === true) break;
        this.#unread = 0;
        if (value instanceof Uint8Array) this.#events.data(value);
      }
      await over;
      this.#running = false;
      this.#events.end();
    } catch (error) {
      this.#break(error);
    }
  }

  #resumed(): Promise<void> {
    return new Promise((resolve) => (this.#goOn = resolve));
  }

  #break(error: unknown): void {
    if (!this.#running) return;
    this.#running = false;
    this.#events.broken(error);
  }
}

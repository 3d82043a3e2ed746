import type { Link, LinkEvents } from "../transport/link.ts";
import type { TransportFailure } from "../transport/failure.ts";

/**
 * The data that is sent before a connection is anybody's. What the peer does
 * meanwhile is kept for whoever gets the link.
 */
export class FirstData implements LinkEvents {
  /** Resolves when the link has taken the data; rejects with a `TransportFailure`, or with nothing if it was stopped. */
  readonly sent: Promise<void>;
  readonly #link: Link;
  readonly #chunks: Uint8Array[] = [];
  #ended = false;
  #failure: TransportFailure | undefined;
  #fail: (failure?: TransportFailure) => void = () => {};

  constructor(link: Link, data: Uint8Array) {
    this.#link = link;
    this.sent = new Promise((resolve, reject) => {
      this.#fail = reject;
      link.start(this);
      // If it was not taken, the link tells why.
      const done = (taken: boolean): void => {
        if (taken) resolve();
      };
      if (link.write(data, done)) resolve();
    });
  }

  data(chunk: Uint8Array, lent = false): void {
    this.#chunks.push(lent ? chunk.slice() : chunk);
    this.#link.pause();
  }

  end(): void {
    this.#ended = true;
  }

  broken(failure: TransportFailure): void {
    this.#failure = failure;
    this.#fail(failure);
  }

  stop(): void {
    this.#fail();
  }

  /** Hands the link over, with all that it has told. */
  handOver(events: LinkEvents): void {
    if (this.#chunks.length > 0) this.#link.resume();
    this.#link.start(events);
    for (const chunk of this.#chunks) events.data(chunk);
    if (this.#ended) events.end();
    if (this.#failure !== undefined) events.broken(this.#failure);
  }
}

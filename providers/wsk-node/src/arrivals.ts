import type { SocketAddress } from "@captable/wsk";
import type { Arrival } from "@captable/wsk-sockets";

/** Whoever is told of what comes: of one datagram, or of several in order. */
export interface Recipient {
  message(data: Uint8Array, from: SocketAddress): void;
  messages(arrivals: readonly Arrival[]): void;
}

/** After so many datagrams it looks how many come in a turn. */
const PERIOD = 16;

/**
 * Has datagrams that come in a row told together, at the end of the turn. Node
 * tells of each by itself, and lets all promises run behind it, which takes as
 * long as the telling. One that comes alone is told at once: now and then it
 * looks whether more come in the same turn.
 */
export class Arrivals {
  readonly #recipient: Recipient;
  /** Since it has looked. */
  #count = 0;
  #gathering = false;
  #held: Arrival[] = [];
  readonly #onTurnEnd = (): void => {
    if (this.#gathering) {
      // What comes alone again need not wait.
      this.#gathering = this.#held.length > 1;
      this.tell();
    } else this.#gathering = this.#count > PERIOD;
    this.#count = 0;
  };

  constructor(recipient: Recipient) {
    this.#recipient = recipient;
  }

  take(data: Uint8Array, from: SocketAddress): void {
    if (this.#gathering) {
      if (this.#held.push({ data, from }) === 1) setImmediate(this.#onTurnEnd);
      return;
    }
    this.#count += 1;
    if (this.#count === PERIOD) setImmediate(this.#onTurnEnd);
    this.#recipient.message(data, from);
  }

  /** Tells at once of what is held. */
  tell(): void {
    const held = this.#held;
    if (held.length === 0) return;
    this.#held = [];
    this.#recipient.messages(held);
  }

  /** Nobody is to be told any more. */
  drop(): void {
    this.#held = [];
  }
}

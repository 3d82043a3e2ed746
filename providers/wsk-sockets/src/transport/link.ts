import type { SocketAddress } from "@captable/wsk";
import type { TransportFailure } from "./failure.ts";

/** What a link tells. None of it comes while a function of the link is being called. */
export interface LinkEvents {
  /**
   * Bytes have arrived. The chunk is the receiver's from now on, unless it is
   * only lent: then the transport uses its memory again once this has returned.
   */
  data(chunk: Uint8Array, lent?: boolean): void;
  /** The peer has disconnected gracefully: no more data will come. */
  end(): void;
  /** The link is no more; nothing else will be told. */
  broken(failure: TransportFailure): void;
}

/** One end of an established TCP connection. */
export interface Link {
  /** Both are still known when the link has broken; when it was let go, only if they had been asked for before. */
  readonly localAddress: SocketAddress;
  readonly remoteAddress: SocketAddress;
  /** In bytes: what has been received and has not been told, as far as the transport knows. */
  readonly unread: number;
  /** In bytes: what has been given to `write` and is still the transport's to send. */
  readonly unsent: number;
  /** In bytes: as much as should be given to `write` at a time. */
  readonly idealBacklog: number;
  /** Whether everything, and the end behind it, has been sent. */
  readonly finished: boolean;

  /**
   * Begins to read and to tell. Nothing is read before, so that the transport
   * holds the peer back. Called again, it tells somebody else from then on.
   */
  start(events: LinkEvents): void;
  /** Stops reading for a time. */
  pause(): void;
  resume(): void;
  /**
   * Sends bytes, in order. True if the transport has taken all of them at once.
   * Otherwise they must not change before `done`, which tells whether it has.
   */
  write(data: Uint8Array, done: (taken: boolean) => void): boolean;
  /** Closes the sending direction behind everything written; nothing may be written any more. */
  end(done: (taken: boolean) => void): void;
  /** Ends the connection abruptly: the peer sees a reset. Resolves when nothing is left of the link. */
  reset(): Promise<void>;
  /** Lets go of a link whose two directions have been closed. Resolves when nothing is left of it. */
  release(): Promise<void>;
  /** Sends nothing more, not even acknowledgements, and drops what arrives. Only where the transport can. */
  silence?(): void;

  setKeepAlive(on: boolean): void;
  setNoDelay(on: boolean): void;
  /** In bytes. Only where the transport can. */
  setReceiveBuffer?(size: number): void;
  getReceiveBuffer?(): number;
}

/** An attempt to connect. */
export interface LinkAttempt {
  /** Rejects with a {@link TransportFailure}, once nothing is left of the attempt. */
  readonly outcome: Promise<Link>;
  /** Gives up, if it is not over. Resolves when nothing is left of it; the outcome then rejects, whatever with. */
  abandon(): Promise<void>;
}

import type { SocketAddress, WskError } from "@captable/wsk";
import { cancelled, failure, type Failing } from "../failing.ts";
import type { Link, LinkAttempt } from "../transport/link.ts";
import type { StreamPort } from "../transport/port.ts";
import { FirstData } from "./first-data.ts";

/** Why an attempt was given up. */
class GivenUp {
  /** The reason of the signal, or nothing if the socket was closed. */
  readonly reason: unknown;

  constructor(reason: unknown) {
    this.reason = reason;
  }
}

/** A connection that an attempt has established. */
export interface Established {
  readonly link: Link;
  /** The data that was sent along; it has told what the peer did since. */
  readonly first: FirstData | undefined;
}

/** One attempt to connect, and to send the first data along. */
export class Attempt {
  /** Rejects with what {@link attemptFailure} tells of, once nothing is left of the connection. */
  readonly outcome: Promise<Established>;
  readonly #attempt: LinkAttempt;
  #connected = false;
  #first: FirstData | undefined;
  #givenUp: GivenUp | undefined;
  #unwatch: (() => void) | undefined;

  /** Throws a `TransportFailure`. */
  constructor(
    port: StreamPort,
    remote: SocketAddress,
    data: Uint8Array | undefined,
    signal: AbortSignal | undefined,
  ) {
    this.#attempt = port.connect(remote);
    if (signal !== undefined) {
      const onAbort = (): void => this.#giveUp(signal.reason);
      signal.addEventListener("abort", onAbort, { once: true });
      this.#unwatch = () => signal.removeEventListener("abort", onAbort);
    }
    this.outcome = this.#attempt.outcome.then(
      (link) => this.#onConnected(link, data),
      (error: unknown) => {
        this.#unwatch?.();
        throw this.#givenUp ?? error;
      },
    );
  }

  /** Stops the attempt and ends the connection, if there is one. Resolves when nothing is left of it. */
  abandon(): Promise<void> {
    this.#giveUp(undefined);
    return this.outcome.then(
      ({ link }) => link.reset(),
      () => {},
    );
  }

  #giveUp(reason: unknown): void {
    this.#givenUp ??= new GivenUp(reason);
    if (this.#connected) this.#first?.stop();
    else void this.#attempt.abandon();
  }

  /** Mostly there is nothing to be sent, and nothing else to be waited for. */
  #onConnected(
    link: Link,
    data: Uint8Array | undefined,
  ): Established | Promise<Established> {
    this.#connected = true;
    if (data !== undefined || this.#givenUp !== undefined) {
      return this.#establish(link, data);
    }
    this.#unwatch?.();
    return { link, first: undefined };
  }

  async #establish(
    link: Link,
    data: Uint8Array | undefined,
  ): Promise<Established> {
    try {
      await this.#send(link, data);
      return { link, first: this.#first };
    } catch (error) {
      await link.reset();
      throw this.#givenUp ?? error;
    } finally {
      this.#unwatch?.();
    }
  }

  async #send(link: Link, data: Uint8Array | undefined): Promise<void> {
    if (this.#givenUp === undefined && data !== undefined) {
      this.#first = new FirstData(link, data);
      await this.#first.sent;
    }
    if (this.#givenUp !== undefined) throw this.#givenUp;
  }
}

/** The error of a call whose attempt to connect has failed. */
export function attemptFailure(
  host: Failing,
  functionName: string,
  error: unknown,
): WskError {
  return error instanceof GivenUp
    ? cancelled(host, functionName, error.reason)
    : failure(host, functionName, error);
}

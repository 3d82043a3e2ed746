import { cancelled, fail, type Failing } from "./failing.ts";
import { PendingQueue } from "./queue.ts";

const CALL = "controlClient";

/** The calls of a registration that wait for other transports. There never are any: only its end completes what is not cancelled. */
export class TransportChanges {
  readonly #calls = new PendingQueue<Failing, void>((client, reason) =>
    cancelled(client, CALL, reason),
  );
  #ended = false;

  wait(client: Failing, signal: AbortSignal | undefined): Promise<void> {
    const call = this.#calls.add(client, signal);
    if (this.#ended) this.end();
    return call;
  }

  /** The registration is being ended. Its client objects can still be asked until they have been released. */
  end(): void {
    this.#ended = true;
    this.#calls.rejectAll((client) =>
      fail(client, CALL, "STATUS_CANCELLED", "the registration is being ended"),
    );
  }
}

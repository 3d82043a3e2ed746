import type { AddressFamily, BasicIoctl } from "@captable/wsk";
import type { Runners } from "./control.ts";
import type { Environment } from "./environment.ts";
import { attempt, cancelled, forcedClosed, type Failing } from "./failing.ts";
import { PendingQueue } from "./queue.ts";
import type { TransportFailure } from "./transport/failure.ts";

const CALL = "controlSocket";

/** The requests that all sockets have. */
export class BasicRequests {
  readonly #host: Failing;
  readonly #environment: Environment;
  readonly #family: AddressFamily;
  /** Who waits for a change; hardly anybody does. */
  #changes: PendingQueue<undefined, void> | undefined;
  #unwatch: (() => void) | undefined;

  constructor(host: Failing, environment: Environment, family: AddressFamily) {
    this.#host = host;
    this.#environment = environment;
    this.#family = family;
  }

  get runners(): Runners<BasicIoctl> {
    const { transport } = this.#environment;
    return {
      SIO_ADDRESS_LIST_QUERY: () =>
        attempt(this.#host, CALL, () => transport.localAddresses(this.#family)),
      SIO_ADDRESS_LIST_CHANGE: (_input, signal) => this.#change(signal),
    };
  }

  /** The socket is being closed. */
  cancel(): void {
    this.#changes?.rejectAll(() => cancelled(this.#host, CALL));
    this.#unwatchIfIdle();
  }

  /** The socket is dead. */
  die(error: TransportFailure): void {
    this.#changes?.rejectAll(() => forcedClosed(this.#host, CALL, error));
    this.#unwatchIfIdle();
  }

  #change(signal: AbortSignal | undefined): Promise<void> {
    const { transport } = this.#environment;
    this.#unwatch ??= attempt(this.#host, CALL, () =>
      transport.watchAddresses(this.#family, () => this.#changed()),
    );
    this.#changes ??= new PendingQueue((_request, reason) => {
      this.#unwatchIfIdle();
      return cancelled(this.#host, CALL, reason);
    });
    return this.#changes.add(undefined, signal);
  }

  #changed(): void {
    const changes = this.#changes;
    for (let next = changes?.first; next; next = changes?.first) next.resolve();
    this.#unwatchIfIdle();
  }

  #unwatchIfIdle(): void {
    if (this.#changes?.first !== undefined) return;
    this.#unwatch?.();
    this.#unwatch = undefined;
  }
}

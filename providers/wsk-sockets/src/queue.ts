/** An operation that has been called and has not completed. */
export class Pending<Request, Result> {
  readonly request: Request;
  readonly promise: Promise<Result>;
  readonly #resolve: (result: Result) => void;
  readonly #reject: (error: Error) => void;
  /** Where it waits, between whom, and how its signal is no longer listened to: its queue's own. */
  queue: PendingQueue<Request, Result> | undefined;
  before: Pending<Request, Result> | undefined;
  after: Pending<Request, Result> | undefined;
  unwatch: (() => void) | undefined;

  constructor(request: Request) {
    this.request = request;
    let resolve: (result: Result) => void = unset;
    let reject: (error: Error) => void = unset;
    this.promise = new Promise<Result>((resolved, rejected) => {
      resolve = resolved;
      reject = rejected;
    });
    this.#resolve = resolve;
    this.#reject = reject;
  }

  resolve(result: Result): void {
    this.queue?.remove(this);
    this.#resolve(result);
  }

  reject(error: Error): void {
    this.queue?.remove(this);
    this.#reject(error);
  }
}

function unset(): never {
  throw new TypeError("the executor of a promise runs at once");
}

/**
 * Pending operations, first in, first out. One whose signal is aborted leaves
 * the queue before it is told, so that what it had can go to the next.
 */
export class PendingQueue<Request, Result> {
  readonly #cancelled: (request: Request, reason: unknown) => Error;
  #first: Pending<Request, Result> | undefined;
  #last: Pending<Request, Result> | undefined;

  /** @param cancelled - makes the error of an operation that is cancelled */
  constructor(cancelled: (request: Request, reason: unknown) => Error) {
    this.#cancelled = cancelled;
  }

  /** The operation whose turn it is. */
  get first(): Pending<Request, Result> | undefined {
    return this.#first;
  }

  add(request: Request, signal?: AbortSignal): Promise<Result> {
    return this.enter(new Pending<Request, Result>(request), signal).promise;
  }

  /** The same for an operation that exists already. */
  enter(
    pending: Pending<Request, Result>,
    signal?: AbortSignal,
  ): Pending<Request, Result> {
    if (signal?.aborted === true) {
      pending.reject(this.#cancelled(pending.request, signal.reason));
      return pending;
    }
    pending.queue = this;
    pending.before = this.#last;
    if (this.#last === undefined) this.#first = pending;
    else this.#last.after = pending;
    this.#last = pending;
    if (signal !== undefined) this.#watch(pending, signal);
    return pending;
  }

  /** Takes the first operation out, to be settled elsewhere; it can no longer be cancelled. */
  take(): Pending<Request, Result> | undefined {
    const pending = this.#first;
    if (pending !== undefined) this.remove(pending);
    return pending;
  }

  /** Takes an operation out that waits here. */
  remove(pending: Pending<Request, Result>): void {
    const { before, after } = pending;
    if (before === undefined) this.#first = after;
    else before.after = after;
    if (after === undefined) this.#last = before;
    else after.before = before;
    pending.unwatch?.();
    pending.queue = pending.before = pending.after = undefined;
    pending.unwatch = undefined;
  }

  /** Fails all operations, in order. */
  rejectAll(error: (request: Request) => Error): void {
    for (let pending = this.#first; pending; pending = this.#first) {
      pending.reject(error(pending.request));
    }
  }

  #watch(pending: Pending<Request, Result>, signal: AbortSignal): void {
    const onAbort = (): void => {
      this.remove(pending);
      pending.reject(this.#cancelled(pending.request, signal.reason));
    };
    signal.addEventListener("abort", onAbort, { once: true });
    pending.unwatch = () => signal.removeEventListener("abort", onAbort);
  }
}

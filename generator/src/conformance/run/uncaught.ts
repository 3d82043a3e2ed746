/** Errors that are thrown past all promises, and whose they are. @module */

/** Such an error: its cause is what was thrown. */
export class UncaughtError extends Error {}

/** Watches for errors that nobody catches, for as long as tests run. */
export class UncaughtErrors {
  #early: UncaughtError | undefined;
  #reject: ((error: UncaughtError) => void) | undefined;

  readonly #exception = (error: unknown): void =>
    this.#add(
      new UncaughtError("an error that nobody catches", { cause: error }),
    );

  readonly #rejection = (error: unknown): void =>
    this.#add(
      new UncaughtError("a rejection that nobody handles", { cause: error }),
    );

  constructor() {
    process.on("uncaughtException", this.#exception);
    process.on("unhandledRejection", this.#rejection);
  }

  /** Rejects with the next one; at once, if it came while no test was running. */
  next(): Promise<never> {
    const next = new Promise<never>((_resolve, reject) => {
      this.#reject = reject;
      if (this.#early !== undefined) reject(this.#early);
      this.#early = undefined;
    });
    // Whoever races it may have gone by then.
    next.catch(() => undefined);
    return next;
  }

  /** A test is over: what comes now is not its own. */
  pause(): void {
    this.#reject = undefined;
  }

  /** Ends the watch. What came after the last test is thrown. */
  close(): void {
    process.off("uncaughtException", this.#exception);
    process.off("unhandledRejection", this.#rejection);
    if (this.#early !== undefined) throw this.#early;
  }

  #add(error: UncaughtError): void {
    if (this.#reject !== undefined) return this.#reject(error);
    this.#early ??= new UncaughtError(
      `${error.message}, thrown after the test before had ended`,
      { cause: error.cause },
    );
  }
}

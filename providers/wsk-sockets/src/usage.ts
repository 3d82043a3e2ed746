/** Counts what is in use: sockets, calls and captures of a registration. */
export class Usage {
  #count = 0;
  #waiting: (() => void)[] = [];

  /** Notes one use, to be ended once by {@link leave}. */
  enter(): void {
    this.#count += 1;
  }

  leave(): void {
    this.#count -= 1;
    if (this.#count === 0) this.#settle();
  }

  /** Notes one use; the result ends it. */
  hold(): () => void {
    this.enter();
    let held = true;
    return () => {
      if (held) this.leave();
      held = false;
    };
  }

  /** Notes a use that lasts until the promise is settled. */
  during<Result>(promise: Promise<Result>): Promise<Result> {
    this.enter();
    const leave = (): void => this.leave();
    promise.then(leave, leave);
    return promise;
  }

  /** Resolves when nothing is in use. */
  idle(): Promise<void> {
    if (this.#count === 0) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #settle(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

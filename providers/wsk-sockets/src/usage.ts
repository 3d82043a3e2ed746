/** Counts what is in use: sockets, calls and captures of a registration. */
export class Usage {
  #count = 0;
  #waiting: (() => void)[] = [];

  /** Notes one use; the result ends it. */
  hold(): () => void {
    this.#count += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#count -= 1;
      if (this.#count === 0) this.#settle();
    };
  }

  /** Notes a use that lasts until the promise is settled. */
  during<Result>(promise: Promise<Result>): Promise<Result> {
    const release = this.hold();
    promise.then(release, release);
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
